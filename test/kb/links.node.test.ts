import { expect, test } from 'vitest';
import { importFiles, type SourceFile } from '../../kb/import.ts';
import { brokenLinks } from '../../kb/links.ts';

const own = (id: string, body: string): SourceFile => ({
  name: `returns/${id}.md`,
  text: `---\nid: ${id}\ntitle: Title of ${id}\ntopic: returns\nquestions: [about ${id}]\nmode: verbatim\nlocale: en\nowner: Care\n---\n${body}`,
});
const broken = (...files: SourceFile[]) =>
  brokenLinks(importFiles(files, { markdown: 'any' }).entries).map(
    ({ file, line, severity, message }) => `${severity} ${file}:${line} ${message.split(';')[0]}`,
  );

test('finds articles by id, by file and by path, and headings of them', () => {
  const links = '[a](costs) [b](costs.md) [c](../returns/costs.md#how-much) [d](#here) [e](https://a.example) [f](mailto:a@b.example)';
  expect(broken(own('policy', `## Here\n\n${links}`), own('costs', '## How much?\n\nEUR 4.90'))).toEqual([]);
});

test('names links to articles and headings that are not there, with their line', () => {
  expect(broken(own('policy', 'text\n\n[a](gone.md) and [b](costs#gone) and [c](#nowhere)'), own('costs', 'EUR 4.90'))).toEqual([
    'error returns/policy.md:12 the link "gone.md" leads to no article',
    'error returns/policy.md:12 the link "costs#gone" names a heading that "costs" does not have',
    'error returns/policy.md:12 the link "#nowhere" names a heading that "policy" does not have',
  ]);
});

test('finds the second heading of one name as sites do', () => {
  expect(broken(own('policy', '[a](#costs) [b](#costs-1) [c](#costs-2)\n\n## Costs\n\nx\n\n## Costs\n\ny'))).toEqual([
    'error returns/policy.md:10 the link "#costs-2" names a heading that "policy" does not have',
  ]);
});

test('warns of a page that an export names and does not have, also at its top', () => {
  expect(
    broken({ name: 'a.md', text: '# Title A\n\n[b](b.md) [gone](gone.md) [site](../contact)' }, { name: 'b.md', text: '# Title B\n\nx' }),
  ).toEqual(['warning a.md:3 the link "gone.md" leads to no article']);
});

test('warns of an address without a host, which customers see as words only', () => {
  expect(broken(own('policy', '[a](/returns)'))).toEqual([
    'warning returns/policy.md:10 the link "/returns" has no host, so customers see only its words',
  ]);
});

test('of an export, warns of links into its own folders only', () => {
  const page = (url: string, text: string) => JSON.stringify({ id: url, title: url, url, text });
  const text = [
    page('/help/a/', 'See [b](/help/b/), [gone](/help/gone/), [home](/contact/) and [top](#top).'),
    page('/help/b/', 'b b b'),
  ].join('\n');
  expect(broken({ name: 'x.jsonl', text })).toEqual(['warning x.jsonl:1 the link "/help/gone/" leads to no article']);
});

test('reads any target, however odd', () => {
  expect(() => broken(own('policy', '[a](<%zz>) [b](%E0%A4%A) [c](<http://[>) [d](?x=1) [e](#%zz)'))).not.toThrow();
});
