import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arrivals, emptyQueue, entryOf, type Queue, type QueueFrame, reduceQueue } from '../../../widget/desk/queue/reduce.ts';
import type { QueueEntry } from '../../../worker/protocol.ts';
import { at, colleague, entry, jonas, me } from './samples.ts';

const snapshot = (entries: QueueEntry[]): QueueFrame => ({
  type: 'queue',
  protocol: 1,
  me,
  entries,
  agents: [colleague(me)],
  teams: [],
  mode: 'pull',
});
const changes = (entries: QueueEntry[], removed: string[] = []): QueueFrame => ({ type: 'changes', entries, removed });
const fold = (...frames: QueueFrame[]): Queue => frames.reduce(reduceQueue, emptyQueue);
const ids = (entries: readonly QueueEntry[]) => entries.map(({ handoffId }) => handoffId);

describe('queue', () => {
  it('puts urgent before early, and early before late', () => {
    const queue = fold(
      snapshot([
        entry({ handoffId: 'late', createdAt: at(2) }),
        entry({ handoffId: 'early', createdAt: at(1) }),
        entry({ handoffId: 'urgent', createdAt: at(9), priority: 1 }),
      ]),
    );
    expect(ids(queue.parts.waiting)).toEqual(['urgent', 'early', 'late']);
  });

  it('keeps mine, waiting, missed and the colleagues’ apart', () => {
    const queue = fold(
      snapshot([
        entry({ handoffId: 'w' }),
        entry({ handoffId: 'm', status: 'missed' }),
        entry({ handoffId: 'mine', status: 'claimed', agent: { id: me.id, name: me.name } }),
        entry({ handoffId: 'taken', status: 'claimed', agent: { id: jonas.id, name: jonas.name } }),
      ]),
    );
    const { mine, waiting, missed, taken } = queue.parts;
    expect([mine, waiting, missed, taken].map(ids)).toEqual([['mine'], ['w'], ['m'], ['taken']]);
  });

  it('tells who is new: never the snapshot, and those given back', () => {
    const first = fold(
      snapshot([entry({ handoffId: 'a' }), entry({ handoffId: 'b', status: 'claimed', agent: { id: 'jonas', name: 'Jonas' } })]),
    );
    const changed = [entry({ handoffId: 'c' }), entry({ handoffId: 'a', snippet: 'more words' }), entry({ handoffId: 'b' })];
    expect(ids(arrivals(first, changed))).toEqual(['b', 'c']);
  });

  it('finds the newest handoff of a conversation that came back', () => {
    const queue = fold(
      snapshot([entry({ handoffId: 'new', createdAt: at(5) }), entry({ handoffId: 'old', createdAt: at(1), status: 'missed' })]),
    );
    expect(entryOf(queue, 'conversation-1')?.handoffId).toBe('new');
    expect(entryOf(queue, 'another')).toBeNull();
  });

  it('keeps who is connected when a change does not say', () => {
    const queue = fold(snapshot([]), { type: 'changes', entries: [], removed: [], agents: [colleague(me), colleague(jonas)] }, changes([]));
    expect(queue.agents.map(({ id }) => id)).toEqual([me.id, jonas.id]);
  });
});

/* What the server may do: set an entry to anything, or take it away. Few ids, so that they collide. */
const id = fc.constantFrom('h1', 'h2', 'h3', 'h4', 'h5', 'h6');
const anyEntry: fc.Arbitrary<QueueEntry> = fc
  .record({
    handoffId: id,
    status: fc.constantFrom('waiting', 'claimed', 'missed'),
    priority: fc.integer({ min: 1, max: 4 }),
    minute: fc.integer({ min: 0, max: 3 }),
    agent: fc.constantFrom(null, { id: me.id, name: me.name }, { id: jonas.id, name: jonas.name }),
  })
  .map(({ minute, ...over }) => entry({ ...over, createdAt: at(minute) }));
const step = fc.oneof(
  anyEntry.map((put) => ({ put, remove: null })),
  id.map((remove) => ({ put: null, remove })),
);

describe('queue, any history', () => {
  it('is the same however changes are coalesced, and however much of them a snapshot already holds', () => {
    fc.assert(
      fc.property(
        fc.array(anyEntry),
        fc.array(step, { maxLength: 40 }),
        fc.nat(),
        fc.infiniteStream(fc.integer({ min: 1, max: 5 })),
        (start, steps, cut, sizes) => {
          // The truth, entry by entry.
          const truth = new Map(start.map((one) => [one.handoffId, one]));
          const history = [new Map(truth)];
          for (const { put, remove } of steps) {
            if (put !== null) truth.set(put.handoffId, put);
            else truth.delete(remove);
            history.push(new Map(truth));
          }
          // A snapshot anywhere in it, then the rest in batches: each batch says only how entries stand at its end.
          let done = cut % history.length;
          const frames: QueueFrame[] = [snapshot([...(history[done] ?? [])].map(([, one]) => one))];
          while (done < steps.length) {
            const size = sizes.next().value ?? 1;
            const touched = new Set(steps.slice(done, done + size).map(({ put, remove }) => put?.handoffId ?? remove ?? ''));
            done = Math.min(done + size, steps.length);
            const now = history[done] ?? new Map<string, QueueEntry>();
            const present = [...touched].map((one) => now.get(one)).filter((one) => one !== undefined);
            frames.push(
              changes(
                present,
                [...touched].filter((one) => !now.has(one)),
              ),
            );
          }
          expect(fold(...frames).parts).toEqual(fold(snapshot([...truth.values()])).parts);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('has one order, whatever order entries came in', () => {
    fc.assert(
      fc.property(
        fc
          .uniqueArray(anyEntry, { selector: ({ handoffId }) => handoffId })
          .chain((list) => fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length }))),
        ([list, shuffled]) => {
          expect(fold(snapshot(shuffled)).parts).toEqual(fold(snapshot(list)).parts);
        },
      ),
    );
  });

  it('shows every entry exactly once', () => {
    fc.assert(
      fc.property(fc.array(anyEntry), (list) => {
        const queue = fold(snapshot(list));
        const shown = Object.values(queue.parts).flat();
        expect(shown.map(({ handoffId }: QueueEntry) => handoffId).sort()).toEqual(
          [...queue.entries.values()].map(({ handoffId }) => handoffId).sort(),
        );
      }),
    );
  });
});
