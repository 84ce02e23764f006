import fc from 'fast-check';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { type Block, blockSchema, plainText, type Span, spansText } from '../../kb/blocks.ts';
import { parseMarkdown } from '../../kb/markdown.ts';

const spansOf = (block: Block): Span[] =>
  block.type === 'list' ? block.items.flat() : block.type === 'table' ? [...block.head.flat(), ...block.rows.flat(2)] : block.spans;
const linksOf = (source: string) =>
  parseMarkdown(source)
    .flatMap(spansOf)
    .flatMap(({ href }) => href ?? []);

test('keeps headings, emphasis, code, lists and tables as data', () => {
  const source = '# Return it\n\nUse the **label**, *please*: `FW-1`.\n\n1. Pack\n2. Send\n\n| Size | cm |\n|---|---|\n| S | 86 |';
  expect(parseMarkdown(source)).toEqual([
    { type: 'h', level: 1, spans: [{ text: 'Return it' }] },
    {
      type: 'p',
      spans: [
        { text: 'Use the ' },
        { text: 'label', bold: true },
        { text: ', ' },
        { text: 'please', italic: true },
        { text: ': ' },
        { text: 'FW-1', code: true },
        { text: '.' },
      ],
    },
    { type: 'list', ordered: true, items: [[{ text: 'Pack' }], [{ text: 'Send' }]] },
    { type: 'table', head: [[{ text: 'Size' }], [{ text: 'cm' }]], rows: [[[{ text: 'S' }], [{ text: '86' }]]] },
  ]);
});

test('keeps links to the web and to mail, with their words', () => {
  expect(linksOf('[returns](https://fernweg.example/returns?a=1&b=2) [mail](mailto:care@fernweg.example) https://bare.example')).toEqual([
    'https://fernweg.example/returns?a=1&b=2',
    'mailto:care@fernweg.example',
    'https://bare.example',
  ]);
});

test.each([
  'javascript:alert(1)',
  'JaVaScRiPt:alert(1)',
  'data:text/html,x',
  'vbscript:x',
  'file:///etc/passwd',
  '//evil.example',
  'ftp://evil.example',
  '/relative',
])('drops the target of a link to %s and keeps its words', (target) => {
  const source = `see [the page](<${target}>) now`;
  expect(linksOf(source)).toEqual([]);
  expect(plainText(parseMarkdown(source))).toBe('see the page now');
});

test('keeps the words of HTML and loses its markup', () => {
  expect(plainText(parseMarkdown('a <b onclick="steal()">bold</b> word'))).toBe('a bold word');
  expect(plainText(parseMarkdown('<div>\n<img src=x onerror=alert(1)>\nhello\n</div>'))).toBe('hello');
  expect(plainText(parseMarkdown('<!-- not for customers -->\n\ntext'))).toBe('text');
});

test('keeps the description of an image and never its address', () => {
  const blocks = parseMarkdown('![a blue tent](https://beacon.example/pixel.png)');
  expect(blocks).toEqual([{ type: 'p', spans: [{ text: 'a blue tent' }] }]);
});

test('reads entities once, so that shown angle brackets stay text', () => {
  expect(plainText(parseMarkdown('5 &lt; 6 &amp;lt; 7 &amp; 8'))).toBe('5 < 6 &lt; 7 & 8');
});

test('keeps lists in an item as lines of it, because a bubble has no room for levels', () => {
  expect(parseMarkdown('- a\n  - b\n    - c\n- d')).toEqual([
    { type: 'list', ordered: false, items: [[{ text: 'a\n– b\n· c' }], [{ text: 'd' }]] },
  ]);
});

test('counts the steps of a list on after one that has a list of its own, in the order they are written', () => {
  const [list] = parseMarkdown('1. Sign in.\n\n2. Choose one.\n\n   **Better:**\n   * key\n\n   **Worse:**\n   * text\n\n3. Done.');
  expect(list?.type === 'list' && list.items.map(spansText)).toEqual(['Sign in.', 'Choose one.\nBetter:\n– key\nWorse:\n– text', 'Done.']);
});

test('keeps the paragraphs of one list item apart', () => {
  expect(plainText(parseMarkdown('- Send it back.\n\n  We refund within five days.\n- Done'))).toBe(
    'Send it back.\nWe refund within five days.\nDone',
  );
});

test('has no block for what holds no words', () => {
  for (const source of ['', '   \n\n ', '---', '<!-- only a remark -->', '![](https://beacon.example/pixel.png)', '* ']) {
    expect(parseMarkdown(source)).toEqual([]);
  }
});

test('gives blocks of the known kinds with safe links, for any text', () => {
  const markup = fc.array(
    fc.oneof(
      fc.constantFrom(
        '# ',
        '- ',
        '1. ',
        '> ',
        '| a |\n|---|\n',
        '```',
        '**',
        '_',
        '[x](',
        ')',
        '<b>',
        '<script>',
        '\n',
        '\n\n',
        '&lt;',
        '![',
      ),
      fc.constantFrom('javascript:alert(1)', 'https://a.example', '\u202e', '\u200b', '😀'),
      fc.string({ unit: 'binary', maxLength: 20 }),
    ),
    { maxLength: 40 },
  );
  fc.assert(
    fc.property(markup, (parts) => {
      const source = parts.join('');
      const blocks = z.array(blockSchema).parse(parseMarkdown(source));
      for (const href of linksOf(source)) expect(href).toMatch(/^(https?:|mailto:)/i);
      expect(blocks.length === 0 || plainText(blocks).length > 0).toBe(true);
    }),
    { numRuns: 300 },
  );
});
