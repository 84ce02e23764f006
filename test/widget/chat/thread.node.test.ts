import fc from 'fast-check';
import { expect, test } from 'vitest';
import { emptyThread, held, receive, since, unread } from '../../../widget/chat/thread.ts';
import type { ConversationView, Message } from '../../../worker/protocol.ts';

const view: ConversationView = { id: 'conversation', state: 'assistant', agent: null, queue: null, feedback: null, contact: false };
const message = (seq: number, from: 'assistant' | 'customer' = 'assistant'): Message => ({
  id: `m${seq}`,
  seq,
  at: '2026-11-23T10:00:00Z',
  author: { kind: from },
  body: { type: 'text', text: `text ${seq}` },
});
const resumed = (messages: Message[], history = 'h1') => ({ type: 'resumed' as const, protocol: 1, history, conversation: view, messages });
const seqs = (messages: readonly Message[]) => messages.map((one) => one.seq);

test('a new page holds nothing and says so; afterwards it resumes from its last message', () => {
  expect(since(emptyThread)).toEqual({ since: null, history: null });
  const { thread, fresh } = receive(emptyThread, resumed([message(1), message(2)]));
  expect(since(thread)).toEqual({ since: 2, history: 'h1' });
  // A first load is no news.
  expect(fresh).toEqual([]);
  expect(seqs(receive(thread, resumed([message(3)])).fresh)).toEqual([3]);
});

test('an empty conversation that was joined resumes from zero of its history', () => {
  expect(since(receive(emptyThread, resumed([])).thread)).toEqual({ since: 0, history: 'h1' });
});

test('a reset drops what is held', () => {
  const { thread } = receive(emptyThread, resumed([message(1), message(2)]));
  const after = receive(thread, { ...resumed([message(1)], 'h2'), type: 'reset' });
  expect(seqs(after.thread.messages)).toEqual([1]);
  expect(since(after.thread)).toEqual({ since: 1, history: 'h2' });
});

test('a gap is reported and nothing after it is shown', () => {
  const { thread } = receive(emptyThread, resumed([message(1)]));
  const after = receive(thread, { type: 'message', message: message(3) });
  expect(after.gap).toBe(true);
  expect(seqs(after.thread.messages)).toEqual([1]);
});

test("the server's own text of a message already shown wins", () => {
  const { thread } = receive(emptyThread, resumed([message(1, 'customer')]));
  const masked: Message = { ...message(1, 'customer'), body: { type: 'text', text: 'card ending 4242' } };
  const after = receive(thread, { type: 'message', message: masked });
  expect(after.thread.messages).toEqual([masked]);
  expect(after.fresh).toEqual([]);
});

test('typing is shown until that side speaks, and never for the customer', () => {
  const author = { kind: 'assistant' as const };
  const typing = receive(emptyThread, { type: 'typing', author, on: true }).thread;
  expect(typing.typing?.author).toEqual(author);
  const told = receive(typing, { type: 'typing', author, on: true, text: 'Three days.' }).thread;
  expect(told.typing?.text).toBe('Three days.');
  expect(receive(typing, { type: 'message', message: message(1, 'customer') }).thread.typing?.author).toEqual(author);
  expect(receive(typing, { type: 'message', message: message(1) }).thread.typing).toBeNull();
  expect(receive(typing, { type: 'typing', author, on: false }).thread.typing).toBeNull();
  expect(receive(emptyThread, { type: 'typing', author: { kind: 'customer' }, on: true }).thread.typing).toBeNull();
});

test('what was seen grows with each frame and belongs to whoever has the conversation', () => {
  const of = (id: string): ConversationView => ({ ...view, state: 'human', agent: { id, name: id } });
  const state = (id: string) => ({ type: 'state' as const, conversation: of(id) });
  let { thread } = receive(receive(emptyThread, resumed([message(1), message(2)])).thread, state('priya'));
  expect(thread.seen).toBe(0);
  thread = receive(thread, { type: 'seen', by: 'agent', seq: 2 }).thread;
  expect(thread.seen).toBe(2);
  expect(receive(thread, state('priya')).thread.seen).toBe(2);
  expect(receive(thread, { ...resumed([]), conversation: of('priya') }).thread.seen).toBe(2);
  expect(receive(thread, state('luca')).thread.seen).toBe(0);
  expect(receive(thread, { ...resumed([]), conversation: of('luca') }).thread.seen).toBe(0);
  expect(receive(thread, { ...resumed([message(1)], 'h2'), type: 'reset' }).thread.seen).toBe(0);
});

test('unread counts what others said after the last message seen', () => {
  const { thread } = receive(emptyThread, resumed([message(1), message(2, 'customer'), message(3), message(4)]));
  expect(unread(thread, 0)).toBe(3);
  expect(unread(thread, 3)).toBe(1);
  expect(unread(thread, 4)).toBe(0);
});

/** The wire may repeat and reorder; resume fills what was missed. Never a hole, never twice. */
test('after any disorder and a resume the conversation is whole, gapless and in order', () => {
  const all = Array.from({ length: 12 }, (_, index) => message(index + 1));
  fc.assert(
    fc.property(fc.array(fc.nat({ max: 11 }), { maxLength: 60 }), fc.nat({ max: 12 }), (order, first) => {
      let { thread } = receive(emptyThread, resumed(all.slice(0, first)));
      for (const index of order) {
        const one = all[index];
        if (one) thread = receive(thread, { type: 'message', message: one }).thread;
        expect(seqs(thread.messages)).toEqual(Array.from({ length: held(thread) }, (_, at) => at + 1));
      }
      thread = receive(thread, resumed(all.filter((one) => one.seq > held(thread)))).thread;
      expect(seqs(thread.messages)).toEqual(seqs(all));
    }),
  );
});
