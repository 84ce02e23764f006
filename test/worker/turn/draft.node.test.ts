import { expect, test } from 'vitest';
import { passagesOf } from '../../../kb/chunk.ts';
import { orderCard } from '../../../worker/ports/orders/card.ts';
import { draftAnswer, draftChoice, draftOrder } from '../../../worker/turn/draft.ts';
import { article, guide } from '../../kb/samples.ts';
import { order } from './samples.ts';

const say = (key: string, values: Record<string, string> = {}) => [key, ...Object.values(values)].join(' ');
const facts = { reference: 'FW10023', needed: true, verified: false, status: 'none', missing: [], overdue: false } as const;

test('drafts the approved text word for word, with its source', () => {
  const found = article('return', ['how do I return it'], 'Send it **back**.');
  expect(draftAnswer(found)).toEqual({
    kind: 'verbatim',
    articleId: 'return',
    title: found.title,
    blocks: found.blocks,
  });
});

test('drafts the passage that fits of a long article, and the whole where none stands out or the number is none of its', () => {
  const long = guide();
  const passages = passagesOf(long);
  expect(passages.length).toBeGreaterThan(1);
  for (const [i, { blocks }] of passages.entries())
    expect(draftAnswer(long, i)).toMatchObject({ kind: 'verbatim', articleId: 'guide', blocks });
  expect(draftAnswer(long)).toMatchObject({ blocks: long.blocks });
  expect(draftAnswer(long, passages.length)).toMatchObject({ blocks: long.blocks });
});

test('drafts nothing where nothing was found', () => {
  expect(draftAnswer(null)).toEqual({ kind: 'none' });
});

test('asks which article is meant by their titles alone', () => {
  const offered = ['a', 'b'].map((id) => ({ articleId: id, title: `Title of ${id}`, confidence: 0.3 }));
  expect(draftChoice(offered, say)).toEqual({
    kind: 'choose',
    text: 'clarify.choose',
    choices: [
      { articleId: 'a', title: 'Title of a' },
      { articleId: 'b', title: 'Title of b' },
    ],
  });
});

test('drafts a proven order as a card', () => {
  const card = orderCard(order, say, false);
  expect(draftOrder({ facts: { ...facts, missing: [], status: 'verified', verified: true }, card }, say)).toEqual({
    kind: 'order',
    text: 'order.card FW-10023',
    order: card,
  });
});

test.each([
  ['order.ask-both', ['number', 'email']],
  ['order.ask-number', ['number']],
  ['order.ask-email', ['email']],
] as const)('asks with %s for exactly what is missing', (key, missing) => {
  expect(draftOrder({ facts: { ...facts, status: 'incomplete', missing: [...missing] }, card: null }, say)).toEqual({
    kind: 'ask',
    text: key,
    missing: [...missing],
  });
});

test('asks for both again after a mismatch, without saying which was wrong', () => {
  expect(draftOrder({ facts: { ...facts, status: 'refused', missing: [] }, card: null }, say)).toEqual({
    kind: 'ask',
    text: 'order.not-matched',
    missing: ['number', 'email'],
  });
});

test('says nothing when attempts are used up or the system is down', () => {
  for (const status of ['exhausted', 'unavailable'] as const) {
    expect(draftOrder({ facts: { ...facts, status, missing: [] }, card: null }, say)).toEqual({ kind: 'none' });
  }
});
