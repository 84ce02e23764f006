import { expect, test } from 'vitest';
import { NEVER } from '../../../../worker/release/calibration.ts';
import { type Case, caseSchema } from '../../../../worker/turn/simulate/case.ts';
import { makeReport, printReport } from '../../../../worker/turn/simulate/report.ts';
import { article } from '../../../kb/samples.ts';
import { calibrationOf, engineOf, threshold } from '../samples.ts';
import { result } from './samples.ts';

const engine = engineOf([article('a', ['question'])]);
const calibrations = [calibrationOf({ locale: 'en', maker: 'm' })];
const wanted = (id: string, expectation?: Case['expect']) => caseSchema.parse({ id, messages: ['x'], expect: expectation });

test('counts answers, wrong answers and what held', () => {
  const cases = [
    wanted('right', { outcome: 'answer', article: 'a' }),
    wanted('other article', { outcome: 'answer', article: 'b' }),
    wanted('should have been a person', { outcome: 'handoff' }),
    wanted('no opinion'),
    wanted('handed over', { outcome: 'handoff' }),
  ];
  const results = [
    result('right'),
    result('other article', { misses: ['article a, expected b'] }),
    result('should have been a person', { misses: ['outcome answer, expected handoff'] }),
    result('no opinion'),
    result('handed over', { outcome: 'handoff', reason: 'low-confidence' }),
  ];
  const { totals, ...report } = makeReport(engine, calibrations, cases, results);
  expect(totals).toEqual({
    cases: 5,
    answered: 4,
    automationRate: 0.8,
    wrong: 2,
    wrongAnswerRate: 0.5,
    expectations: { checked: 4, held: 2 },
  });
  expect(report).toEqual({
    release: engine.release,
    engine: { embedder: 'none', search: 'embedded-hybrid', model: 'none', calibrated: true },
    threshold,
    calibrations,
    cases: results,
  });
});

test('says of a threshold that no judged question carries that it is not calibrated', () => {
  for (const by of ['shipped', 'none'] as const) {
    const shaky = makeReport(engine, [calibrationOf({ locale: 'en', maker: 'm' }, { by })], [], []);
    expect(shaky.engine.calibrated).toBe(false);
    expect(printReport(shaky, [])).toContain('threshold 0.9 (uncalibrated)');
  }
  expect(makeReport(engine, [], [], [])).toMatchObject({ threshold: NEVER, engine: { calibrated: false } });
});

test('counts a wrong article for nothing while it was not sent', () => {
  const report = makeReport(engine, calibrations, [wanted('a', { article: 'b' })], [result('a', { outcome: 'handoff' })]);
  expect(report.totals).toMatchObject({ answered: 0, wrong: 0, wrongAnswerRate: 0, automationRate: 0 });
});

test('divides nothing by nothing', () => {
  expect(makeReport(engine, calibrations, [], []).totals).toEqual({
    cases: 0,
    answered: 0,
    automationRate: 0,
    wrong: 0,
    wrongAnswerRate: 0,
    expectations: { checked: 0, held: 0 },
  });
});

test('prints rates, what was expected against what came, areas and the first misses', () => {
  const cases = [wanted('a', { outcome: 'answer' }), wanted('b', { outcome: 'handoff' })];
  const text = printReport(
    makeReport(engine, calibrations, cases, [result('a'), result('b', { area: 'refunds', misses: ['outcome answer, expected handoff'] })]),
    cases,
  );
  expect(text).toContain('cases 2   automation 100.0 %   wrong answers 50.0 % (1 of 2)');
  expect(text).toContain('expectations held 1 of 2   threshold 0.9');
  expect(text).toMatch(/^handoff +0 +0 +0 +1 *$/m);
  expect(text).toMatch(/^refunds +1 +1 +0 *$/m);
  expect(text).toContain('b: outcome answer, expected handoff');
});

test('prints no more than twenty misses and says how many there are', () => {
  const cases = Array.from({ length: 25 }, (_, i) => wanted(`c${i}`, { outcome: 'handoff' }));
  const text = printReport(
    makeReport(
      engine,
      calibrations,
      cases,
      cases.map(({ id }) => result(id, { misses: ['outcome'] })),
    ),
    cases,
  );
  expect(text).toContain('… and 5 more');
});
