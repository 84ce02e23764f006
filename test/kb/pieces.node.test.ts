import { expect, test } from 'vitest';
import { type Block, plainText } from '../../kb/blocks.ts';
import { piecesOf } from '../../kb/pieces.ts';

const p = (text: string): Block => ({ type: 'p', spans: [{ text }] });

test('keeps style and link of a part that is cut off', () => {
  const block: Block = {
    type: 'p',
    spans: [{ text: 'One two three. ' }, { text: 'Four five six. Seven eight nine.', bold: true, href: 'https://a.example' }],
  };
  expect(piecesOf(block, 6)).toEqual([
    { type: 'p', spans: [{ text: 'One two three. ' }, { text: 'Four five six.', bold: true, href: 'https://a.example' }] },
    { type: 'p', spans: [{ text: 'Seven eight nine.', bold: true, href: 'https://a.example' }] },
  ]);
});

test('never cuts a heading, an item, a row or a block of code', () => {
  const long = 'word '.repeat(500).trim();
  const whole: Block[] = [
    { type: 'h', spans: [{ text: long }], level: 2 },
    { type: 'list', ordered: false, items: [[{ text: long }]] },
    { type: 'table', head: [[{ text: 'a' }]], rows: [[[{ text: long }]]] },
    { type: 'p', spans: [{ text: long, code: true }] },
  ];
  for (const block of whole) expect(piecesOf(block, 100)).toEqual([block]);
});

test('cuts even what has neither sentences nor spaces', () => {
  const text = '字'.repeat(1_000);
  const pieces = piecesOf(p(text), 50);
  expect(pieces.length).toBeGreaterThan(5);
  expect(plainText(pieces).replaceAll('\n', '')).toBe(text);
});

test('leaves a short block as it is', () => {
  expect(piecesOf(p('One. Two.'), 50)).toEqual([p('One. Two.')]);
});
