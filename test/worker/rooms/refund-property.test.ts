import { abortAllDurableObjects, evictDurableObject, runDurableObjectAlarm } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import fc from 'fast-check';
import { afterAll, expect, it, vi } from 'vitest';
import type { Approver, RefundDecision } from '../../../worker/rooms/refund-schema.ts';
import type { Decided } from '../../../worker/rooms/refunds.ts';
import { due } from './notices-fixture.ts';
import { filing, limits, listen, people, refundSite, unit } from './refund-fixture.ts';

/** Orders of two customers; the second one has two orders. All amounts are near the limits, so that every limit is met often. */
const orders = [
  { order: 'FW-1', email: 'ana@example.org', ceiling: 5_000 },
  { order: 'FW-2', email: 'ben@example.org', ceiling: 30_000 },
  { order: 'FW-3', email: 'ben@example.org', ceiling: 30_000 },
];
const tight = { ...limits, per_customer: { amount: 7_000, days: 30 }, per_day: 10_000 };

const where = { order: fc.nat(2), unit: fc.integer({ min: 1, max: 3 }), amount: fc.constantFrom(0, 2_000, 2_500, 3_000, 5_500, 8_000) };
const person = fc.constantFrom(...Object.values(people));
const command = fc.oneof(
  { weight: 3, arbitrary: fc.record({ do: fc.constant('file' as const), ...where }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('automatic' as const), turn: fc.nat(2), ...where }) },
  { weight: 6, arbitrary: fc.record({ do: fc.constant('approve' as const), seen: fc.constantFrom(1, 1, 1, 2), person, ...where }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('change' as const), seen: fc.integer({ min: 1, max: 2 }), person, ...where }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('reject' as const), seen: fc.integer({ min: 1, max: 2 }), person, ...where }) },
);
type Command = typeof command extends fc.Arbitrary<infer T> ? T : never;
/** Commands of one step are sent at once; between steps the object may be evicted, or be cut off in the middle of the next one. */
const schedule = fc.array(
  fc.record({
    at: fc.array(command, { minLength: 4, maxLength: 16 }),
    again: fc.boolean(),
    after: fc.oneof(
      { weight: 12, arbitrary: fc.constant('' as const) },
      { weight: 6, arbitrary: fc.constant('abort' as const) },
      { weight: 1, arbitrary: fc.constant('evict' as const) },
    ),
  }),
  { minLength: 2, maxLength: 5 },
);

/** Meets each limit once, so that no luck of the generator, and no machine too slow for many runs, can leave one out. */
const step = (...at: Command[]) => ({ at, again: false, after: '' as const });
const [first, second, other] = [
  { order: 1, unit: 1, amount: 8_000 },
  { order: 1, unit: 2, amount: 5_500 },
  { order: 2, unit: 1, amount: 5_500 },
] as const;
const overPaid = { order: 0, unit: 2, amount: 5_500 } as const;
const everyLimit = [
  step({ do: 'automatic', turn: 0, order: 0, unit: 1, amount: 2_500 }),
  step({ do: 'file', ...first }, { do: 'file', ...second }, { do: 'file', ...other }, { do: 'file', ...overPaid }),
  step({ do: 'approve', seen: 1, person: people.luca, ...first }),
  step({ do: 'approve', seen: 1, person: people.marta, ...second }),
  step({ do: 'reject', seen: 1, person: people.luca, ...second }),
  step({ do: 'approve', seen: 2, person: people.marta, ...other }),
  step({ do: 'approve', seen: 1, person: people.marta, ...other }),
  step({ do: 'approve', seen: 1, person: people.marta, ...overPaid }),
];

let flaky = false;
const network = listen(() => {
  if (flaky && Math.random() < 0.4) return Math.random() < 0.5 ? new Response('', { status: 500 }) : Promise.reject(new TypeError('lost'));
  return new Response('ok');
});
const quiet = vi.spyOn(console, 'warn').mockImplementation(() => {});
afterAll(() => quiet.mockRestore());

