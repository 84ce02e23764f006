import { expect, test } from 'vitest';
import { admits, adviceOnGuardEval, checkGuardEval, FEWEST_CASES, type GuardEval } from '../../policy/guard-eval.ts';

const measured: GuardEval = {
  guard: 'embedded-1',
  judge: null,
  at: '2026-11-28',
  cases: '0',
  unsupported: 200,
  missed: 4,
  faithful: 100,
  blocked: 2,
};

test('two of a hundred may be missed, and not one more', () => {
  expect(admits(measured, 'embedded-1', null)).toBe(true);
  expect(admits({ ...measured, missed: 5 }, 'embedded-1', null)).toBe(false);
});

test('what was not measured, or with too little, or for another guard, shows nothing', () => {
  expect(admits(null, 'embedded-1', null)).toBe(false);
  expect(admits({ ...measured, unsupported: FEWEST_CASES - 1, missed: 0 }, 'embedded-1', null)).toBe(false);
  expect(admits({ ...measured, unsupported: 0, missed: 0 }, 'embedded-1', null)).toBe(false);
  expect(admits(measured, 'embedded-2', null)).toBe(false);
  expect(admits(measured, 'embedded-1', 'openai judge')).toBe(false);
  expect(admits({ ...measured, judge: 'openai judge' }, 'embedded-1', null)).toBe(false);
});

test('a result of another guard, or of one that is judged otherwise, is named with what to do', () => {
  expect(adviceOnGuardEval(null, 'embedded-1', false)).toEqual([]);
  expect(adviceOnGuardEval(measured, 'embedded-1', false)).toEqual([]);
  expect(adviceOnGuardEval({ ...measured, judge: 'openai judge' }, 'embedded-1', true)).toEqual([]);
  expect(adviceOnGuardEval(measured, 'embedded-2', false)).toEqual([
    'guard-eval.yaml: it is about the guard "embedded-1", and this is "embedded-2", so composed text goes to people; measure again: npm run guard-eval -- --write',
  ]);
  expect(adviceOnGuardEval(measured, 'embedded-1', true)).toEqual([expect.stringMatching(/without a judge, .+ --judge --write$/)]);
  expect(adviceOnGuardEval({ ...measured, judge: 'openai judge' }, 'embedded-1', false)).toEqual([
    expect.stringMatching(/with a judge, and model\.yaml asks none/),
  ]);
});

test('figures that cannot be are said', () => {
  expect(checkGuardEval(measured)).toEqual([]);
  expect(checkGuardEval(null)).toEqual([]);
  expect(checkGuardEval({ ...measured, missed: 201 })).toHaveLength(1);
  expect(checkGuardEval({ ...measured, blocked: 101 })).toHaveLength(1);
});
