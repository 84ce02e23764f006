import { expect, test } from 'vitest';
import { admits, checkGuardEval, FEWEST_CASES, type GuardEval } from '../../policy/guard-eval.ts';

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

test('figures that cannot be are said', () => {
  expect(checkGuardEval(measured)).toEqual([]);
  expect(checkGuardEval(null)).toEqual([]);
  expect(checkGuardEval({ ...measured, missed: 201 })).toHaveLength(1);
  expect(checkGuardEval({ ...measured, blocked: 101 })).toHaveLength(1);
});