async function perform(site: string, one: Command): Promise<Decided | null> {
  const ledger = env.REFUNDS.getByName(site);
  const of = orders[one.order] ?? { order: '', email: '', ceiling: 0 };
  const wanted = filing({
    ...of,
    units: [unit({ unit: one.unit, paid: 13_000, amount: one.amount, eligible: one.amount > 0 ? 'yes' : 'no' })],
  });
  const key = `${site}/${of.order.replace('-', '')}/T2/${one.unit}`;
  const decide = (who: Approver, decision: RefundDecision) => ledger.decide(key, who, decision);
  if (one.do === 'file') await ledger.file(site, wanted);
  if (one.do === 'automatic') await ledger.approve(site, { ...wanted, turn: `turn-${one.turn}` });
  if (one.do === 'approve') return decide(one.person, { action: 'approve', seen: one.seen });
  if (one.do === 'reject') return decide(one.person, { action: 'reject', seen: one.seen, reason: 'worn out' });
  if (one.do === 'change' && one.amount > 0)
    return decide(one.person, { action: 'change', seen: one.seen, amount: one.amount, reason: 'goodwill' });
  return null;
}

it('no limit is ever exceeded and nothing is told twice, whatever comes at once, again, or is cut off', { timeout: 90_000 }, async () => {
  const met = { approved: 0, automatic: 0, refused: new Map<string, number>() };
  await fc.assert(
    fc.asyncProperty(schedule, fc.nat(5), async (steps, luck) => {
      const faults = luck === 0;
      flaky = faults;
      network.told.length = 0;
      const site = await refundSite(tight);
      const ledger = () => env.REFUNDS.getByName(site);
      for (const { at, again, after } of steps) {
        const calls = (again ? [...at, ...at] : at).map((one) => perform(site, one).catch(() => null));
        if (after === 'abort') await abortAllDurableObjects();
        const answers = await Promise.all(calls);
        for (const one of answers) if (one && !one.ok) met.refused.set(one.why, (met.refused.get(one.why) ?? 0) + 1);
        if (after === 'evict') await evictDurableObject(ledger()).catch(() => {});
      }
      flaky = false;
      const { requests } = await ledger().list('decided', people.jonas);
      const approved = requests.flatMap(({ request }) => (request.status === 'approved' ? [request] : []));
      await vi.waitFor(
        async () => {
          await runDurableObjectAlarm(ledger());
          await due(site);
          expect((await ledger().list('decided', people.jonas)).requests.filter(({ request }) => request.told === 'pending')).toEqual([]);
        },
        { timeout: 30_000, interval: 100 },
      );

      const sum = (of: typeof approved) => of.reduce((total, { amount }) => total + amount, 0);
      expect(sum(approved)).toBeLessThanOrEqual(tight.per_day);
      for (const { order, ceiling } of orders) expect(sum(approved.filter((one) => one.order === order))).toBeLessThanOrEqual(ceiling);
      for (const email of ['ana@example.org', 'ben@example.org']) {
        const own = orders.filter((one) => one.email === email).map(({ order }) => order);
        expect(sum(approved.filter((one) => own.includes(one.order)))).toBeLessThanOrEqual(tight.per_customer.amount);
      }
      for (const { amount, eligibleAmount, paid, history } of approved) {
        const by = history.at(-1)?.by ?? null;
        expect(amount).toBeLessThanOrEqual(by ? tight.approval[by.role] : (tight.automatic_up_to ?? 0));
        expect(amount).toBeLessThanOrEqual(paid);
        const raisers = history.filter((step) => step.what === 'changed' && step.amount > eligibleAmount).map((step) => step.by?.id);
        if (amount > eligibleAmount) expect(raisers).not.toContain(by?.id);
        expect(history.filter(({ what }) => what === 'approved')).toHaveLength(1);
        if (!by) met.automatic += 1;
      }
      met.approved += approved.length;
      // One event for each approval, with the amount that was approved. Cut off between the site's yes and its own note of it,
      // the ledger tells again under the same id: that is as exact as a network allows, and what the id is for.
      const told = network.told.filter(({ type, data }) => type === 'refund.approved' && data.key.startsWith(`${site}/`));
      const events = [...new Map(told.map((one) => [one.id, one])).values()];
      expect(events.map(({ data }) => `${data.key} ${data.amount}`).sort()).toEqual(
        approved.map(({ key, amount }) => `${key} ${amount}`).sort(),
      );
      for (const one of told) expect(one).toEqual(events.find(({ id }) => id === one.id));
      if (steps.every(({ after }) => after !== 'abort')) expect(told).toHaveLength(events.length);
    }),
    { numRuns: 30, examples: [[everyLimit, 1]], endOnFailure: true, interruptAfterTimeLimit: 25_000 },
  );
  // A property that never meets its limits proves nothing.
  expect(met.approved).toBeGreaterThan(0);
  expect(met.automatic).toBeGreaterThan(0);
  for (const why of ['needs-lead', 'customer-cap', 'decided', 'changed', 'more-than-paid'])
    expect([why, met.refused.get(why) ?? 0]).not.toEqual([why, 0]);
});
