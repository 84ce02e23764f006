import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  emptyThread,
  position,
  reduceThread,
  type Thread,
  type ThreadFrame,
  unanswered,
} from '../../../widget/desk/conversation/reduce.ts';
import type { ConversationView, Message } from '../../../worker/protocol.ts';
import { at, jonas, message, record } from './samples.ts';

const view: ConversationView = { id: 'conversation-1', state: 'queued', agent: null, queue: null, feedback: null, contact: false };
const loaded = (type: 'resumed' | 'reset', messages: Message[], history = 'h1'): ThreadFrame => ({
  type,
  protocol: 1,
  history,
  conversation: view,
  messages,
});
const said = (one: Message): ThreadFrame => ({ type: 'message', message: one });

function take(thread: Thread, ...frames: ThreadFrame[]): Thread {
  return frames.reduce((held, frame) => {
    const next = reduceThread(held, frame);
    if (next === null) throw new Error('gap');
    return next;
  }, thread);
}
const seqs = (thread: Thread) => thread.messages.map(({ seq }) => seq);

describe('conversation', () => {
  it('appends what a resume brings and takes repeats once', () => {
    const thread = take(
      emptyThread,
      loaded('resumed', [message(1), message(2)]),
      said(message(3)),
      said(message(3)),
      loaded('resumed', [message(3), message(4)]),
    );
    expect(seqs(thread)).toEqual([1, 2, 3, 4]);
  });

  it('drops everything held on a reset', () => {
    expect(seqs(take(emptyThread, loaded('resumed', [message(1), message(2)]), loaded('reset', [message(1)], 'h2')))).toEqual([1]);
  });

  it('takes nothing after a gap', () => {
    const thread = take(emptyThread, loaded('resumed', [message(1)]));
    expect(reduceThread(thread, said(message(3)))).toBeNull();
  });

  it('lets the server’s copy win over the one made from the ack', () => {
    const masked = message(1, { body: { type: 'text', text: 'card ••••' } });
    expect(take(emptyThread, loaded('resumed', [message(1)]), said(masked)).messages).toEqual([masked]);
  });

  it('resumes from the last message held, and from nothing on a new page', () => {
    expect(position(emptyThread)).toEqual({ since: null, history: null });
    expect(position(take(emptyThread, loaded('resumed', [])))).toEqual({ since: 0, history: 'h1' });
    expect(position(take(emptyThread, loaded('resumed', [message(1), message(2)])))).toEqual({ since: 2, history: 'h1' });
  });

  it('ends typing when that author speaks, stops, or the connection was new', () => {
    const typing: ThreadFrame = { type: 'typing', author: { kind: 'customer' }, on: true };
    expect(take(emptyThread, typing).typing).toEqual({ kind: 'customer' });
    expect(take(emptyThread, typing, said(message(1))).typing).toBeNull();
    expect(take(emptyThread, typing, said(message(1, { author: { kind: 'assistant' } }))).typing).toEqual({ kind: 'customer' });
    expect(take(emptyThread, typing, { ...typing, on: false }).typing).toBeNull();
    expect(take(emptyThread, typing, loaded('resumed', [])).typing).toBeNull();
  });

  it('keeps one copy of each note and each decision, oldest first, and the viewers as they are now', () => {
    const note = (id: string, minutes: number) => ({ id, at: at(minutes), by: jonas, text: id, mentions: [], whisper: false });
    const decision = { turnId: 't-1', at: at(1), by: { id: 'jonas', name: 'Jonas' }, decision: 'approve' as const, tookMs: 1 };
    const thread = take(
      emptyThread,
      { type: 'notes', notes: [note('b', 2)] },
      { type: 'notes', notes: [note('a', 1), note('b', 2)] },
      { type: 'decisions', decisions: [decision] },
      { type: 'decisions', decisions: [decision] },
      { type: 'viewers', viewers: [{ ...jonas, typing: true }] },
      { type: 'viewers', viewers: [] },
    );
    expect(thread.notes.map(({ id }) => id)).toEqual(['a', 'b']);
    expect(thread.decisions).toEqual([decision]);
    expect(thread.viewers).toEqual([]);
    expect(thread.messages).toEqual([]);
  });

  it('holds the summary as the server last said, also that there is none', () => {
    const summary = { handoffId: 'h', text: 'In short.', model: 'openai local', at: at(1) };
    const held = take(emptyThread, { type: 'summary', summary });
    expect(held.summary).toEqual(summary);
    expect(take(held, { type: 'summary', summary: null }).summary).toBeNull();
  });

  it('knows what the customer has seen, which only grows, and when, where that was heard', () => {
    const seen = (seq: number, by: 'customer' | 'agent' = 'customer'): ThreadFrame => ({ type: 'seen', by, seq });
    const first = reduceThread(emptyThread, seen(2)) ?? emptyThread;
    expect(first.seen).toEqual({ seq: 2, at: null });
    const next = reduceThread(first, seen(4), at(5)) ?? emptyThread;
    expect(next.seen).toEqual({ seq: 4, at: at(5) });
    expect(reduceThread(next, seen(3), at(6))?.seen).toEqual(next.seen);
    expect(reduceThread(next, seen(9, 'agent'), at(6))?.seen).toEqual(next.seen);
  });

  it('keeps one copy of each record, oldest first', () => {
    const thread = take(
      emptyThread,
      { type: 'records', records: [record({ id: 'b', at: at(2) }), record({ id: 'a', at: at(1), sent: true })] },
      { type: 'records', records: [record({ id: 'a', at: at(1), sent: false })] },
    );
    expect(thread.records.map(({ id, sent }) => [id, sent])).toEqual([
      ['a', false],
      ['b', true],
    ]);
  });

  it('counts what the customer said since anybody answered; a notice answers nothing', () => {
    const system = { kind: 'system' } as const;
    const thread = take(
      emptyThread,
      loaded('resumed', [
        message(1),
        message(2, { author: { kind: 'assistant' } }),
        message(3),
        message(4, { author: system, body: { type: 'notice', code: 'handoff', text: '' } }),
        message(5),
      ]),
    );
    expect(unanswered(thread).map(({ seq }) => seq)).toEqual([3, 5]);
  });

  it('holds the whole history, once and in order, through any cuts, repeats and resumes', () => {
    fc.assert(
      fc.property(fc.array(fc.record({ repeat: fc.nat({ max: 3 }), cut: fc.boolean() }), { maxLength: 30 }), (steps) => {
        const all = steps.map((_, index) => message(index + 1));
        let thread = take(emptyThread, loaded('resumed', []));
        for (const [index, { repeat, cut }] of steps.entries()) {
          const held = position(thread).since ?? 0;
          // While cut off nothing arrives; the next connection brings exactly what is missing, perhaps with an overlap.
          thread = cut
            ? take(thread, loaded('resumed', all.slice(Math.max(0, held - repeat), index + 1)))
            : take(thread, ...all.slice(Math.max(0, held - repeat), index + 1).map(said));
        }
        expect(thread.messages).toEqual(all);
      }),
    );
  });
});
