import { expect, test } from 'vitest';
import { plainText } from '../../kb/blocks.ts';
import { importFiles } from '../../kb/import.ts';
import { processor } from '../processor.ts';

const page = (data: object, options = {}) =>
  importFiles([{ name: 'x.jsonl', text: JSON.stringify({ id: 'a', title: 'Title', text: 'Some words.', ...data }) }], options);

test('maps what help centres export', () => {
  const { articles, entries } = page({
    category: { name: 'GET_PAID' },
    lang: 'es-MX',
    html_url: 'https://help.example/a',
    updated_at: '2025-01-31',
    expires: '1 Nov 2027',
  });
  expect(articles).toMatchObject([
    { id: 'a', title: 'Title', topic: 'GET_PAID', locale: 'es', questions: ['Title'], sources: ['https://help.example/a'] },
  ]);
  expect(entries[0]).toMatchObject({ kind: 'page', updated: '2025-01-31', expires: '2027-11-01' });
});

test('takes the first heading as the title where there is none, and does not say it twice', () => {
  expect(page({ title: undefined, name: 'Returns', text: '# Returns\n\nWords.' }).articles).toMatchObject([
    { title: 'Returns', blocks: [{ type: 'p' }] },
  ]);
});

test('leaves out drafts and unlisted pages unless told otherwise, and says so', () => {
  expect(page({ draft: true }).articles).toEqual([]);
  expect(page({ draft: true }).warnings[0]?.message).toContain('left out because it is marked "draft"');
  expect(page({ listed: false }, { withUnlisted: true }).articles).toHaveLength(1);
});

test('leaves out a page without text rather than refuse the whole export', () => {
  const { articles, problems, warnings } = page({ text: '<img src="x.png">' });
  expect([articles.length, problems.length]).toEqual([0, 1]);
  expect(warnings[0]?.message).toBe('left out "a", which has no text');
});

test('takes out what a site generator would have replaced', () => {
  expect(
    plainText(page({ text: 'Before.\n\n{% include note.html %}\n\n:::tip\nInside.\n:::\n\nAfter.\n{: .class}' }).articles[0]?.blocks ?? []),
  ).toBe('Before.\nInside.\nAfter.');
});

test('finds the language: named, in the path, given, detected, and English at last', () => {
  const french =
    'Vous pouvez renvoyer votre colis dans les trente jours suivant la livraison. Le remboursement est effectué sous cinq jours ouvrables.';
  const locale = (data: object, options = {}) => page(data, options).articles[0]?.locale;
  expect(locale({ lang: 'fr', text: '你好' })).toBe('fr');
  expect(locale({ id: 'de/a' })).toBe('de');
  expect(locale({ text: french }, { locale: 'nl' })).toBe('nl');
  expect(locale({ text: french })).toBe('fr');
  expect(locale({})).toBe('en');
});

test('keeps a dangerous character for the check and takes leftovers out', () => {
  expect(page({ text: 'a\u200bb \u202ec' }).entries[0]?.hidden).toEqual([{ line: 1, name: 'a character that reorders words (U+202E)' }]);
});

test('makes words of a title that is the name of a file, and takes the first heading where there is one', () => {
  expect(page({ title: '133-pay-what-you-want' }).articles[0]?.title).toBe('Pay what you want');
  expect(page({ title: 'pay_what_you_want', text: '# Any price\n\nWords.' }).articles[0]?.title).toBe('Any price');
  expect(page({ title: 'Check-out' }).articles[0]?.title).toBe('Check-out');
});

test('says where a heading lost its text and where a sentence lost its words, by article', () => {
  const { articles, warnings } = page({ text: 'Go to  and sign in.\n\n## We accept:\n\n## We do not accept:' });
  expect(plainText(articles[0]?.blocks ?? [])).toBe('Go to and sign in.');
  expect(warnings.map(({ rule, message }) => `${rule}: ${message}`)).toEqual([
    'empty-section: "a" says nothing below the heading "We accept:", which was left out; was a part lost?',
    'empty-section: "a" says nothing below the heading "We do not accept:", which was left out; was a part lost?',
    'lost-words: "a" may have lost words on the way: "Go to  and sign in."; look at the page itself.',
  ]);
});

test('leaves out a page of nothing but headings', () => {
  expect(page({ text: '## What can I use?\n\n### We accept:\n\n### We do not accept:' }).articles).toEqual([]);
});

test('reads marks that never end in a moment', () => {
  const spent = processor();
  page({ text: '{% '.repeat(60_000) });
  expect(spent()).toBeLessThan(1_000);
});

test('looks at how much there is before anything else', () => {
  const spent = processor();
  for (const data of [
    { text: '\u200b'.repeat(5_000_000) },
    { text: '[a](b) '.repeat(500_000) },
    { questions: Array.from({ length: 300_000 }, (_, i) => `q ${i}`) },
  ])
    expect(page(data).problems.map(({ message }) => message)[0]).toMatch(/; the limit is (100,000|500)\. /);
  expect(spent()).toBeLessThan(3_000);
});
