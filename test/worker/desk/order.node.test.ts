import fc from 'fast-check';
import { expect, test } from 'vitest';
import { byUrgency, expectedWait, type Ordered } from '../../../worker/desk/order.ts';

const entry = (handoffId: string, priority: number, minute: number): Ordered => ({
  handoffId,
  priority,
  rankAt: new Date(Date.UTC(2026, 10, 23, 10, minute)).toISOString(),
});
const ids = (entries: Ordered[]) => [...entries].sort(byUrgency).map(({ handoffId }) => handoffId);

test('puts danger first, then whose promised time ends earliest, whatever its priority', () => {
  expect(ids([entry('late', 3, 9), entry('early', 4, 1), entry('danger', 1, 30), entry('angry', 2, 5)])).toEqual([
    'danger',
    'early',
    'angry',
    'late',
  ]);
});

test('has one order for entries of the same moment', () => {
  expect(ids([entry('b', 2, 1), entry('a', 2, 1)])).toEqual(['a', 'b']);
});

test('is one order, however the entries arrive', () => {
  const some = fc.uniqueArray(
    fc.tuple(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'), fc.integer({ min: 1, max: 4 }), fc.integer({ min: 0, max: 3 })),
    { selector: ([id]) => id },
  );
  const arrivals = some.chain((rows) => fc.tuple(fc.constant(rows), fc.shuffledSubarray(rows, { minLength: rows.length })));
  fc.assert(
    fc.property(arrivals, ([rows, other]) => {
      expect(ids(other.map((row) => entry(...row)))).toEqual(ids(rows.map((row) => entry(...row))));
    }),
  );
});

const minute = 60_000;

test('expects the usual wait, for each round of agents once', () => {
  const recent = [2 * minute, 1 * minute, 30 * minute];
  expect(expectedWait(recent, 1, 1)).toBe(2);
  expect(expectedWait(recent, 3, 1)).toBe(6);
  expect(expectedWait(recent, 3, 3)).toBe(2);
  expect(expectedWait(recent, 4, 3)).toBe(4);
});

test('says nothing while it knows too little or nobody is at work', () => {
  expect(expectedWait([minute, minute], 1, 2)).toBeNull();
  expect(expectedWait([minute, minute, minute], 1, 0)).toBeNull();
});

test('never promises less than a minute, and never less to who is further back', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 3_600_000 }), { minLength: 3, maxLength: 20 }),
      fc.integer({ min: 1, max: 50 }),
      fc.integer({ min: 1, max: 10 }),
      (recent, place, agents) => {
        const wait = expectedWait(recent, place, agents) ?? 0;
        expect(Number.isInteger(wait)).toBe(true);
        expect(wait).toBeGreaterThanOrEqual(1);
        expect(expectedWait(recent, place + 1, agents)).toBeGreaterThanOrEqual(wait);
      },
    ),
  );
});
