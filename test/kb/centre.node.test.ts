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

test('leaves out a closing list of other articles, by link or by title, and no other list', () => {
  const { articles, warnings } = centre([
    { id: 'a', title: 'Returns', text: 'Words.\n\n## Related\n\n- [Costs](/help/costs)\n- [Times](/help/times)' },
    { id: 'b', title: 'Costs', text: 'Words.\n\n## See also\n\n- Returns' },
    { id: 'c', title: 'Contact', text: 'Words.\n\n## Write to us\n\n- [by mail](mailto:care@shop.example)\n- [Returns](/help/returns)' },
  ]);
  expect(articles.map(({ blocks }) => plainText(blocks))).toEqual(['Words.', 'Words.', 'Words.\nWrite to us\nby mail\nReturns']);
  expect(warnings[0]?.message).toBe('left out a closing list of other articles (2 times in all)');
});

test('leaves out lists under a name for such lists although some titles changed, and a page that is only one', () => {
  const { articles, warnings } = centre([
    { id: 'a', title: 'Returns', text: 'Words.\n\n## Related articles\n\n- Costs\n- An old title' },
    { id: 'b', title: 'Costs', text: 'Words.\n\n## Prices\n\n- Returns\n- An old title' },
    { id: 'c', title: 'Find a shop', text: '## See also\n\n- [Costs](/help/costs)' },
  ]);
  expect(articles.map(({ id, blocks }) => [id, plainText(blocks)])).toEqual([
    ['a', 'Words.'],
    ['b', 'Words.\nPrices\nReturns\nAn old title'],
  ]);
  expect(warnings.map(({ message }) => message)).toContain('left out "c", which holds nothing but links to other articles');
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
