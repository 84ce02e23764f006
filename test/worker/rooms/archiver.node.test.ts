import { expect, it } from 'vitest';
import { Archiver } from '../../../worker/rooms/archiver.ts';
import type { ConversationStore } from '../../../worker/rooms/conversation-store.ts';
import type { Schedule } from '../../../worker/rooms/schedule.ts';
import { startContext } from '../../../worker/turn/session.ts';

/** Only when it writes is looked at here; what it writes is in the tests of its snapshot. */
function archiver() {
  const timers: [string, number][] = [];
  const state = { now: 'assistant' };
  const conversation = () => ({
    id: 'c-1',
    visitor: 'v',
    state: state.now,
    revision: 0,
    createdAt: '2026-11-23T10:00:00.000Z',
    handoff: null,
  });
  const store = {
    load: () => ({ conversation: conversation(), context: startContext('en'), identity: null, feedback: null }),
    since: () => [],
    decided: () => [],
  };
  const made = new Archiver(
    store as unknown as ConversationStore,
    { set: (key: string, at: number) => timers.push([key, at]) } as unknown as Schedule,
  );
  return { made, timers, state };
}

it('starts one timer for many messages, and carries once it is quiet', () => {
  const { made, timers } = archiver();
  for (let at = 0; at <= 2_000; at += 100) made.changed(at);
  expect(timers).toEqual([['archive', 2_500]]);
  expect(made.due(2_500)).toBeNull();
  expect(timers.at(-1)).toEqual(['archive', 4_500]);
  expect(made.due(4_500)).toMatchObject({ id: 'c-1' });
  expect(timers).toHaveLength(2);
});

it('waits for quiet no longer than half a minute', () => {
  const { made } = archiver();
  let carried = 0;
  let due = 2_500;
  for (let at = 0; at < 60_000; at += 1_000) {
    made.changed(at);
    if (at >= due) {
      if (made.due(at)) carried += 1;
      due = at + 2_000;
    }
  }
  expect(carried).toBeGreaterThanOrEqual(1);
});

it('waits for nothing once resolved, also where a timer runs already', () => {
  const { made, timers, state } = archiver();
  made.changed(0);
  state.now = 'resolved';
  made.changed(500);
  expect(timers.at(-1)).toEqual(['archive', 500]);
  expect(made.due(501)).toMatchObject({ state: 'resolved' });
});

it('sets the timer again after a rollback, and carries at once what another instance began', () => {
  const { made, timers } = archiver();
  made.changed(0);
  made.rolledBack();
  made.changed(100);
  expect(timers).toHaveLength(2);
  expect(archiver().made.due(1_000_000)).not.toBeNull();
});
