import fc from 'fast-check';
import { expect, test } from 'vitest';
import { anchor, idOf, mark, slug } from '../../kb/slug.ts';

test.each([
  ['content/_help/Sign in._en', 'content-help-sign-in-en'],
  ['Größe & Maße', 'grosse-masse'],
  ['Où est l’été ?', 'ou-est-lete'],
  ['  --  ', ''],
  ['退货', ''],
])('makes %j to %j', (text, expected) => {
  expect(slug(text)).toBe(expected);
});

test('gives an id to any name, other ids to names that look the same, and always the same one', () => {
  expect(idOf('退货')).toBe(`article-${mark('退货')}`);
  expect(idOf('a_b', new Set(['a-b']))).toBe(`a-b-${mark('a_b')}`);
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme', minLength: 1, maxLength: 300 }),
      (name) => void expect(idOf(name)).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/),
    ),
  );
});

test('names headings as sites do', () => {
  expect(anchor('How long does it take?')).toBe('how-long-does-it-take');
  expect(anchor('退货 条件')).toBe('退货-条件');
});
