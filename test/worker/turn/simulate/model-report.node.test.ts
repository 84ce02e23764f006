import { expect, test } from 'vitest';
import { modelDefaults } from '../../../../policy/model.ts';
import type { ModelCall } from '../../../../worker/ports/model/port.ts';
import { GUARD } from '../../../../worker/turn/ground/ground.ts';
import { modelReport, printModelReport } from '../../../../worker/turn/simulate/model-report.ts';
import type { CaseResult } from '../../../../worker/turn/simulate/run.ts';
import { article } from '../../../kb/samples.ts';
import { neutral } from '../../../policy/samples.ts';
import { engineOf } from '../samples.ts';

const call = (over: Partial<ModelCall> = {}): ModelCall => ({
  use: 'compose',
  prompt: 'compose@1',
  model: 'openai local',
  tries: 1,
  tokensIn: 100,
  tokensOut: 20,
  counted: true,
  money: null,
  firstMs: 3,
  ms: 5,
  sent: 'x',
  ...over,
});
const result = (model: CaseResult['model']): CaseResult => ({
  id: 'a',
  outcome: 'answer',
  article: 'a',
  area: 'faqs',
  ruleIds: [],
  reason: null,
  confidence: 0.9,
  reply: 'words',
  facts: neutral,
  ms: 1,
  misses: [],
  ...(model && { model }),
});
const results = [
  result({ calls: [call()], refused: [], composed: 1, fallback: 0 }),
  result({
    calls: [call(), call({ fault: { kind: 'timeout', why: 'late' } })],
    refused: [{ text: 'Nine.', reason: 'number: nine' }],
    composed: 0,
    fallback: 1,
  }),
  result(undefined),
];
const shown = { guard: GUARD, judge: null, at: '2026-11-28', cases: '0', unsupported: 200, missed: 0, faithful: 0, blocked: 0 };
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
