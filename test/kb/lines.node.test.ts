import fc from 'fast-check';
import { expect, test } from 'vitest';
import { linesOf } from '../../kb/lines.ts';

test('finds the line of a place and of the first place that holds a part', () => {
  const lines = linesOf('one\ntwo\n\nfour two');
  expect([0, 3, 4, 8, 9].map((index) => lines.at(index))).toEqual([1, 1, 2, 3, 4]);
  expect([lines.of('two'), lines.of('four'), lines.of('gone')]).toEqual([2, 4, 1]);
});

test('agrees with counting', () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom('a', '\n', 'bc')).map((parts) => parts.join('')),
      fc.nat(40),
      (text, index) => {
        expect(linesOf(text).at(Math.min(index, text.length))).toBe(text.slice(0, Math.min(index, text.length)).split('\n').length);
      },
    ),
  );
});
