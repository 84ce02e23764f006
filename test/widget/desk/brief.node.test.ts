import { expect, test } from 'vitest';
import { briefOf } from '../../../widget/desk/context/brief.ts';
import { emptyThread, type Thread } from '../../../widget/desk/conversation/reduce.ts';
import type { Message } from '../../../worker/protocol.ts';
import { at, entry, facts, message, record } from './samples.ts';

const said = (seq: number, text: string): Message => message(seq, { body: { type: 'text', text } });
const notice = (seq: number): Message =>
  message(seq, { author: { kind: 'system' }, body: { type: 'notice', code: 'handoff', text: 'A person will join.' } });
const answered = record({
  id: 'a',
  at: at(1),
  outcome: { kind: 'answer', draft: { kind: 'verbatim', articleId: 'delivery', title: 'How long does delivery take?', blocks: [] } },
});
const thread = (over: Partial<Thread>): Thread => ({
  ...emptyThread,
  messages: [said(1, 'Hello'), said(2, 'Where is it?'), notice(3)],
  ...over,
});

test('there is nothing in short of a conversation without words', () => {
  expect(briefOf(emptyThread, null)).toBeNull();
});

test('says what the customer began with and what they said last before people, once each', () => {
  const later = thread({ messages: [said(1, 'Hello'), said(2, 'Where is it?'), notice(3), said(4, 'Anybody?')] });
  expect(briefOf(later, null)?.asked).toEqual(['Hello', 'Where is it?']);
  expect(briefOf(thread({ messages: [said(1, 'Hello'), notice(2)] }), null)?.asked).toEqual(['Hello']);
});

test('says what was tried, oldest first, and nothing that never went out', () => {
  const asks = record({
    id: 'b',
    at: at(2),
    outcome: { kind: 'clarify', draft: { kind: 'ask', text: 'Which?', missing: ['number', 'email'] } },
  });
  const dropped = record({ id: 'c', sent: false, outcome: { kind: 'decline', text: 'No.' } });
  expect(briefOf(thread({ records: [answered, asks, dropped] }), null)?.tried).toEqual([
    'Answered from “How long does delivery take?”',
    'Asked for the order number and the e-mail',
  ]);
  const many = Array.from({ length: 8 }, (_, i) => ({ ...answered, id: `a-${i}` }));
  expect(briefOf(thread({ records: many }), null)?.tried).toHaveLength(6);
  expect(briefOf(thread({ records: many }), null)?.tried[0]).toBe('3 earlier steps');
});

test('says how the order stands and who vouches for it', () => {
  const order = (over: Partial<typeof facts.order>) =>
    briefOf(thread({ records: [record({ facts: { ...facts, order: { ...facts.order, reference: 'FW-1', ...over } } })] }), null)?.order;
  expect(order({ status: 'refused' })).toEqual({ number: 'FW-1', standing: 'number and e-mail did not match', verified: false });
  expect(order({ status: 'verified', verified: true, overdue: true })).toEqual({ number: 'FW-1', standing: 'really late', verified: true });
  expect(briefOf(thread({ records: [answered] }), null)?.order).toBeNull();
  expect(briefOf(thread({}), entry({ given: { order: 'FW-2', email: 'a@example.com' } }))?.given).toMatchObject({ order: 'FW-2' });
});

test('remembers that somebody was upset', () => {
  const mood = (...negative: boolean[]) =>
    briefOf(
      thread({ records: negative.map((one, i) => record({ id: `${i}`, facts: { ...facts, sentiment: { score: 0, negative: one } } })) }),
      null,
    )?.mood;
  expect(mood(false)).toEqual({ text: 'Neutral', alert: false });
  expect(mood(true, true)).toEqual({ text: 'Upset, 2 times', alert: true });
  expect(mood(true, false)).toEqual({ text: 'Calmer now, was upset before', alert: true });
});

test('names the language in words', () => {
  expect(briefOf(thread({}), entry({ language: 'de' }))?.language).toBe('German');
});
