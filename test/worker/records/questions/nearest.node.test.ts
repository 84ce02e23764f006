import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Candidate, nearest } from '../../../../worker/records/questions/nearest.ts';
import type { Comparable } from '../../../../worker/records/questions/similarity.ts';
import { termsOf } from '../../../../worker/records/questions/terms.ts';

const of = (text: string): Comparable => ({ terms: termsOf(text), vector: null });
const group = (number: number, ...texts: string[]): Candidate => ({ number, wordings: texts.map(of) });
const even = () => 1;
const ask = (text: string, ...groups: Candidate[]) => nearest(of(text), groups, even);

test('joins the nearest group', () => {
  const groups = [group(1, 'do you rent skis'), group(2, 'do you sharpen ice axes'), group(3, 'wedding list')];
  expect(ask('ice axe sharpening', ...groups)).toBe(2);
  expect(ask('is there a wedding list', ...groups)).toBe(3);
});

test('opens one when nothing is near enough', () => {
  expect(ask('can I bring my dog', group(1, 'do you rent skis'), group(2, 'wedding list'))).toBeNull();
  expect(ask('can I bring my dog')).toBeNull();
  expect(ask('what is it', group(1, 'where can I do that'))).toBeNull();
});

test('does not let a group creep from subject to subject', () => {
  const one = group(1, 'rent skis boots');
  const crept = group(1, 'rent skis boots', 'kayak tours guide');
  expect(ask('kayak tours', group(2, 'kayak tours guide'))).toBe(2);
  expect(ask('kayak paddles', crept)).toBeNull();
  expect(ask('rent skis', one)).toBe(1);
});

test('decides the same, in whatever order the groups are read', () => {
  const text = fc
    .array(fc.constantFrom('rent', 'sell', 'horses', 'axes', 'skis', 'wedding', 'list'), { minLength: 1, maxLength: 4 })
    .map((list) => list.join(' '));
  const groups = fc
    .array(fc.array(text, { minLength: 1, maxLength: 3 }), { maxLength: 6 })
    .map((list) => list.map((texts, i) => group(i + 1, ...texts)));
  fc.assert(
    fc.property(
      text,
      groups.chain((list) => fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length }))),
      (question, [list, other]) => {
        expect(ask(question, ...other)).toBe(ask(question, ...list));
      },
    ),
  );
});
