import fc from 'fast-check';
import { expect, test } from 'vitest';
import { MemoryCounters } from '../../../../worker/ports/model/memory-counters.ts';

test('what is reserved is settled once, names are apart, and a limit is kept', async () => {
  const counters = new MemoryCounters();
  const [day, other] = [counters.named('day'), counters.named('other')];
  const limit = { tokens: 100, micros: 100 };
  const { id } = await day.spend(limit, { tokens: 60, micros: 10 }, 1);
  expect(await day.spend(limit, { tokens: 60, micros: 10 }, 1)).toMatchObject({ allowed: false });
  expect(await other.spend(limit, { tokens: 60, micros: 101 }, 1)).toMatchObject({ allowed: false });
  await day.settle(id, { tokens: 5, micros: 1 });
  await day.settle(id, { tokens: 0, micros: 0 });
  expect([counters.spentOf('day'), counters.spentOf('other')]).toEqual([
    { tokens: 5, micros: 1 },
    { tokens: 0, micros: 0 },
  ]);
  expect(await counters.named('day').spend(limit, { tokens: 95, micros: 0 }, 1)).toMatchObject({ allowed: true });
});

test('however calls are reserved and settled, no more than the limit is ever counted', async () => {
  const call = fc.record({ most: fc.nat(60), share: fc.double({ min: 0, max: 1, noNaN: true }), settles: fc.boolean() });
  await fc.assert(
    fc.asyncProperty(fc.array(call), async (calls) => {
      const counters = new MemoryCounters();
      const day = counters.named('day');
      for (const { most, share, settles } of calls) {
        const { allowed, id } = await day.spend({ tokens: 100, micros: 100 }, { tokens: most, micros: most }, 1);
        if (allowed && settles) await day.settle(id, { tokens: Math.floor(most * share), micros: 0 });
        const { tokens, micros } = counters.spentOf('day');
        expect(tokens >= 0 && tokens <= 100 && micros >= 0 && micros <= 100).toBe(true);
      }
    }),
  );
});
