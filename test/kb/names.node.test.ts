import { expect, test } from 'vitest';
import { importFiles } from '../../kb/import.ts';
import { clashingNames } from '../../kb/names.ts';

const clashes = (...names: string[]) =>
  clashingNames(
    importFiles(
      names.map((name, i) => ({
        name,
        text: `---\nid: a${i}\ntitle: Title\ntopic: returns\nquestions: [about ${i}]\nmode: verbatim\nlocale: en\nowner: Care\n---\nWords.`,
      })),
    ).entries,
  ).map(({ file, message }) => `${file} ${message.split(';')[0]}`);

test('says nothing of names that every system can hold', () => {
  expect(clashes('returns/costs.md', 'orders/costs.md', 'returns/console.md')).toEqual([]);
});

test('names files that are one file where capitals or the way of writing an accent do not count', () => {
  expect(clashes('returns/Costs.md', 'returns/costs.md')).toEqual([
    'returns/costs.md differs from returns/Costs.md only in capitals, which Windows and macOS take for one file',
  ]);
  expect(clashes('a/caf\u00e9.md', 'a/cafe\u0301.md')).toHaveLength(1);
});

test.each(['returns/con.md', 'aux/costs.md', 'returns/NUL.md', 'com1/a.md', 'returns/con.old.md'])(
  'refuses %s, which Windows cannot hold',
  (name) => {
    expect(clashes(name)[0]).toContain('has a name that Windows keeps for itself');
  },
);
