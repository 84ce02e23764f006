import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compiled, inSmall, isLetter } from '../../../worker/turn/letters.ts';

test('a letter is what patterns take for one', () => {
  const own = compiled('(?<!\\p{L})x');
  fc.assert(fc.property(fc.integer({ min: 0, max: 0xffff }), (code) => isLetter(code) !== own.test(`${String.fromCharCode(code)}x`)));
  for (const letter of 'azßéœñжя日ק') expect(isLetter(letter.charCodeAt(0))).toBe(true);
  for (const other of " '-.!1~_`{@[") expect(isLetter(other.charCodeAt(0))).toBe(false);
});

test('patterns are read in small letters, and escapes stay what they are', () => {
  expect(inSmall('Fire\\S+[A-Z]\\p{L}')).toBe('fire\\S+[a-z]\\p{L}');
  expect(compiled('^[^\\p{L}]*\\p{L}+$').test('... Ärger'.toLowerCase())).toBe(true);
  expect(compiled('[\\p{L} ]+\\]', 'g')[Symbol.replace]('x, да но] y', '')).toBe('x, y');
});
