import { expect, test } from 'vitest';
import { guardCaseSchema, printGuardReport, runGuardCases } from '../../../../worker/turn/simulate/guard-cases.ts';

const passages = ['You can return almost everything within 30 days.'];
const cases = [
  { id: 'same', question: 'How long?', passages, draft: 'You can return almost everything within 30 days.' },
  { id: 7, passages, draft: 'You can return almost everything within 60 days.', label: 0 },
  { id: 'order', passages, draft: 'Order FW-1 has been shipped.', facts: ['Order FW-1: shipped'] },
].map((one) => guardCaseSchema.parse(one));

test('judges each draft and counts', () => {
  const report = runGuardCases(cases);
  expect(report.totals).toEqual({ cases: 3, passed: 2, blocked: 1, sentences: 3, unsupported: 1 });
  expect(report.cases.map(({ id, verdict }) => [id, verdict])).toEqual([
    ['same', 'pass'],
    ['7', 'block'],
    ['order', 'pass'],
  ]);
  expect(report.cases[1]?.sentences).toEqual([
    {
      text: 'You can return almost everything within 60 days.',
      supported: false,
      score: report.cases[1]?.score,
      cites: [0],
      why: [{ kind: 'duration', words: '60' }],
    },
  ]);
});

test('tells totals, reasons and the first that were blocked', () => {
  const told = printGuardReport(runGuardCases(cases));
  expect(told).toMatch(/^drafts 3 {3}passed 2 {3}blocked 1 /);
  expect(told).toMatch(/^duration +1$/m);
  expect(told).toMatch(/^7: duration \(60\): You can return/m);
});
