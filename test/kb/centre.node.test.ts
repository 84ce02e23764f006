import { expect, test } from 'vitest';
import { plainText } from '../../kb/blocks.ts';
import { type ImportOptions, importFiles } from '../../kb/import.ts';

const centre = (pages: object[], options: ImportOptions = {}) =>
  importFiles([{ name: 'x.jsonl', text: pages.map((page) => JSON.stringify(page)).join('\n') }], options);
const linksOf = (options: ImportOptions, url: string) => {
  const [article] = centre(
    [{ id: 'a', title: 'A', url, text: 'see [b](/help/b/), [c](../c), [d](#top) and [e](https://e.example/)' }],
    options,
  ).articles;
  return article?.blocks.flatMap((block) => ('spans' in block ? block.spans.flatMap(({ href }) => href ?? []) : []));
};

test('takes titles and telling headings as questions', () => {
  const text =
    'Intro.\n\n## How long does it take?\n\nTwo days.\n\n## Overview\n\nMore.\n\n## Before you send it back\n\nPack it.\n\n## What was lost here?';
  expect(centre([{ id: 'a', title: 'Returns', text }]).articles[0]?.questions).toEqual([
    'Returns',
    'How long does it take?',
    'Before you send it back',
  ]);
});

test('keeps the questions that a page gives itself', () => {
  expect(centre([{ id: 'a', title: 'Returns', text: 'x', questions: ['can I return it?'] }]).articles[0]?.questions).toEqual([
    'can I return it?',
  ]);
});

test('leaves out headings that several pages have, and tells equal titles apart', () => {
  const text = 'Intro.\n\n## How do I get there?\n\nBy bus.';
  const { articles } = centre([
    { id: 'a/paris', title: 'Our shop', category: 'shops', text },
    { id: 'b/rome', title: 'Our shop', category: 'shops', text },
    { id: 'b/roma', title: 'Our shop', lang: 'it', text: 'Intro.' },
  ]);
  expect(articles.map(({ questions }) => questions)).toEqual([['Our shop (shops: paris)'], ['Our shop'], ['Our shop (shops: rome)']]);
});

test('leaves out a closing list of other articles, by link or by title, and no other list', () => {
  const { articles, warnings } = centre([
    { id: 'a', title: 'Returns', text: 'Words.\n\n## Related\n\n- [Costs](/help/costs)\n- [Times](/help/times)' },
    { id: 'b', title: 'Costs', text: 'Words.\n\n## See also\n\n- Returns' },
    { id: 'c', title: 'Contact', text: 'Words.\n\n## Write to us\n\n- [by mail](mailto:care@shop.example)\n- [Returns](/help/returns)' },
  ]);
  expect(articles.map(({ blocks }) => plainText(blocks))).toEqual(['Words.', 'Words.', 'Words.\nWrite to us\nby mail\nReturns']);
  expect(warnings[0]?.message).toBe('left out a closing list of other articles (2 times in all)');
});

test('makes relative links absolute where an address is known', () => {
  const absolute = ['https://help.example/help/b/', 'https://help.example/help/c', 'https://e.example/'];
  expect(linksOf({}, 'https://help.example/help/a/')).toEqual(absolute);
  expect(linksOf({ baseUrl: 'https://help.example' }, '/help/a/')).toEqual(absolute);
  expect(linksOf({}, '/help/a/')).toEqual(['https://e.example/']);
});

test('makes the address of a page absolute, too', () => {
  expect(centre([{ id: 'a', title: 'A', url: '/help/a', text: 'x' }], { baseUrl: 'https://help.example' }).articles[0]?.sources).toEqual([
    'https://help.example/help/a',
  ]);
});
