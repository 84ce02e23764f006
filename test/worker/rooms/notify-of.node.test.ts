import fc from 'fast-check';
import { expect, test } from 'vitest';
import { notifyEventSchema } from '../../../worker/ports/notify/port.ts';
import { type Conversation, type Event, type Handoff, step } from '../../../worker/rooms/machine.ts';
import { notifyOf } from '../../../worker/rooms/notify-of.ts';

const at = '2026-11-23T10:00:00.000Z';
const handoff = (id: string, reason: Handoff['reason'] = 'low-confidence'): Handoff => ({
  ...{ id, reason, priority: 3, team: 'care', area: 'faqs', ruleIds: ['low-confidence'], language: 'en', createdAt: at, promisedAt: at },
  ...{ end: null, skills: [], routing: [], opensAt: null, answeredAt: null, awaitingSince: at },
});
const fresh: Conversation = {
  ...{ id: 'c1', site: 'shop', visitor: 'v1', history: 'h1', createdAt: at, state: 'assistant', epoch: 0, revision: 0 },
  ...{ handoff: null, agent: null, returnedFrom: '' },
};
const jonas = { id: 'jonas', name: 'Jonas' };
const marta = { id: 'marta', name: 'Marta' };

function take(now: Conversation, event: Event) {
  const moved = step(now, event);
  const next = moved.ok ? moved.next : now;
  return { next, told: notifyOf(now, next, at) };
}
const current = (now: Conversation) => ({ handoffId: now.handoff?.id ?? '', epoch: now.epoch });

test('a handoff is told from its beginning to its end, with the person who had it', () => {
  const queued = take(fresh, { type: 'hand-off', handoff: handoff('h1') });
  expect(queued.told).toMatchObject([
    { id: 'handoff-created:h1', type: 'handoff.created', timestamp: at, data: { site: 'shop', conversation: 'c1', handoff: 'h1' } },
  ]);
  const missed = take(queued.next, { type: 'miss', ...current(queued.next) });
  expect(missed.told).toMatchObject([{ id: 'handoff-missed:h1:2', type: 'handoff.missed' }]);
  const claimed = take(missed.next, { type: 'accept', ...current(missed.next), agent: jonas });
  expect(claimed.told).toMatchObject([{ id: 'handoff-claimed:h1:3', data: { agent: jonas, reason: 'low-confidence', priority: 3 } }]);
  const given = take(claimed.next, { type: 'assign', ...current(claimed.next), agent: marta });
  expect(given.told).toMatchObject([{ id: 'handoff-claimed:h1:4', data: { agent: marta } }]);
  const resolved = take(given.next, { type: 'resolve', by: { agentId: 'marta' } });
  expect(resolved.told).toMatchObject([{ id: 'handoff-resolved:h1', data: { how: 'resolved', agent: marta } }]);
  expect(take(resolved.next, { type: 'come-back' }).told).toEqual([]);
});

test('a safety issue is told twice: as every handoff, and as what it is', () => {
  const { told } = take(fresh, { type: 'hand-off', handoff: handoff('h1', 'safety') });
  expect(told.map(({ type }) => type)).toEqual(['handoff.created', 'safety.raised']);
});

test('says how it ended otherwise', () => {
  const { next: queued } = take(fresh, { type: 'hand-off', handoff: handoff('h1') });
  expect(take(queued, { type: 'withdraw' }).told).toMatchObject([{ data: { how: 'withdrawn', agent: null } }]);
  const { next: human } = take(queued, { type: 'accept', ...current(queued), agent: jonas });
  expect(take(human, { type: 'release', agentId: 'jonas' }).told).toMatchObject([{ data: { how: 'released', agent: jonas } }]);
});

const move = fc.constantFrom(
  'hand-off',
  'accept',
  'withdraw',
  'miss',
  'requeue',
  'assign',
  'route',
  'release',
  'resolve',
  'close',
  'come-back',
);

test('whatever happens: each handoff is told once when it begins, once when it ends, and never what it was not', () => {
  fc.assert(
    fc.property(fc.array(move, { maxLength: 60 }), (moves) => {
      let now = fresh;
      let made = 0;
      const all: ReturnType<typeof notifyOf> = [];
      for (const type of moves) {
        const who = now.agent ?? jonas;
        const events: Record<typeof type, Event> = {
          'hand-off': { type: 'hand-off', handoff: handoff(`h${made}`) },
          accept: { type: 'accept', ...current(now), agent: jonas },
          withdraw: { type: 'withdraw' },
          miss: { type: 'miss', ...current(now) },
          requeue: { type: 'requeue', ...current(now), promisedAt: at },
          assign: { type: 'assign', ...current(now), agent: marta },
          route: { type: 'route', ...current(now), change: { team: 'orders' } },
          release: { type: 'release', agentId: who.id },
          resolve: { type: 'resolve', by: { agentId: who.id } },
          close: { type: 'resolve', by: 'customer' },
          'come-back': { type: 'come-back' },
        };
        const { next, told } = take(now, events[type]);
        if (type === 'hand-off' && next !== now) made += 1;
        now = next;
        all.push(...told);
      }
      for (const one of all) notifyEventSchema.parse(one);
      const ids = all.map(({ id }) => id);
      expect(new Set(ids).size).toBe(ids.length);
      const of = (type: string) => all.filter((one) => one.type === type).map(({ data }) => data.handoff);
      expect(of('handoff.created')).toEqual(Array.from({ length: made }, (_, i) => `h${i}`));
      const open = now.handoff?.end === null ? 1 : 0;
      expect(of('handoff.resolved')).toHaveLength(made - open);
    }),
    { numRuns: 500 },
  );
});
