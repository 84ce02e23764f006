import { expect, test } from 'vitest';
import type { Block } from '../../../kb/blocks.ts';
import { plainText } from '../../../kb/blocks.ts';
import { words } from '../../../widget/chat/words.ts';

test('says the same as plainText of the knowledge base', () => {
  const blocks: Block[] = [
    { type: 'h', spans: [{ text: 'Returns' }] },
    { type: 'p', spans: [{ text: 'Within ' }, { text: '30 days', bold: true }] },
    { type: 'list', ordered: true, items: [[{ text: 'one' }], [{ text: 'two' }]] },
    { type: 'table', head: [[{ text: 'a' }], [{ text: 'b' }]], rows: [[[{ text: '1' }], [{ text: '2' }]]] },
  ];
  expect(words({ type: 'answer', blocks, source: { articleId: 'x', title: 'X' } })).toBe(plainText(blocks));
  expect(words({ type: 'text', text: 'hello' })).toBe('hello');
  const choices = ['One', 'Two'].map((title) => ({ articleId: title, title }));
  expect(words({ type: 'choices', text: 'Which?', choices })).toBe('Which?\nOne\nTwo');
});
