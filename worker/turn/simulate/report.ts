import { outcomes } from '../../../policy/schema.ts';
import { type Calibration, thresholdFor } from '../../release/calibration.ts';
import type { Engine } from '../../release/engine.ts';
import type { Case } from './case.ts';
import { type ModelReport, modelReport, printModelReport } from './model-report.ts';
import type { CaseResult } from './run.ts';

export interface Totals {
  cases: number;
  answered: number;
  /** Share of all cases answered without a person. */
  automationRate: number;
  /** Answers with the wrong article, or to a case that expected no answer. */
  wrong: number;
  /** wrong / answered; 0 while nothing was answered. */
  wrongAnswerRate: number;
  expectations: { checked: number; held: number };
}

export interface Report {
  release: string;
  engine: { embedder: string; search: string; model: string; calibrated: boolean };
  /** Of the first language, at the policy's budget. */
  threshold: number;
  /** What the release promises of each language, and what that rests on. */
  calibrations: Calibration[];
  totals: Totals;
  /** Only with --model. */
  model?: ModelReport;
  cases: CaseResult[];
}

export function makeReport(
  engine: Engine,
  calibrations: Calibration[],
  cases: readonly Case[],
  results: CaseResult[],
  model: string | null = null,
): Report {
  const expected = new Map(cases.map((entry) => [entry.id, entry.expect]));
  const answered = results.filter((result) => result.outcome === 'answer');
  const wrong = answered.filter((result) => {
    const want = expected.get(result.id);
    const unwanted = want?.outcome !== undefined ? want.outcome !== 'answer' : want?.outcomeIn?.includes('answer') === false;
    return unwanted || (typeof want?.article === 'string' && want.article !== result.article);
  });
  const checked = cases.filter((entry) => entry.expect ?? entry.outcomeIn ?? entry.notReason).length;
  const failed = results.filter((result) => result.misses.length > 0).length;
  const budget = engine.policy.matrix.defaults.max_wrong_answer_rate;
  const first = thresholdFor(calibrations[0], budget);
  return {
    release: engine.release,
    engine: { embedder: engine.embedder ?? 'none', search: engine.search.name, model: model ?? 'none', calibrated: first.by === 'fitted' },
    threshold: first.threshold,
    calibrations,
    totals: {
      cases: results.length,
      answered: answered.length,
      automationRate: share(answered.length, results.length),
      wrong: wrong.length,
      wrongAnswerRate: share(wrong.length, answered.length),
      expectations: { checked, held: checked - failed },
    },
    ...(model !== null && { model: modelReport(engine, model, results) }),
    cases: results,
  };
}

const share = (part: number, whole: number) => (whole === 0 ? 0 : Math.round((part / whole) * 1e4) / 1e4);
const percent = (value: number) => `${(value * 100).toFixed(1)} %`;

/** The terminal's table: rates, expected against actual outcome, one row an area. */
export function printReport(report: Report, cases: readonly Case[]): string {
  const { totals } = report;
  const lines = [
    `cases ${totals.cases}   automation ${percent(totals.automationRate)}   wrong answers ${percent(totals.wrongAnswerRate)} (${totals.wrong} of ${totals.answered})`,
    `expectations held ${totals.expectations.held} of ${totals.expectations.checked}   threshold ${report.threshold}${report.engine.calibrated ? '' : ' (uncalibrated)'}`,
    ...(report.model ? [printModelReport(report.engine.model, report.model)] : []),
    '',
    ['expected \\ got', ...outcomes].map((cell) => cell.padEnd(15)).join(''),
  ];
  const byId = new Map(cases.map((entry) => [entry.id, entry.expect?.outcome ?? '(any)']));
  for (const expected of [...outcomes, '(any)']) {
    const row = report.cases.filter((result) => byId.get(result.id) === expected);
    if (row.length > 0)
      lines.push(
        [expected, ...outcomes.map((got) => row.filter((result) => result.outcome === got).length)]
          .map((cell) => String(cell).padEnd(15))
          .join(''),
      );
  }
  lines.push('', ['area', 'cases', 'answered', 'handed off'].map((cell) => cell.padEnd(15)).join(''));
  for (const area of [...new Set(report.cases.map((result) => result.area))].sort()) {
    const row = report.cases.filter((result) => result.area === area);
    const count = (kind: string) => row.filter((result) => result.outcome === kind).length;
    lines.push([area, row.length, count('answer'), count('handoff')].map((cell) => String(cell).padEnd(15)).join(''));
  }
  const missed = report.cases.filter((result) => result.misses.length > 0);
  if (missed.length > 0) lines.push('', ...missed.slice(0, 20).map((result) => `${result.id}: ${result.misses.join('; ')}`));
  if (missed.length > 20) lines.push(`… and ${missed.length - 20} more (see --out)`);
  return lines.join('\n');
}
