import fc from 'fast-check';
import { expect, test } from 'vitest';
import { continues, type Item, seenMessage, timeline } from '../../../../widget/desk/conversation/timeline.ts';
import type { DraftDecision, Note } from '../../../../worker/protocol.ts';
import { at, jonas, me, message } from '../samples.ts';

const note = (id: string, minutes: number): Note => ({ id, at: at(minutes), by: jonas, text: id, mentions: [], whisper: false });
const decision = (turnId: string, minutes: number, over: Partial<DraftDecision> = {}): DraftDecision => ({
  turnId,
  at: at(minutes),
  by: me,
  decision: 'edit',
  tookMs: 1_000,
  ...over,
});
const mine = { author: { kind: 'agent', id: me.id, name: me.name } } as const;
const ids = (items: readonly Item[]) => items.map(({ id }) => id);

test('notes and rejected drafts stand where they were said', () => {
  const rejected = decision('t-1', 2.5, { decision: 'reject' });
  const items = timeline([message(1), message(3)], [note('early', 0), note('between', 2), note('late', 9)], [rejected]);
  expect(ids(items)).toEqual(['early', 'm-1', 'between', 'decision t-1', 'm-3', 'late']);
});

test('a draft that was sent stands behind what was sent, whatever the clock says', () => {
  const sent = message(2, { ...mine, turnId: 't-1' });
  expect(ids(timeline([message(1), sent, message(3)], [], [decision('t-1', 1.9)]))).toEqual(['m-1', 'm-2', 'decision t-1', 'm-3']);
  // The assistant's own message of that turn is not what a person sent.
  const acknowledged = message(2, { author: { kind: 'system' }, turnId: 't-1' });
  expect(ids(timeline([message(1), acknowledged], [], [decision('t-1', 5)]))).toEqual(['m-1', 'm-2', 'decision t-1']);
});

test('nothing is lost, nothing comes twice, and messages keep their order', () => {
  const minutes = fc.array(fc.integer({ min: 0, max: 30 }), { maxLength: 8 });
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 8 }), minutes, minutes, (many, notes, decisions) => {
      const messages = Array.from({ length: many }, (_, i) => message(i + 1));
      const sorted = [...notes].sort((a, b) => a - b).map((minute, i) => note(`n-${i}`, minute));
      const decided = [...decisions].sort((a, b) => a - b).map((minute, i) => decision(`t-${i}`, minute));
      const items = timeline(messages, sorted, decided);
      expect(new Set(ids(items)).size).toBe(many + notes.length + decisions.length);
      expect(items.flatMap((item) => (item.is === 'message' ? [item.message.seq] : []))).toEqual(messages.map(({ seq }) => seq));
      for (const [i, item] of items.entries()) expect(item.at >= (items[i - 1]?.at ?? '')).toBe(true);
    }),
  );
});

test('a name is said again after three minutes, after a note and after a notice', () => {
  const [first, second] = timeline([message(1), message(2)], []);
  const before = (item: Item | undefined, minutes: number) => continues(item, message(9, { at: at(minutes) }));
  expect(before(first, 2)).toBe(true);
  expect(before(second, 8)).toBe(false);
  expect(before(undefined, 2)).toBe(false);
  expect(before({ is: 'note', id: 'n', at: at(1), note: note('n', 1) }, 2)).toBe(false);
  const [notice] = timeline([message(1, { author: { kind: 'customer' }, body: { type: 'notice', code: 'claimed', text: '' } })]);
  expect(before(notice, 2)).toBe(false);
});

test('what was seen is said of the last words of the desk only', () => {
  const messages = [message(1), message(2, mine), message(3, mine), message(4)];
  expect(seenMessage(messages, 4)?.seq).toBe(3);
  expect(seenMessage(messages, 3)?.seq).toBe(3);
  expect(seenMessage(messages, 2)).toBeNull();
  expect(seenMessage([message(1)], 1)).toBeNull();
});
