import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Entries } from '../../../widget/desk/queue/entries.ts';
import type { QueueEntry } from '../../../worker/protocol.ts';
import { entry } from './samples.ts';

const id = fc.integer({ min: 0, max: 400 }).map((n) => `handoff-${n}`);
const some = fc.array(fc.tuple(id, fc.string({ maxLength: 3 })).map(([handoffId, snippet]) => entry({ handoffId, snippet })));
const byId = (entries: Iterable<QueueEntry>) => new Map([...entries].map((one) => [one.handoffId, one]));

it('is a map that keeps what it was', () => {
  fc.assert(
    fc.property(some, fc.array(fc.tuple(some, fc.array(id))), (start, steps) => {
      let entries = Entries.of(start);
      const truth = byId(start);
      for (const [changed, removed] of steps) {
        const before = byId(entries.values());
        const next = entries.with(changed, removed);
        expect(byId(entries.values())).toEqual(before);
        for (const one of changed) truth.set(one.handoffId, one);
        for (const one of removed) truth.delete(one);
        entries = next;
        expect(byId(entries.values())).toEqual(truth);
        expect(entries.size).toBe(truth.size);
        for (const one of [...changed.map(({ handoffId }) => handoffId), ...removed]) expect(entries.get(one)).toBe(truth.get(one));
      }
    }),
  );
});
