import { abortAllDurableObjects, evictDurableObject } from 'cloudflare:test';
import fc from 'fast-check';
import { afterAll, expect, it, vi } from 'vitest';
import { day } from '../../../worker/rooms/notice-times.ts';
import type { Script } from '../../contract/servers/receiver.ts';
import { due, event, hookedSite, notices, pass, put } from './notices-fixture.ts';

const marta = { id: 'marta', name: 'Marta Kowalska' };
const quiet = vi.spyOn(console, 'warn').mockImplementation(() => {});
afterAll(() => quiet.mockRestore());

const fault = fc.constantFrom<NonNullable<Script['always']>[]>(
  { status: 500 },
  { status: 503, headers: { 'retry-after': '30' } },
  { status: 429, headers: { 'retry-after': '600' } },
  { status: 302, headers: { location: '/elsewhere' } },
);
const command = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constant('put' as const), ids: fc.array(fc.nat(11), { minLength: 1, maxLength: 5 }) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('faults' as const), faults: fc.array(fault, { maxLength: 6 }) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('down' as const), fault }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('up' as const) }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('due' as const) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('pass' as const), days: fc.constantFrom(0.01, 0.2, 2, 5) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('replay' as const), id: fc.nat(11) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('replay-failed' as const) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom('evict' as const, 'abort' as const) }) },
);

/** Cut off, and down for good: so that no luck of the generator, and no machine too slow for many runs, can leave that out. */
const everyEnd = [[[{ do: 'put' as const, ids: [0, 1, 2, 3, 4] }, { do: 'abort' as const }]]] satisfies [unknown[]][];

const met = { dead: 0, again: 0, cut: 0, runs: 0 };

it('whatever is put, fails, is cut off and replayed: each event arrives under its id, signed, or is a dead letter', {
  timeout: 90_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(command, { minLength: 6, maxLength: 20 }), async (commands) => {
      const { site, receiver } = await hookedSite();
      const known = new Set<string>();
      // Of two conversations and of none, with a body that says which it is.
      const of = (n: number) => event(`e-${n}`, { data: { n, ...(n % 3 !== 0 && { conversation: `c-${n % 3}` }) } });
      for (const one of commands) {
        if (one.do === 'put') {
          await put(site, ...one.ids.map(of));
          for (const n of one.ids) known.add(`e-${n}`);
        }
        if (one.do === 'faults') await receiver.script({ faults: one.faults });
        if (one.do === 'down') await receiver.script({ always: one.fault });
        if (one.do === 'up') await receiver.script({});
        if (known.size === 0) continue;
        if (one.do === 'due') await due(site);
        // Not so long that what was delivered is forgotten: then putting it again would tell it again.
        if (one.do === 'pass') await pass(site, Math.min(one.days, 0.5) * day);
        if (one.do === 'replay') await notices(site).replay(`e-${one.id}`, marta);
        if (one.do === 'replay-failed') await notices(site).replayFailed(marta);
        if (one.do === 'evict') await evictDurableObject(notices(site)).catch(() => {});
        if (one.do === 'abort') {
          met.cut += 1;
          await abortAllDurableObjects();
        }
      }
      // Left alone, everything comes to an end: dead letters while nothing arrives, the rest once the receiver is well.
      const counts = async () => (await notices(site).report('failed')).counts;
      const settle = () =>
        vi.waitFor(
          async () => {
            if (known.size > 0) await due(site);
            expect((await counts()).waiting).toBe(0);
          },
          { timeout: 30_000, interval: 5 },
        );
      // Well again, well after some more faults, or down for good.
      const some = [{ status: 500 }, { status: 500 }, { status: 500 }, { status: 404 }];
      await receiver.script([{}, { faults: some }, { always: { status: 502 } }][commands.length % 3] ?? {});
      await settle();
      const all = await Promise.all([...known].map((id) => notices(site).detail(id)));
      const seen = await receiver.seen();
      for (const one of all) {
        const { id = '', status } = one?.notice ?? {};
        const own = seen.filter((got) => got.id === id);
        expect(['sent', 'dead']).toContain(status);
        expect(own.length).toBeGreaterThan(0);
        expect(own.every(({ signed }) => signed)).toBe(true);
        expect(new Set(own.map((got) => JSON.stringify(got.event)))).toEqual(new Set([JSON.stringify(of(Number(id.slice(2))))]));
        if (status === 'dead') met.dead += 1;
        if (own.length > 1) met.again += 1;
      }
      expect(await counts()).toMatchObject({ failed: all.filter((one) => one?.notice.status === 'dead').length, waiting: 0 });
      expect(seen.every(({ id }) => known.has(id))).toBe(true);
      // A person has the rest told again: nothing is ever lost.
      await receiver.script({});
      await notices(site).replayFailed(marta);
      await settle();
      expect(await counts()).toEqual({ failed: 0, waiting: 0, sent: known.size });
      met.runs += 1;
    }),
    { numRuns: 60, examples: everyEnd, endOnFailure: true, interruptAfterTimeLimit: 45_000 },
  );
  // A property that never meets a fault proves nothing.
  expect(met.runs).toBeGreaterThan(0);
  expect(met.again).toBeGreaterThan(0);
  expect(met.dead).toBeGreaterThan(0);
  expect(met.cut).toBeGreaterThan(0);
});
