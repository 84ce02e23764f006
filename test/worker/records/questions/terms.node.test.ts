import fc from 'fast-check';
import { expect, test } from 'vitest';
import { termsOf } from '../../../../worker/records/questions/terms.ts';

const words = (text: string) => termsOf(text).words;

test.each([
  ['We SHARPEN them', 'sharpening'],
  ['AXES', 'an axe'],
  ['Zelt reparieren', 'Reparatur von Zelten'],
  ['las botas', 'una bota'],
  ['gli zaini', 'lo zaino'],
  ['louer des tentes', 'louez une tente'],
  ["l'arrampicata", 'arrampicata'],
  ['dell’hotel', 'hotel'],
  ['alugam tendas', 'alugar a tenda'],
  ['Verkopen jullie fietsen', 'fiets verkopen'],
  ['продаёте палатки', 'продаете палатку'],
])('finds in "%s" a word of "%s"', (a, b) => {
  expect(words(a).filter((word) => words(b).includes(word))).not.toEqual([]);
});

test('tells small words from those that say what is asked', () => {
  expect(termsOf('Hello, can you tell me what the wedding list is?')).toEqual({
    words: ['weddi', 'list'],
    small: ['hello', 'can', 'you', 'tell', 'me', 'what', 'the', 'is'],
  });
  expect(words('a hat, by the door')).toEqual(['hat', 'door']);
  expect(termsOf('¿Cómo puedo…?')).toEqual({ words: [], small: ['como', 'puedo'] });
});

test('pairs the signs of scripts that have no spaces', () => {
  expect(words('スキー板')).toEqual(['スキ', 'キー', 'ー板']);
  expect(words('犬')).toEqual(['犬']);
});

test('looks at a bounded number of words, each once, whatever the text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 500 }), (text) => {
      const terms = termsOf(text);
      const all = [...terms.words, ...terms.small];
      expect(new Set(all).size).toBe(all.length);
      expect(all.every((word) => word !== '')).toBe(true);
      expect(termsOf(text)).toEqual(terms);
    }),
  );
  expect(termsOf(Array.from({ length: 900 }, (_, i) => `w${i}`).join(' ')).words).toHaveLength(40);
});
