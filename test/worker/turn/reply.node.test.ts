import { expect, test } from 'vitest';
import { orderCard } from '../../../worker/ports/orders/card.ts';
import { replyText } from '../../../worker/turn/reply.ts';
import { order } from './samples.ts';

test('reads an approved answer as plain words', () => {
  const blocks = [
    { type: 'p' as const, spans: [{ text: 'It takes ' }, { text: '3 days', bold: true }] },
    { type: 'list' as const, ordered: false, items: [[{ text: 'or 5' }]] },
  ];
  expect(replyText({ kind: 'answer', draft: { kind: 'verbatim', articleId: 'a', title: 'A', blocks } })).toBe('It takes 3 days\nor 5');
});

test('reads what was said with an order, with a question back, a refusal and a handoff', () => {
  const card = orderCard(order, (key) => key, false);
  expect(replyText({ kind: 'answer', draft: { kind: 'order', text: 'Here it is', order: card } })).toBe('Here it is');
  expect(replyText({ kind: 'clarify', draft: { kind: 'ask', text: 'Which number?', missing: ['number'] } })).toBe('Which number?');
  expect(replyText({ kind: 'decline', text: 'I cannot do that' })).toBe('I cannot do that');
  expect(replyText({ kind: 'handoff', reason: 'safety', text: 'A person comes', priority: 1, team: 'safety' })).toBe('A person comes');
});

test('reads nothing where nothing was said', () => {
  expect(replyText({ kind: 'answer', draft: { kind: 'none' } })).toBe('');
});
