import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../worker/local/config.ts';
import { nodeEncoder } from '../../worker/local/encoder.ts';
import { questionsOf } from '../../worker/ports/embed/port.ts';
import { assemble, readKnowledge, readPolicy } from '../../worker/release/build.ts';
import { thresholdFor } from '../../worker/release/calibration.ts';
import { makeEngine } from '../../worker/release/engine.ts';
import { lowerBound, upperBound } from '../../worker/release/interval.ts';
import { retrieve } from '../../worker/turn/retrieve.ts';
import { readCases } from '../../worker/turn/simulate/cases.ts';
import { withoutExamples } from '../policy/samples.ts';
import { triageRows } from './eval-triage.ts';
import { median, ms, table } from './figures.ts';

/**
 * `npm run eval -- [FOLDER]`: questions that nobody tuned on, of every folder that has `kb.jsonl` and `cases.jsonl`. Tells how
 * often the right article comes first, and what the release's own thresholds make of it for three error budgets.
 */
const budgets = [0.01, 0.02, 0.05];
const folder = process.argv[2] ?? join(root, '../shared/data');
const sets = ['clinc150', 'covid-faq'].filter((name) => existsSync(join(folder, name, 'cases.jsonl')));
const percent = (value: number) => `${(value * 100).toFixed(1)} %`;

interface Asked {
  confidence: number;
  right: boolean;
  inScope: boolean;
  first3: boolean;
  took: number;
}

async function measure(name: string): Promise<string[][]> {
  const policy = await readPolicy(join(root, 'policy'));
  const [area] = policy.matrix.areas;
  // Areas name budgets, and a release finds a threshold for each.
  const areas = area ? budgets.map((budget) => ({ ...area, id: `at-${budget * 1_000}`, max_wrong_answer_rate: budget })) : [];
  const tools = await nodeEncoder();
  const articles = await readKnowledge(join(folder, name, 'kb.jsonl'));
  const began = performance.now();
  const matrix = { ...policy.matrix, areas: [...policy.matrix.areas, ...areas] };
  const { hash, content } = await assemble(withoutExamples({ ...policy, matrix }), articles, tools);
  const built = performance.now() - began;
  const made = makeEngine(hash, content, tools.makeScan);
  if (!made.ok) throw new Error(made.problems.join('\n'));
  const ports = { ...made.engine, embed: questionsOf(tools.embedder, () => {}) };
  const { cases, problems } = await readCases(join(folder, name, 'cases.jsonl'));
  if (problems.length > 0) throw new Error(problems.slice(0, 5).join('\n'));
  const asked: Asked[] = [];
  for (const { messages, expect } of cases) {
    const from = performance.now();
    const passages = await retrieve(ports, messages[0] ?? '', 'en');
    const took = performance.now() - from;
    const ids = passages.map(({ articleId }) => articleId);
    const want = expect?.article ?? null;
    asked.push({
      confidence: passages[0]?.confidence ?? 0,
      right: want !== null && ids[0] === want,
      inScope: want !== null,
      first3: want !== null && ids.slice(0, 3).includes(want),
      took,
    });
  }
  const inScope = asked.filter((one) => one.inScope).length;
  const calibration = made.engine.calibration('en');
  return budgets.map((budget) => {
    const { threshold, by } = thresholdFor(calibration, budget);
    const answered = asked.filter((one) => one.confidence >= threshold);
    const wrong = answered.filter((one) => !one.right);
    const interval = `${percent(lowerBound(wrong.length, answered.length, 0.95))} to ${percent(answered.length ? upperBound(wrong.length, answered.length, 0.95) : 1)}`;
    return [
      `${name}, budget ${percent(budget)}`,
      percent(asked.filter((one) => one.right).length / inScope),
      percent(asked.filter((one) => one.first3).length / inScope),
      `${by} ${threshold.toFixed(4)}`,
      percent(answered.filter((one) => one.right).length / inScope),
      `${wrong.length} of ${answered.length}`,
      interval,
      percent(hindsight(asked, budget) / inScope),
      String(wrong.filter((one) => !one.inScope).length),
      ms(median(asked.map((one) => one.took))),
      `${(built / 1_000).toFixed(0)} s`,
    ];
  });
}

/** Right answers at the best threshold that anybody could have chosen after seeing the results. */
function hindsight(asked: readonly Asked[], budget: number): number {
  let [best, right, wrong] = [0, 0, 0];
  for (const one of [...asked].sort((a, b) => b.confidence - a.confidence)) {
    if (one.right) right++;
    else wrong++;
    if (wrong <= budget * (right + wrong)) best = Math.max(best, right);
  }
  return best;
}

if (sets.length === 0) {
  console.error(`handrail: ${folder} holds no set with kb.jsonl and cases.jsonl; name a folder: npm run eval -- FOLDER`);
  process.exit(1);
}
const head = ['set', 'first', 'in 3', 'threshold', 'coverage', 'wrong', 'interval 95 %', 'hindsight', 'foreign', 'ms', 'build'];
const rows: string[][] = [];
for (const name of sets) rows.push(...(await measure(name)));
console.log(table(head, rows));
const triaged = await triageRows(folder);
console.log(`\n${table(triaged.head, triaged.rows)}`);
