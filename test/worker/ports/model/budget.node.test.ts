import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Counter, countedBudget, moneyOf, type Spent, spent } from '../../../../worker/ports/model/budget.ts';

/** As the Quota object counts (test/worker/rooms/spending.test.ts holds the real one to the same). */
function counter(): Counter & { used: Spent } {
  const used = { tokens: 0, micros: 0 };
  const held = new Map<number, Spent>();
  let next = 1;
  return {
    used,
    async spend(limit, most) {
      if (used.tokens + most.tokens > limit.tokens || used.micros + most.micros > limit.micros) return { allowed: false, id: 0 };
      used.tokens += most.tokens;
      used.micros += most.micros;
      held.set(next, most);
      return { allowed: true, id: next++ };
    },
    async settle(id, now) {
      const most = held.get(id);
      if (!most) return;
      held.delete(id);
      used.tokens += now.tokens - most.tokens;
      used.micros += now.micros - most.micros;
    },
  };
}
const budget = { conversation: { tokens: 1_000, money: 0.1 }, day: { tokens: 5_000, money: 1 } };

test('money is tokens times prices, in whole millionths, never rounded down', () => {
  expect(moneyOf(null, { in: 5, out: 5 })).toBeNull();
  expect(moneyOf({ in: 0.4, out: 1.6 }, { in: 1_000_000, out: 500_000 })).toBeCloseTo(1.2, 9);
  expect(spent(7, null)).toEqual({ tokens: 7, micros: 0 });
  expect(spent(7, 0.0000001)).toEqual({ tokens: 7, micros: 1 });
});

test('both counters have to allow a call, and what only one allowed is given back', async () => {
  const [conversation, day] = [counter(), counter()];
  const both = countedBudget({ conversation, day }, budget);
  expect(await both.reserve({ tokens: 1_001, micros: 0 })).toEqual({ ok: false, over: 'conversation' });
  expect([conversation.used.tokens, day.used.tokens]).toEqual([0, 0]);
  const tight = countedBudget({ conversation, day }, { ...budget, day: { tokens: 10, money: 1 } });
  expect(await tight.reserve({ tokens: 11, micros: 0 })).toEqual({ ok: false, over: 'day' });
  expect([conversation.used.tokens, day.used.tokens]).toEqual([0, 0]);
});

test('a budget of money holds where tokens would not', async () => {
  const both = countedBudget({ conversation: counter(), day: counter() }, budget);
  expect(await both.reserve({ tokens: 1, micros: 100_001 })).toMatchObject({ ok: false, over: 'conversation' });
});

test('whatever is reserved and settled, in whatever order, no limit is passed, and in the end what was used is counted', async () => {
  const call = fc.record({ most: fc.integer({ min: 1, max: 400 }), part: fc.double({ min: 0, max: 1, noNaN: true }), late: fc.boolean() });
  await fc.assert(
    fc.asyncProperty(fc.array(call, { maxLength: 30 }), async (calls) => {
      const [conversation, day] = [counter(), counter()];
      const both = countedBudget({ conversation, day }, budget);
      let used = 0;
      const open: (() => Promise<void>)[] = [];
      for (const { most, part, late } of calls) {
        const reserved = await both.reserve({ tokens: most, micros: 0 });
        expect(conversation.used.tokens).toBeLessThanOrEqual(budget.conversation.tokens);
        if (!reserved.ok) continue;
        const tokens = Math.floor(most * part);
        used += tokens;
        const settle = () => reserved.settle({ tokens, micros: 0 });
        if (late) open.push(settle);
        else await settle();
      }
      await Promise.all(open.map((settle) => settle()));
      expect([conversation.used.tokens, day.used.tokens]).toEqual([used, used]);
    }),
  );
});
