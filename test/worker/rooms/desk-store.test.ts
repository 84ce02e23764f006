import { runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { expect, it } from 'vitest';
import { plainQueue } from '../../../policy/queue.ts';
import { DeskStore, deskMigrations, type Entry } from '../../../worker/rooms/desk-store.ts';
import { handoffSchema } from '../../../worker/rooms/machine.ts';
import { migrate } from '../../../worker/rooms/migrate.ts';

const inStore = (name: string, work: (store: DeskStore, storage: DurableObjectStorage) => void) =>
  runInDurableObject(env.DESK.getByName(name), (_, { storage }) => {
    migrate(storage, deskMigrations);
    work(new DeskStore(storage), storage);
  });

function entry(id: string, minute: number, change: Partial<Entry> = {}): Entry {
  const at = new Date(Date.UTC(2026, 10, 23, 10, minute)).toISOString();
  const fixed = { reason: 'low-confidence', priority: 3, team: 'care', area: 'faqs', ruleIds: [], language: 'en', end: null };
  const handoff = handoffSchema.parse({ id, ...fixed, createdAt: at, promisedAt: at, rankAt: at, awaitingSince: at });
  const told = { conversationId: `of ${id}`, epoch: 1, revision: 1, agent: null, customer: 'Kim', attributes: {}, snippet: '' };
  return { mirror: { ...told, handoff, status: 'waiting' }, status: 'waiting', agent: null, confirmed: true, claimedAt: null, ...change };
}

it('a transaction that fails leaves nothing in memory that is not in the rows', () =>
  inStore('rolled back', (store, storage) => {
    const [first, second] = [entry('first', 1), entry('second', 2)];
    store.put(second, null);
    expect(store.placeOf(second)).toBe(1);
    const claimed = entry('second', 2, { status: 'claimed', agent: { id: 'priya', name: 'Priya' } });
    expect(() =>
      store.transaction(() => {
        store.put(first, null);
        store.put(claimed, 1_000);
        throw new Error('cut off');
      }),
    ).toThrow('cut off');
    expect([store.find('first'), store.find('second')]).toEqual([null, second]);
    expect([store.placeOf(first), store.placeOf(second)]).toEqual([null, 1]);
    expect(new DeskStore(storage).find('second')).toEqual(second);
  }));

it('an entry that was pruned is gone from memory too', () =>
  inStore('pruned', (store, storage) => {
    store.put(entry('done', 1, { status: 'done' }), null);
    storage.sql.exec('UPDATE entries SET changed = 1');
    store.prune();
    expect(store.find('done')).toBeNull();
  }));

it('keeps the queue of the release, and forgets one that it cannot read', () =>
  inStore('queue', (store, storage) => {
    expect(store.policy()).toBeNull();
    store.keepPolicy(plainQueue(7));
    expect(new DeskStore(storage).policy()).toEqual(plainQueue(7));
    storage.sql.exec("UPDATE policy SET queue = '{}'");
    expect(store.policy()).toBeNull();
  }));

it('recent waits are of one team and of the last two hours', () =>
  inStore('waits', (store, storage) => {
    store.put(entry('old', 1), 60_000);
    storage.sql.exec('UPDATE entries SET changed = 1');
    store.put(entry('new', 2), 30_000);
    store.put(entry('never claimed', 3), null);
    expect([store.recentWaits('care'), store.recentWaits('legal')]).toEqual([[30_000], []]);
  }));
