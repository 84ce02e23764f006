import fc from 'fast-check';
import { expect, test } from 'vitest';
import { foldOf, synonymProblems, synonymsSchema } from '../../kb/synonyms.ts';

const lists = {
  en: [
    ['parcel', 'package', 'consignment note'],
    ['wi-fi', 'wireless'],
  ],
  de: [['Handy', 'Mobiltelefon']],
};
const english = foldOf(lists, 'en');

test('reads a synonym as the first word of its line, whatever its case', () => {
  expect(english.text('Where is my PACKAGE?')).toBe('where is my parcel?');
  expect(english.text('where is my parcel')).toBe('where is my parcel');
  expect(foldOf(lists, 'de').text('Mein Mobiltelefon')).toBe('mein handy');
});

test('keeps the word that was said behind what is read, and nothing behind what was not replaced', () => {
  expect(english.words('my package, a package')).toBe('my parcel, a parcel package package');
  expect(english.words('my parcel')).toBe('my parcel');
});

test('replaces whole words only', () => {
  for (const text of ['packages', 'prepackage', 'package7', 'päckage', 'packageé']) expect(english.text(text)).toBe(text);
  expect(english.text('(package)')).toBe('(parcel)');
});

test('reads spaces, hyphens and neither as the same', () => {
  for (const form of ['consignment note', 'consignment-note', 'consignmentnote', 'consignment   note'])
    expect(english.text(`the ${form}.`)).toBe('the parcel.');
});

test('takes the longest form first', () => {
  const fold = foldOf(
    {
      en: [
        ['box', 'case'],
        ['cover', 'phone case'],
      ],
    },
    'en',
  );
  expect(fold.text('a phone case and a case')).toBe('a cover and a box');
});

test('takes a sign for a sign', () => {
  const fold = foldOf({ en: [['plus', 'c++', 'a.b']] }, 'en');
  expect(fold.text('c++ axb a.b')).toBe('plus axb plus');
});

test('reads no other language, and leaves texts as they are where there is no list', () => {
  expect(foldOf(lists, 'de').text('my package')).toBe('my package');
  const none = foldOf(lists, 'fr');
  expect(none.text('Mon PACKAGE')).toBe('Mon PACKAGE');
  expect(none.words('Mon PACKAGE')).toBe('Mon PACKAGE');
});

test('reading twice is reading once, and any text can be read', () => {
  const word = fc.constantFrom('package', 'parcel', 'Wireless', 'wi-fi', 'consignment-note', '😀', '\u200b', 'x');
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 60 }),
    fc.array(word, { maxLength: 8 }).map((words) => words.join(' ')),
  );
  fc.assert(
    fc.property(text, (some) => {
      const once = english.text(some);
      expect(english.text(once)).toBe(once);
      expect(english.words(some).startsWith(once)).toBe(true);
    }),
  );
});

test.each([
  ['a line of one word', { en: [['parcel']] }],
  ['an empty word', { en: [['parcel', ' ']] }],
  ['a language that is none', { english: [['a', 'b']] }],
  ['no list', { en: 'parcel' }],
])('refuses %s', (_, list) => {
  expect(synonymsSchema.safeParse(lists).success).toBe(true);
  expect(synonymsSchema.safeParse(list).success).toBe(false);
});

test('names a form that leads to two words, in each language by itself', () => {
  expect(synonymProblems(lists)).toEqual([]);
  expect(
    synonymProblems({
      en: [
        ['parcel', 'package'],
        ['box', 'Package', 'package'],
      ],
      de: [['box', 'package']],
    }),
  ).toEqual(['en: "package" stands in the lines of "parcel" and "box"; keep it in one.']);
  expect(
    synonymProblems({
      en: [
        ['a', 'wi-fi'],
        ['b', 'wi fi'],
      ],
    }),
  ).toHaveLength(1);
});
