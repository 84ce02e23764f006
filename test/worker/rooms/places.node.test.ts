import fc from 'fast-check';
import { expect, test } from 'vitest';
import { byUrgency, type Ordered } from '../../../worker/desk/order.ts';
import { Places } from '../../../worker/rooms/places.ts';

const change = fc.record({
  handoffId: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'),
  team: fc.constantFrom('care', 'orders'),
  priority: fc.integer({ min: 1, max: 4 }),
  rankAt: fc.integer({ min: 0, max: 3 }).map((minute) => new Date(Date.UTC(2026, 10, 23, 10, minute)).toISOString()),
  leaves: fc.boolean(),
});

test('a place is one more than the number of those before it, whoever comes, moves and leaves', () => {
  fc.assert(
    fc.property(fc.array(change, { maxLength: 40 }), (changes) => {
      const places = new Places();
      const waiting = new Map<string, Ordered & { team: string }>();
      for (const { leaves, ...one } of changes) {
        if (leaves) {
          places.remove(one.handoffId);
          waiting.delete(one.handoffId);
        } else {
          const { team, ...key } = one;
          places.set(team, key);
          waiting.set(one.handoffId, one);
        }
        for (const { handoffId } of changes) {
          const own = waiting.get(handoffId);
          const before = own && [...waiting.values()].filter((other) => other.team === own.team && byUrgency(other, own) < 0);
          expect(places.of(handoffId)).toBe(before ? before.length + 1 : null);
        }
      }
    }),
  );
});
