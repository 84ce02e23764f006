import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { admits, guardEvalSchema } from '../../../../policy/guard-eval.ts';
import { GUARD } from '../../../../worker/turn/ground/ground.ts';
import type { JudgedCase } from '../../../../worker/turn/guard-eval/measure.ts';
import { fileOf, meaning, printResult, resultOf, shareOf } from '../../../../worker/turn/guard-eval/result.ts';

const from = { judge: null, at: '2026-11-28', cases: 'f00d' };
const cases = (count: number, one: Pick<JudgedCase, 'supported' | 'passed'>, kind: string | null = null): JudgedCase[] =>
  Array.from({ length: count }, (_, i) => ({ id: `${kind}-${one.passed}-${i}`, kind, why: one.passed ? null : 'duration: 9', ...one }));
const wrong = [...cases(3, { supported: false, passed: true }, 'price'), ...cases(1, { supported: true, passed: false }, 'faithful')];
const all = [
  ...wrong,
  ...cases(147, { supported: false, passed: false }, 'price'),
  ...cases(99, { supported: true, passed: true }, 'faithful'),
];

test('counts misses among the unsupported ones, and blocks among the faithful ones', () => {
  expect(resultOf(all, from)).toEqual({ guard: GUARD, ...from, unsupported: 150, missed: 3, faithful: 100, blocked: 1 });
});

test('a share is told with its interval', () => {
  expect(shareOf(7, 265)).toBe('7 of 265 = 2.6 % (95 %: 1.1 to 5.4 %)');
  expect(shareOf(0, 150)).toBe('0 of 150 = 0.0 % (95 %: 0.0 to 2.4 %)');
  expect(shareOf(0, 0)).toBe('none to count');
});

test('prints shares, kinds, the first that went wrong, and what that means', () => {
  const printed = printResult(resultOf(all, from), { cases: all, calls: [] });
  expect(printed).toMatch(/^guard embedded-\d+ {3}judge none {3}drafts 250$/m);
  expect(printed).toMatch(/^unsupported drafts missed +3 of 150 = 2\.0 %/m);
  expect(printed).toMatch(/^faithful drafts blocked +1 of 100 = 1\.0 %/m);
  expect(printed).toMatch(/^ {2}price +missed 3 of 150$/m);
  expect(printed).toMatch(/^ {2}faithful +blocked 1 of 100$/m);
  expect(printed).toMatch(/^price-true-0: passed$/m);
  expect(printed).toMatch(/^faithful-false-0: duration: 9$/m);
  expect(printed).toMatch(/Composed text may go out by itself/);
});

test('says why it may not go out', () => {
  expect(meaning(resultOf(all.slice(1), from))).toMatch(
    /goes to people first .+: 149 unsupported drafts show too little; 150 are needed\.$/,
  );
  expect(meaning(resultOf([...all, ...cases(1, { supported: false, passed: true })], from))).toMatch(
    /2\.6 % of unsupported drafts were missed/,
  );
});

test('what it says is what a turn does, and the file reads back', () => {
  fc.assert(
    fc.property(fc.nat(400), fc.nat(400), fc.nat(400), fc.option(fc.string()), (missed, caught, blocked, judge) => {
      const result = { guard: GUARD, at: '2026-11-28', cases: 'f00d', judge, unsupported: missed + caught, missed, faithful: 400, blocked };
      expect(guardEvalSchema.parse(parse(fileOf(result)))).toEqual(result);
      expect(meaning(result).includes('may go out by itself')).toBe(admits(result, GUARD, judge));
    }),
  );
});
