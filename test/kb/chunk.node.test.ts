import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Block, plainText, spansText } from '../../kb/blocks.ts';
import { PASSAGE, passagesOf } from '../../kb/chunk.ts';
import { parseMarkdown } from '../../kb/markdown.ts';
import { processor } from '../processor.ts';
import { document } from './arbitraries.ts';

const passages = (source: string, title = 'Returns') => passagesOf({ id: 'returns', title, blocks: parseMarkdown(source) });
const words = (count: number, word = 'word') => `${Array.from({ length: count }, (_, i) => `${word}${i}`).join(' ')}.`;
const paths = (source: string) => passages(source).map(({ path }) => path.join(' > '));

test('leaves an article of the length that is asked for whole', () => {
  const source = `${words(60)}\n\n## Costs\n\n${words(60)}`;
  expect(passages(source)).toEqual([
    {
      id: 'returns#1',
      articleId: 'returns',
      path: ['Returns'],
      blocks: parseMarkdown(source),
      text: plainText(parseMarkdown(source)),
      words: 121,
    },
  ]);
});

test('cuts at headings and keeps the path to each', () => {
  const source = `${words(70)}\n\n## How to send it\n\n${words(70)}\n\n### By parcel\n\n${words(70)}\n\n## Costs\n\n${words(70)}`;
  expect(paths(source)).toEqual(['Returns', 'Returns > How to send it', 'Returns > How to send it > By parcel', 'Returns > Costs']);
  expect(passages(source).map(({ id }) => id)).toEqual(['returns#1', 'returns#2', 'returns#3', 'returns#4']);
  expect(passages(source)[1]?.text).toMatch(/^How to send it\nword0 /);
});

test('puts short neighbours together, but leaves questions their own answers', () => {
  const short = (kind: string) => Array.from({ length: 8 }, (_, i) => `## Part ${i}${kind}\n\n${words(25)}`).join('\n\n');
  expect(passages(short('')).map((passage) => passage.words)).toEqual([108, 108]);
  expect(passages(short('?'))).toHaveLength(8);
});

test('cuts a long list between items, goes on counting, and keeps the line that leads into it', () => {
  const list = Array.from({ length: 12 }, (_, i) => `${i + 1}. ${words(30)}`).join('\n');
  const found = passages(`You need:\n\n${list}`);
  expect(found[0]?.text).toMatch(/^You need:\nword0/);
  const lists = found.flatMap(({ blocks }) => blocks).filter((block) => block.type === 'list');
  expect(lists.map(({ start, items }) => [start ?? 1, items.length])).toEqual([
    [1, 4],
    [5, 4],
    [9, 4],
  ]);
});

test('leaves a list whole that is not much over the good length', () => {
  const list = Array.from({ length: 9 }, (_, i) => `${i + 1}. ${words(19)}`).join('\n');
  const found = passages(`${words(100)}\n\n## Steps\n\nDo this:\n\n${list}`);
  expect(found.map(({ text }) => text.split('\n')[0])).toEqual([expect.stringMatching(/^word0/), 'Steps']);
  expect(found[1]?.text).toMatch(/^Steps\nDo this:\nword0/);
});

test('cuts a longer one into equal parts, the first with the line that leads into it', () => {
  const list = Array.from({ length: 20 }, (_, i) => `${i + 1}. ${words(13)}`).join('\n');
  const found = passages(`## Steps\n\n${words(90)}\n\nDo this:\n\n${list}`);
  expect(found.map((passage) => passage.words)).toEqual([91, 93, 91, 78]);
  expect(found[1]?.text).toMatch(/^Do this:\nword0/);
});

test('cuts a long table between rows, with its head on each part', () => {
  const table = `| Country | Note |\n|---|---|\n${Array.from({ length: 40 }, (_, i) => `| Country ${i} | ${words(8)} |`).join('\n')}`;
  const found = passages(table);
  expect(found.length).toBeGreaterThan(2);
  for (const { text } of found) expect(text).toMatch(/^Country \| Note\nCountry \d+ \| /);
});

test('cuts a long paragraph at sentences, not at decimals, and one without any at words', () => {
  const sentence = 'It costs EUR 4.90 within Germany and more elsewhere.';
  for (const { text } of passages(Array.from({ length: 60 }, () => sentence).join(' '))) expect(text).toMatch(/^It costs.*elsewhere\.$/);
  expect(Math.max(...passages(words(2_000)).map((passage) => passage.words))).toBeLessThanOrEqual(PASSAGE.MAX);
});

test('cuts text of scripts without spaces', () => {
  const found = passages('你可以在三十天内退货。'.repeat(200), '退货');
  expect(found.length).toBeGreaterThan(5);
  for (const { text, words: count } of found) {
    expect(text).toMatch(/。$/);
    expect(count).toBeLessThanOrEqual(PASSAGE.MAX);
  }
});

test('opens the next passage with a heading that has nothing below it', () => {
  const found = passages(`## Lost\n\n## Kept\n\n${words(100)}\n\n## Last\n\n${words(100)}`);
  expect(found[0]?.text).toMatch(/^Lost\nKept\nword0/);
  expect(found[0]?.path).toEqual(['Returns', 'Kept']);
});

test('an article of 200 pages is cut in a moment', () => {
  const source = Array.from({ length: 1_000 }, (_, i) => `## Part ${i}\n\n${words(100)}`).join('\n\n');
  const blocks = parseMarkdown(source);
  const spent = processor();
  expect(passagesOf({ id: 'a', title: 'Book', blocks })).toHaveLength(1_000);
  expect(spent()).toBeLessThan(2_000);
});

const itemsOf = (blocks: readonly Block[]) =>
  blocks.flatMap((block) =>
    block.type === 'list'
      ? block.items.map(spansText)
      : block.type === 'table'
        ? block.rows.map((row) => row.map(spansText).join('|'))
        : [],
  );
const glyphs = (text: string) => text.replace(/\s+/g, '');
/** A table's head stands on each of its parts. */
const withoutHeads = (blocks: readonly Block[]) => blocks.map((block) => (block.type === 'table' ? { ...block, head: [] } : block));

test('loses no word, splits no item and no row, and is the same every time', () => {
  fc.assert(
    fc.property(document, (source) => {
      const blocks = parseMarkdown(source);
      fc.pre(blocks.length > 0);
      const article = { id: 'a', title: 'Title', blocks };
      const found = passagesOf(article);
      const again = found.flatMap((passage) => passage.blocks);
      expect(glyphs(plainText(withoutHeads(again)))).toBe(glyphs(plainText(withoutHeads(blocks))));
      expect(itemsOf(again)).toEqual(itemsOf(blocks));
      expect(passagesOf(structuredClone(article))).toEqual(found);
      for (const { path, blocks: part, words: count } of found) {
        expect(path[0]).toBe('Title');
        expect(count <= PASSAGE.MAX || part.filter((block) => block.type !== 'h').length === 1 || itemsOf(part).length <= 2).toBe(true);
      }
    }),
    { numRuns: 300 },
  );
});
