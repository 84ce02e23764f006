import { expect, test } from 'vitest';
import { plainText } from '../../kb/blocks.ts';
import { parseBody, readBody } from '../../kb/body.ts';
import type { ImportProblem } from '../../kb/import.ts';
import { webLink } from '../../kb/markdown.ts';
import { processor } from '../processor.ts';

const words = (text: string) => plainText(parseBody(text, webLink));

test('reads a page of HTML as HTML, with its empty lines and its indentation', () => {
  expect(words('<div>\n\n    <p>one</p>\n\n    <p>two &gt; *one*</p></div>')).toBe('one\ntwo > *one*');
  expect(words('<!-- export -->\n<p>one</p>')).toBe('one');
});

test('reads everything else as Markdown, also with tags in it', () => {
  expect(words('One **two**\n\n<p>three</p>')).toBe('One two\nthree');
  expect(words('<unknown> is a *placeholder*')).toBe('is a placeholder');
  expect(words('5 < 6 and *more*')).toBe('5 < 6 and more');
});

test.each([
  ['quotations', '>'.repeat(50_000)],
  ['tags', '<div>'.repeat(20_000)],
])('says that %s are nested too deeply', (_, text) => {
  const problems: ImportProblem[] = [];
  expect(readBody(text, { file: 'a.md', line: 3 }, problems, () => parseBody(`${text}</div>`, webLink))).toBeNull();
  expect(problems).toEqual([{ file: 'a.md', line: 3, message: expect.stringContaining('nested too deeply') }]);
});

test('does not even parse what is far too long', () => {
  const problems: ImportProblem[] = [];
  const parse = () => {
    throw new Error('parsed');
  };
  expect(readBody('x'.repeat(300_001), { file: 'a.md', line: 1 }, problems, parse)).toBeNull();
  expect(problems[0]?.message).toContain('300,001 characters; the limit is 100,000');
});

test('refuses signs without end, which take the time of their square, and says where they begin', () => {
  const problems: ImportProblem[] = [];
  const spent = processor();
  expect(readBody(`Words.\r\n\r\n${'_a'.repeat(50_000)}`, { file: 'a.md', line: 3 }, problems, () => parseBody('x', webLink))).toBeNull();
  expect(problems).toEqual([{ file: 'a.md', line: 3, message: expect.stringContaining('more than 5,000 signs of markup ("_a_a') }]);
  expect(spent()).toBeLessThan(1_000);
});

test('reads as many signs where empty lines part them, and any number of tags', () => {
  const problems: ImportProblem[] = [];
  const at = { file: 'a.md', line: 1 };
  for (const text of ['**a**\n\n'.repeat(5_000), '<p><b>a</b></p>'.repeat(5_000)])
    expect(readBody(text, at, problems, () => parseBody(text, webLink))).toHaveLength(5_000);
  expect(problems).toEqual([]);
});

test('hides no other mistake', () => {
  const parse = () => {
    throw new TypeError('a mistake of ours');
  };
  expect(() => readBody('x', { file: 'a.md', line: 1 }, [], parse)).toThrow('a mistake of ours');
});
