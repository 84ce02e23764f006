import { describe, expect, test } from 'vitest';
import { clean, foreignLetters } from '../../../../worker/turn/ground/clean.ts';
import { ground } from '../../../../worker/turn/ground/ground.ts';
import { against } from './shop.ts';

const passage = 'Trying on indoors is fine. Sale items cannot be returned.';

test.each([
  ['zero-width characters', 'Trying on in\u200bdoors\u2060 is fi\u00adne.'],
  ['marks of direction', '\u202eTrying on\u202c indoors \u200fis \u2066fine\u2069.'],
  ['full width', 'Ｔｒｙｉｎｇ ｏｎ indoors is fine.'],
  ['mathematical letters', 'Trying on indoors is 𝐟𝐢𝐧𝐞.'],
  ['tags', `Trying on indoors is fine.${String.fromCodePoint(0xe0041)}`],
  ['control characters', 'Trying\u0000on indoors\u0007is fine.'],
])('%s are neutralized: what is judged and sent is what a reader sees', (_, draft) => {
  expect(against(passage, draft)).toMatchObject({ verdict: 'pass', sentences: [{ text: 'Trying on indoors is fine.' }] });
});

test.each([
  ['Cyrillic', 'Trуing on indoors is fine.'],
  ['Greek', 'Trying on indοοrs is fine.'],
  ['Cherokee', 'Ꭲrying on indoors is fine.'],
])('letters of another alphabet that look alike are refused: %s', (_, draft) => {
  const { verdict, sentences } = against(passage, draft);
  expect(verdict).toBe('block');
  expect(sentences.flatMap(({ why }) => why.map(({ kind }) => kind))).toContain('hidden');
});

test('an alphabet of the sources may be used', () => {
  expect(foreignLetters('Наш магазин', 'Магазин работает')).toBeNull();
  expect(foreignLetters('5 μm and α', 'x')).toBeNull();
});

test('a negation cannot be hidden', () => {
  expect(against(passage, 'Sale items can\u200bnot be returned.').verdict).toBe('pass');
  expect(against(passage, 'Sale items can be returned.').verdict).toBe('block');
});

test('heaps of accents fall away, accents stay', () => {
  expect(clean(`fine${'\u0301'.repeat(50)} café über`)).toBe('finé café über');
});

describe('long texts', () => {
  test('a draft of 100,000 characters is refused unread', () => {
    expect(against(passage, 'Trying on indoors is fine. '.repeat(4_000))).toMatchObject({
      verdict: 'block',
      sentences: [{ why: [{ kind: 'too-long' }] }],
    });
  });
  test.each([
    '(',
    '[',
    '<',
    '*a* ',
    '1-',
    'a@',
    'a-',
    'a.',
    '5,',
    'no ',
    'https://',
    '| ',
    'I have ',
    'your order ',
    'e.g. ',
    'A',
    '\u0301',
  ])('repeating %j takes time in proportion', (piece) => {
    const draft = piece.repeat(7_900 / piece.length);
    const passages = Array.from({ length: 8 }, () => piece.repeat(12_000 / piece.length));
    // Quadratic time would take minutes; the limit of the test is the only clock.
    expect(['pass', 'block']).toContain(ground({ question: draft, passages, draft }).verdict);
    expect(['pass', 'block']).toContain(ground({ question: draft, passages, draft: 'You may return 5 items to ABCDE.' }).verdict);
  });
});
