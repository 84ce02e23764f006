import fc from 'fast-check';
import { expect, test } from 'vitest';
import { tokens } from '../../kb/tokens.ts';

test('reads words without case, punctuation and English endings', () => {
  expect(tokens('Shipping, shipped & SHIPS!', 'en')).toEqual(['ship', 'ship', 'ship']);
});

test('leaves other languages as they are written', () => {
  expect(tokens('Lieferungen kosten', 'de')).toEqual(['lieferungen', 'kosten']);
});

test('takes any apostrophe as none', () => {
  expect(tokens("don't", 'en')).toEqual(tokens('don’t', 'en'));
  expect(tokens("don't", 'en')).toEqual(tokens('dont', 'en'));
});

test('reads wide and composed letters as the plain ones', () => {
  expect(tokens('ｄｅｌｉｖｅｒｙ', 'en')).toEqual(tokens('delivery', 'en'));
  expect(tokens('cafe\u0301', 'fr')).toEqual(tokens('café', 'fr'));
});

test('reads through invisible characters inside a word', () => {
  expect(tokens('de\u200bli\u00advery \u202eco\u2060st\u200f', 'en')).toEqual(tokens('delivery cost', 'en'));
});

test('finds no words where there are none', () => {
  for (const text of ['', '   ', '?!…', '😀🎉👍🏽', '\u200b\u202e']) expect(tokens(text, 'en')).toEqual([]);
});

test('keeps numbers and words of other scripts', () => {
  expect(tokens('доставка 3 дня', 'ru')).toEqual(['доставка', '3', 'дня']);
});

test('reads any text, and gives words without spaces or capitals', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 4_000, size: 'max' }), fc.constantFrom('en', 'de', 'zz'), (text, locale) => {
      for (const word of tokens(text, locale)) {
        expect(word).not.toMatch(/\s/u);
        expect(word).not.toBe('');
      }
    }),
    { numRuns: 30 },
  );
});
