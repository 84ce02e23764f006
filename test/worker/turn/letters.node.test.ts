import { expect, test } from 'vitest';
import { compiled, inSmall, isLetter } from '../../../worker/turn/letters.ts';

test('a letter is what patterns take for one', () => {
  const own = compiled('(?<!\\p{L})x$');
  const codes = Array.from({ length: 0x10000 }, (_, code) => code);
  expect(codes.filter((code) => isLetter(code) === own.test(`${String.fromCharCode(code)}x`))).toEqual([]);
  for (const letter of 'azßéœñжя日ק') expect(isLetter(letter.charCodeAt(0))).toBe(true);
  for (const other of " '-.!1~_`{@[") expect(isLetter(other.charCodeAt(0))).toBe(false);
});

test('patterns are read in small letters, and escapes stay what they are', () => {
  expect(inSmall('Fire\\S+[A-Z]\\p{L}')).toBe('fire\\S+[a-z]\\p{L}');
  expect(compiled('^[^\\p{L}]*\\p{L}+$').test('... Ärger'.toLowerCase())).toBe(true);
  expect(compiled('[\\p{L} ]+\\]', 'g')[Symbol.replace]('x, да но] y', '')).toBe('x, y');
});
