import { expect, test } from 'vitest';
import { modelDefaults } from '../../../../policy/model.ts';
import { modelReport, printModelReport } from '../../../../worker/turn/simulate/model-report.ts';
import type { CaseResult } from '../../../../worker/turn/simulate/run.ts';
import { article } from '../../../kb/samples.ts';
import { shown } from '../../../policy/samples.ts';
import { engineOf } from '../samples.ts';
import { call, result } from './samples.ts';

const asked = (model: CaseResult['model']) => result('a', model && { model });
const results = [
  asked({ calls: [call()], refused: [], composed: 1, fallback: 0 }),
  asked({
    calls: [call(), call({ fault: { kind: 'timeout', why: 'late' } })],
    refused: [{ text: 'Nine.', reason: 'number: nine' }],
    composed: 0,
    fallback: 1,
  }),
  result('a'),
];
const engine = (over = {}) => engineOf([article('a', ['question'])], over);

test('counts drafts in its words, approved text instead, and what was refused', () => {
  const report = modelReport(engine(), 'openai local', results);
  expect(report).toMatchObject({ composed: 1, fallback: 1, refused: 1, calls: 3, faults: { timeout: 1 }, goesOut: false });
  const printed = printModelReport('openai local', report);
  expect(printed).toMatch(/^model openai local {3}composed 1 {3}approved text instead 1 {3}sentences refused 1$/m);
  expect(printed).toMatch(/^calls 3 \(compose 3\)/m);
  expect(printed).toMatch(/^faults timeout 1$/m);
  expect(printed).toMatch(/^composed text goes to people only, as the guard was measured/m);
});

test('says whether composed text goes out, by the guard and the judge that there are', () => {
  const goes = (over: object) => modelReport(engine(over), 'openai local', []).goesOut;
  const model = { ...modelDefaults, uses: { ...modelDefaults.uses, judge: true } };
  expect(goes({ guardEval: shown })).toBe(true);
  expect(goes({ guardEval: shown, model })).toBe(false);
  expect(goes({ guardEval: { ...shown, judge: 'openai local' }, model })).toBe(true);
  expect(goes({ guardEval: { ...shown, judge: 'openai other' }, model })).toBe(false);
});
