import { expect, test } from 'vitest';
import { plainText } from '../../kb/blocks.ts';
import { importFiles, type SourceFile } from '../../kb/import.ts';

const read = (...files: SourceFile[]) => importFiles(files, { markdown: 'any' });
const jekyll =
  '---\nlayout: page\nname: Refunds\nslug: refunds\nlang: pt-BR\nsection: Orders\nlastmod: 2024-05-01\ntags: [a, b]\n---\nWithin 30 days.\n';

test('reads pages with the front matter of others, and keeps what it knows', () => {
  const { articles, problems } = read({ name: 'help/refunds.md', text: jekyll });
  expect(problems).toEqual([]);
  expect(articles).toMatchObject([{ id: 'refunds', title: 'Refunds', locale: 'pt', topic: 'Orders', questions: ['Refunds'] }]);
});

test('reads pages without front matter: first heading, path, folder', () => {
  const { articles } = read({ name: 'fr/orders/refunds.md', text: '\ufeff# Remboursement\r\n\r\nSous 30 jours.\r\n' });
  expect(articles).toMatchObject([{ id: 'fr/orders/refunds', title: 'Remboursement', locale: 'fr', topic: 'orders' }]);
  expect(plainText(articles[0]?.blocks ?? [])).toBe('Sous 30 jours.');
});

test('takes the file name as a title where nothing else says one, and front matter that is empty or a list', () => {
  expect(read({ name: 'gift-cards.md', text: '---\n---\nWords.' }).articles).toMatchObject([{ title: 'gift cards', id: 'gift-cards' }]);
  expect(read({ name: 'a.md', text: '---\n- a\n---\nWords.' }).articles).toMatchObject([{ title: 'a' }]);
});

test('closes front matter at a line of its own, whatever its values end with', () => {
  expect(read({ name: 'a.md', text: '---\ntitle: Gloves ---\nlang: en\n---\nWords.' }).articles).toMatchObject([
    { title: 'Gloves ---', locale: 'en' },
  ]);
});

test('tells translations and sections with one short name apart', () => {
  const page = (name: string, lang: string) => ({ name, text: `---\nslug: overview\ntitle: T ${name}\nlang: ${lang}\n---\nx` });
  const { articles, problems } = read(page('a/o.md', 'en'), page('b/o.md', 'en'), page('a/o.fr.md', 'fr'));
  expect(problems).toEqual([]);
  expect(articles.map(({ id }) => id)).toEqual(['b/o', 'overview', 'overview-fr']);
});

test('asks every file of a folder for our format as soon as one has our fields', () => {
  const ours = '---\nid: a\ntitle: Title\ntopic: t1\nquestions: [q one]\nmode: verbatim\nlocale: en\nowner: Care\n---\nx';
  const { problems } = read({ name: 'a.md', text: ours }, { name: 'b.md', text: jekyll });
  expect(problems.every(({ file }) => file === 'b.md')).toBe(true);
  expect(problems.length).toBeGreaterThan(3);
});

test.each([
  ['fields as TOML', '+++\ntitle = "x"\n+++\nx', 'has its fields as TOML'],
  ['fields that are not YAML', '---\ntitle: [a\n---\nx', 'front matter is not YAML'],
  [
    'fields that refer to themselves without end',
    `---\na: &a [x, x]\n${Array.from({ length: 12 }, (_, i) => `${'bcdefghijklm'[i]}: &${'bcdefghijklm'[i]} [${Array(9).fill(`*${'abcdefghijkl'[i]}`).join(', ')}]`).join('\n')}\n---\nx`,
    'front matter is not YAML',
  ],
])('refuses %s', (_, text, message) => {
  expect(read({ name: 'a.md', text }).problems[0]?.message).toContain(message);
});

test('finds characters that nobody sees in our files, with their line', () => {
  const text =
    '---\nid: a\ntitle: Title\ntopic: t1\nquestions: [q one]\nmode: verbatim\nlocale: en\nowner: Care\n---\nfine\nde\u200blivery';
  expect(read({ name: 'a.md', text }).entries[0]?.hidden).toEqual([{ line: 11, name: 'an invisible character (U+200B)' }]);
});
