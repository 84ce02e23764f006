import fc from 'fast-check';
import { expect, test } from 'vitest';
import { anchor, idOf, isId, isReserved, mark, slug, topicOf } from '../../kb/slug.ts';

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

test.each([
  ['con', 'article-con'],
  ['NUL', 'article-nul'],
  ['Readme', 'article-readme'],
  ['..', `article-${mark('..')}`],
  ['a/b', 'a-b'],
  ['/etc/passwd', 'etc-passwd'],
  ['x'.repeat(5_000), `${'x'.repeat(100)}-${mark('x'.repeat(5_000))}`],
])('makes an id of %j that can be the name of a file everywhere', (name, id) => {
  expect(idOf(name)).toBe(id);
  expect(isReserved(idOf(name))).toBe(false);
});

test.each([
  ['Returns & refunds', 'returns-refunds'],
  ['aux', 'topic-aux'],
  ['../../x', 'topic-x'],
  ['退货', 'general'],
  ['t'.repeat(400), 't'.repeat(60)],
])('makes a topic of %j that can be the name of a folder', (name, topic) => {
  expect(topicOf(name)).toBe(topic);
});

test('knows what can stay as it is', () => {
  expect(['a-b', 'a', '1'].filter(isId)).toEqual(['a-b', 'a', '1']);
  expect(['A', 'a_b', 'con', '', 'x'.repeat(101), '-a', '退'].filter(isId)).toEqual([]);
});

test('names headings as sites do', () => {
  expect(anchor('How long does it take?')).toBe('how-long-does-it-take');
  expect(anchor('退货 条件')).toBe('退货-条件');
});
