import { expect, test } from 'vitest';
import { asItems, asLines, asTable, clean, codeText, tidy } from '../../kb/spans.ts';

test('joins neighbours of one style and takes doubled spaces', () => {
  expect(tidy([{ text: ' a  ' }, { text: ' b' }, { text: '' }, { text: 'c', bold: true }, { text: 'd', bold: true }])).toEqual([
    { text: 'a b' },
    { text: 'cd', bold: true },
  ]);
});

test('moves spaces out of emphasis and links, and cuts those that run over a break', () => {
  expect(tidy([{ text: 'a' }, { text: ' b ', bold: true }, { text: 'c\nd', href: 'https://a.example' }])).toEqual([
    { text: 'a ' },
    { text: 'b', bold: true },
    { text: ' ' },
    { text: 'c', href: 'https://a.example' },
    { text: '\n' },
    { text: 'd', href: 'https://a.example' },
  ]);
});

test('keeps spaces of code and the hard spaces that French puts before a colon', () => {
  expect(tidy([{ text: 'a\u00a0: ' }, { text: 'x  y', code: true }])).toEqual([{ text: 'a\u00a0: ' }, { text: 'x  y', code: true }]);
});

test('a line of code ends with its last sign: a cell of a table cannot keep spaces before a break', () => {
  expect(tidy([{ text: '  a  \nb ', code: true }])).toEqual([{ text: '  a', code: true }, { text: '\n' }, { text: 'b', code: true }]);
});

test('leaves nothing of what holds no words', () => {
  for (const text of ['', ' ', '\n', '\t\u00a0']) expect(tidy([{ text, bold: true }])).toEqual([]);
});

test('makes any characters ones that a file can hold', () => {
  expect(clean('a\u0000b\r\nc\rd\ud800')).toBe('ab\nc\nd\ufffd');
  expect(codeText('\n\n  a\n\tb\n\n')).toBe('  a\n    b');
});

test('lets emphasis go on over a space, but no link and no code', () => {
  const both = (style: object) =>
    [
      { text: 'a ', ...style },
      { text: 'b', ...style },
    ].flatMap((span, i) => (i ? [{ text: ' ' }, span] : span));
  expect(tidy(both({ bold: true }))).toEqual([{ text: 'a b', bold: true }]);
  expect(tidy(both({ href: 'https://a.example' }))).toHaveLength(3);
  expect(tidy([{ text: 'a', bold: true }, { text: ' ' }, { text: 'b', italic: true }])).toHaveLength(3);
});

test('makes lines of blocks inside an item or a cell, with signs for the items of lists', () => {
  const text = (words: string) => [{ text: words }];
  const inner = [
    { type: 'p' as const, spans: text('own') },
    { type: 'list' as const, ordered: false, items: [text('one'), text('two')] },
    { type: 'table' as const, head: [text('a'), text('b')], rows: [[text('c'), text('d')]] },
  ];
  expect(asLines(inner)).toEqual(text('own\n– one\n– two\na | b\nc | d'));
  expect(asItems(inner)).toEqual([text('own\n– one\n– two\na | b\nc | d')]);
  expect(asItems(inner.slice(1, 2))).toEqual([text('one'), text('two')]);
  expect(asLines([{ type: 'list', ordered: true, items: [text('one'), text('own\n– two')], start: 3 }])).toEqual(
    text('3. one\n4. own\n· two'),
  );
});

test('fills rows of a table up, drops empty rows, and makes nothing of an empty one', () => {
  const cell = [{ text: 'x' }];
  expect(
    asTable(
      [cell],
      [
        [cell, cell],
        [[], []],
      ],
    ),
  ).toEqual([{ type: 'table', head: [cell, []], rows: [[cell, cell]] }]);
  expect(asTable([], [[[], []]])).toEqual([]);
});
