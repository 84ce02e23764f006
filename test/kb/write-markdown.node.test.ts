import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Block } from '../../kb/blocks.ts';
import { parseHtml } from '../../kb/html.ts';
import { parseMarkdown, webLink } from '../../kb/markdown.ts';
import { writeMarkdown } from '../../kb/write-markdown.ts';
import { document, markup } from './arbitraries.ts';

const p = (...spans: Extract<Block, { type: 'p' }>['spans']): Block => ({ type: 'p', spans });

test('writes what a person would write', () => {
  const source = [
    '# Return it',
    'Use the **label**, *please*: `FW-1`. See [the terms](https://fernweg.example/terms) or https://fernweg.example.',
    '1. Pack\n2. Send',
    '- a\n- b\\\n  second line',
    '| Size | cm |\n|---|---|\n| S | 86 |',
    '```\nfirst line\n  second line\n```',
  ].join('\n\n');
  expect(writeMarkdown(parseMarkdown(source))).toBe(source);
});

test.each([
  ['signs of Markdown', 'a*b*c _d_ [e] `f` ~~g~~ <b> &amp; # | snake_case 5 * 3'],
  ['what would open a block', '- not a list'],
  ['a number with a point', '1. not a list'],
  ['a rule', '--- and === and > and + and #'],
  ['addresses without a link', 'https://a.example www.a.example a@b.example'],
  ['a backslash', 'C:\\temp\\'],
])('keeps %s as words', (_, text) => {
  const blocks = [p({ text })];
  expect(parseMarkdown(writeMarkdown(blocks))).toEqual(blocks);
});

test('keeps emphasis that touches words, which Markdown has no notation for', () => {
  const blocks = [
    p({ text: '这是' }, { text: '“粗体”', bold: true }, { text: '的' }),
    p({ text: 'a' }, { text: '(b)', italic: true }, { text: 'c' }),
  ];
  expect(parseMarkdown(writeMarkdown(blocks))).toEqual(blocks);
});

test('keeps lists in a row apart, and the number a list goes on from', () => {
  const list = (ordered: boolean, start?: number): Block => ({
    type: 'list',
    ordered,
    items: [[{ text: 'a' }], [{ text: 'b' }]],
    ...(start ? { start } : {}),
  });
  const blocks = [list(false), list(false), list(true), list(true, 3), list(false)];
  expect(parseMarkdown(writeMarkdown(blocks))).toEqual(blocks);
});

test('keeps pipes, breaks and empty cells of a table', () => {
  const blocks: Block[] = [{ type: 'table', head: [[], [{ text: 'a|b' }]], rows: [[[{ text: 'x\ny' }], [{ text: 'p|q', code: true }]]] }];
  expect(parseMarkdown(writeMarkdown(blocks))).toEqual(blocks);
});

test('says so when blocks cannot be carried, rather than write something else', () => {
  expect(() => writeMarkdown([p({ text: ' edges ' })])).toThrow('cannot be written as Markdown');
});

test('reads back as it was, whatever was parsed', () => {
  fc.assert(
    fc.property(fc.oneof(markup, document), fc.boolean(), (source, html) => {
      const blocks = html ? parseHtml(source, webLink) : parseMarkdown(source);
      expect(parseMarkdown(writeMarkdown(blocks))).toEqual(blocks);
    }),
    { numRuns: 1_000 },
  );
});

test('an address with a control character is words, and no link', () => {
  const blocks = parseMarkdown('https://a.example\u0000');
  expect(blocks).toEqual([{ type: 'p', spans: [{ text: 'https://a.example' }] }]);
  expect(parseMarkdown(writeMarkdown(blocks))).toEqual(blocks);
});
