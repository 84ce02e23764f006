import { expect, test } from 'vitest';
import { type Block, blockSchema, plainText } from '../../kb/blocks.ts';

const blocks: Block[] = [
  { type: 'h', spans: [{ text: 'Delivery' }] },
  { type: 'p', spans: [{ text: 'Costs ' }, { text: 'EUR 4.90', bold: true }, { text: '.' }] },
  { type: 'list', ordered: false, items: [[{ text: 'fast' }], [{ text: 'free from ' }, { text: 'EUR 60', italic: true }]] },
  { type: 'table', head: [[{ text: 'Service' }], [{ text: 'Days' }]], rows: [[[{ text: 'Standard' }], [{ text: '3–5' }]]] },
];

test('reads as plain words, a line for each item and row', () => {
  expect(plainText(blocks)).toBe('Delivery\nCosts EUR 4.90.\nfast\nfree from EUR 60\nService | Days\nStandard | 3–5');
});

test('has no words without blocks', () => {
  expect(plainText([])).toBe('');
});

test('cannot hold HTML, images or anything else that is not in the list', () => {
  for (const block of blocks) expect(blockSchema.parse(block)).toEqual(block);
  for (const bad of [
    { type: 'html', html: '<b>x</b>' },
    { type: 'image', src: 'https://a.example/x.png' },
    { type: 'p', spans: [{ text: 'x', onclick: 'alert(1)' }] },
    { type: 'p', spans: ['x'] },
    { type: 'p' },
  ]) {
    expect(blockSchema.safeParse(bad).success).toBe(false);
  }
});
