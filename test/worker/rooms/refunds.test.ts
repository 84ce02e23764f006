import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { forgetSites } from '../../../worker/rooms/site-cache.ts';
import { due, notices } from './notices-fixture.ts';
import { filing, limits, listen, people, refundSite, unit } from './refund-fixture.ts';

let site: string;
let network: ReturnType<typeof listen>;
beforeEach(async () => {
  network = listen();
  site = await refundSite();
});
afterEach(() => void vi.useRealTimers());

const ledger = () => env.REFUNDS.getByName(site);
const key = (line = 'T2', n = 1, order = 'FW10002') => `${site}/${order}/${line}/${n}`;
const { priya, luca, marta, jonas } = people;
const approve = { action: 'approve' as const, seen: 1 };
const own = () => network.told.filter(({ data }) => data.key.startsWith(`${site}/`));
const ids = (type: string) =>
  own()
    .filter((one) => one.type === type)
    .map(({ id }) => id);

describe('filing', () => {
  it('again changes nothing and returns the same request', async () => {
    const first = await ledger().file(site, filing());
    const again = await ledger().file(site, filing({ turn: 'turn-2', question: 'and again', units: [unit({ amount: 1, paid: 1 })] }));
    expect(again).toEqual(first);
    expect(first).toMatchObject([{ key: key(), status: 'open', amount: 5_000, revision: 1, history: [{ what: 'filed', by: null }] }]);
    await expect.poll(() => ids('refund.requested')).toHaveLength(1);
  });

  it('knows an order however its number is written, and every unit of it apart', async () => {
    await ledger().file(site, filing({ units: [unit(), unit({ unit: 2 })] }));
    await ledger().file(site, filing({ order: 'fw 10002', units: [unit(), unit({ unit: 3 })] }));
    const { requests, open } = await ledger().list('open', priya);
    expect(requests.map(({ request }) => request.key)).toEqual([key('T2', 1), key('T2', 2), key('T2', 3)]);
    expect(open).toBe(3);
  });

  it('survives eviction', async () => {
    await ledger().file(site, filing());
    await evictDurableObject(ledger());
    expect((await ledger().list('open', priya)).requests).toHaveLength(1);
  });

  it('keeps no e-mail address', async () => {
    await ledger().file(site, filing());
    const rows = await runInDurableObject(ledger(), (_, ctx) => JSON.stringify(ctx.storage.sql.exec('SELECT * FROM requests').toArray()));
    expect(rows).not.toContain('lukas@');
  });
});

describe('a decision', () => {
  it('is taken once: again gives the first answer, another is told what happened', async () => {
    await ledger().file(site, filing());
    const first = await ledger().decide(key(), priya, approve);
    expect(first).toMatchObject({ ok: true, repeated: false, request: { status: 'approved', revision: 2 } });
    const again = await ledger().decide(key(), luca, approve);
    expect(again).toMatchObject({ ok: true, repeated: true, request: { history: [{}, { what: 'approved', by: { id: 'priya' } }] } });
    const other = await ledger().decide(key(), marta, { action: 'reject', seen: 1, reason: 'too late' });
    expect(other).toMatchObject({ ok: false, why: 'decided', message: 'Priya Raman approved €50.00.' });
    await expect.poll(() => ids('refund.approved')).toHaveLength(1);
  });

  it('of many at once is one', async () => {
    await ledger().file(site, filing());
    const everybody = await Promise.all(
      Object.values(people).flatMap((person) => [ledger().decide(key(), person, approve), ledger().decide(key(), person, approve)]),
    );
    expect(everybody.filter((one) => one.ok && !one.repeated)).toHaveLength(1);
    await expect.poll(() => ids('refund.approved')).toHaveLength(1);
  });

  it('about what changed meanwhile is refused, and a lost answer can be asked for again', async () => {
    await ledger().file(site, filing());
    const change = { action: 'change' as const, seen: 1, amount: 4_000, reason: 'worn' };
    expect(await ledger().decide(key(), luca, change)).toMatchObject({ ok: true, request: { amount: 4_000, revision: 2 } });
    expect(await ledger().decide(key(), luca, change)).toMatchObject({ ok: true, repeated: true, request: { revision: 2 } });
    expect(await ledger().decide(key(), priya, approve)).toMatchObject({ ok: false, why: 'changed' });
    expect(await ledger().decide(key(), priya, { ...approve, seen: 2 })).toMatchObject({ ok: true, request: { amount: 4_000 } });
  });

  it('above a role’s limit waits for a lead or an admin', async () => {
    await ledger().file(site, filing({ units: [unit({ paid: 10_000, amount: 10_000 })] }));
    expect(await ledger().decide(key(), priya, approve)).toMatchObject({ ok: false, why: 'needs-admin' });
    expect(await ledger().decide(key(), marta, approve)).toMatchObject({ ok: false, why: 'needs-admin' });
    expect(await ledger().decide(key(), jonas, approve)).toMatchObject({ ok: true });
  });

  it('on one’s own exception is somebody else’s', async () => {
    await ledger().file(site, filing({ units: [unit({ eligible: 'no', amount: 0, why: 'too-late' })] }));
    expect(await ledger().decide(key(), priya, approve)).toMatchObject({ ok: false, why: 'nothing' });
    await ledger().decide(key(), marta, { action: 'change', seen: 1, amount: 2_000, reason: 'goodwill' });
    expect(await ledger().decide(key(), marta, { ...approve, seen: 2 })).toMatchObject({ ok: false, why: 'own-exception' });
    expect(await ledger().decide(key(), priya, { ...approve, seen: 2 })).toMatchObject({ ok: true });
  });

  it('of whoever filed it is somebody else’s as well', async () => {
    await ledger().file(site, filing(), priya);
    expect(await ledger().decide(key(), priya, approve)).toMatchObject({ ok: false, why: 'own-exception' });
    expect(await ledger().decide(key(), luca, approve)).toMatchObject({ ok: true });
  });

  it('about nothing that was filed finds nothing, and writes nothing', async () => {
    expect(await ledger().decide(key(), priya, approve)).toMatchObject({ ok: false, why: 'gone', request: null });
    await ledger().file(site, filing());
    expect(await ledger().decide(key('T2', 9), priya, approve)).toMatchObject({ ok: false, why: 'gone' });
  });
});

describe('caps', () => {
  const many = (count: number, of: Partial<Parameters<typeof filing>[0]> = {}) =>
    filing({ units: Array.from({ length: count }, (_, i) => unit({ unit: i + 1 })), ...of });

  it('hold for a customer over all their orders, whoever approves and however many at once', async () => {
    await ledger().file(site, many(3));
    await ledger().file(site, many(3, { order: 'FW-10003', email: 'LUKAS@example.org' }));
    const keys = [1, 2, 3].flatMap((n) => [key('T2', n), key('T2', n, 'FW10003')]);
    const done = await Promise.all(keys.map((one) => ledger().decide(one, priya, approve)));
    expect(done.filter(({ ok }) => ok)).toHaveLength(4);
    expect(done.flatMap((one) => (one.ok ? [] : [one.why]))).toEqual(['customer-cap', 'customer-cap']);
  });

  it('hold for a day of the whole site, and a new day begins at midnight', async () => {
    const filings = ['a', 'b', 'c', 'd'].map((name, i) => many(3, { order: `FW-2000${i}`, email: `${name}@example.org` }));
    for (const one of filings) await ledger().file(site, one);
    const keys = filings.flatMap((_, i) => [1, 2, 3].map((n) => key('T2', n, `FW2000${i}`)));
    const done = await Promise.all(keys.map((one) => ledger().decide(one, priya, approve)));
    expect(done.flatMap((one) => (one.ok ? [] : [one.why]))).toEqual(['day-cap', 'day-cap']);
    const left = keys.filter((_, i) => !done[i]?.ok);
    vi.useFakeTimers({ now: Date.now() + 86_400_000, toFake: ['Date'] });
    expect(await Promise.all(left.map((one) => ledger().decide(one, priya, approve)))).toMatchObject([{ ok: true }, { ok: true }]);
  });

  it('never give back more of an order than was paid for it', async () => {
    await ledger().file(site, many(3, { ceiling: 12_000 }));
    const done = await Promise.all([1, 2, 3].map((n) => ledger().decide(key('T2', n), priya, approve)));
    expect(done.map((one) => one.ok || one.why)).toEqual([true, true, 'more-than-paid']);
  });
});

describe('without a person', () => {
  const small = filing({ units: [unit({ paid: 2_500, amount: 2_500 })] });

  it('inside the declared limit it is filed and approved in one', async () => {
    expect(await ledger().approve(site, small)).toBe(true);
    expect((await ledger().list('decided', priya)).requests).toMatchObject([
      { request: { status: 'approved', history: [{ what: 'filed' }, { what: 'approved', by: null }] } },
    ]);
    // The turn is tried again after a crash: the same answer, and nothing twice.
    await evictDurableObject(ledger());
    expect(await ledger().approve(site, small)).toBe(true);
    expect(await ledger().approve(site, { ...small, turn: 'turn-2' })).toBe(false);
    await expect.poll(() => ids('refund.approved')).toHaveLength(1);
  });

  it.each([
    ['above the limit', { units: [unit({ paid: 3_001, amount: 3_001 })] }],
    ['not proven', { units: [unit({ paid: 2_500, amount: 2_500, proven: false })] }],
    ['not eligible', { units: [unit({ paid: 2_500, amount: 2_500, eligible: 'needs-person' as const })] }],
    ['more than one unit', { units: [unit({ amount: 100 }), unit({ unit: 2, amount: 100 })] }],
    ['a currency without limits', { currency: 'CHF', units: [unit({ paid: 2_500, amount: 2_500 })] }],
  ])('not at all, and nothing is left behind: %s', async (_, change) => {
    expect(await ledger().approve(site, filing(change))).toBe(false);
    expect(await ledger().list('open', priya)).toEqual({ requests: [], open: 0 });
    expect((await ledger().list('decided', priya)).requests).toEqual([]);
    expect(own()).toEqual([]);
  });

  it.each(['refunds', 'all'])('not while a lead has paused %s, and a turn that was told yes before keeps its yes', async (area) => {
    expect(await ledger().approve(site, small)).toBe(true);
    expect(await env.SITE.getByName(site).pause(area, marta, 'a wrong price list')).toMatchObject({ ok: true });
    const other = { ...small, turn: 'turn-2', units: [unit({ unit: 2, paid: 2_500, amount: 2_500 })] };
    expect(await ledger().approve(site, other)).toBe(false);
    expect(await ledger().approve(site, small)).toBe(true);
    expect((await ledger().list('decided', priya)).requests).toHaveLength(1);
    // People go on deciding.
    await ledger().file(site, other);
    expect(await ledger().decide(key('T2', 2), priya, approve)).toMatchObject({ ok: true });
  });

  it('not beyond a customer’s cap, and not what people are deciding about', async () => {
    await ledger().file(site, small);
    expect(await ledger().approve(site, { ...small, turn: 'turn-9' })).toBe(false);
    site = await refundSite({ ...limits, per_customer: { amount: 5_000, days: 30 } });
    const one = (n: number) =>
      ledger().approve(site, filing({ turn: `turn-${n}`, units: [unit({ unit: n, paid: 2_500, amount: 2_500 })] }));
    const done = await Promise.all([1, 2, 3, 4].map(one));
    expect(done.filter(Boolean)).toHaveLength(2);
  });
});

describe('what a turn asks before it calculates', () => {
  const asked = { order: 'FW-10002', email: 'lukas@example.org', currency: 'EUR', turn: 'turn-2' };
  it('knows what other turns filed, and what the customer was given', async () => {
    expect(await ledger().history(asked)).toEqual({ known: true, units: [], customerTotal: 0 });
    await ledger().file(site, filing({ units: [unit(), unit({ unit: 2 })] }));
    await ledger().decide(key(), priya, approve);
    expect(await ledger().history(asked)).toEqual({
      known: true,
      units: [
        { line: 'T2', unit: 1, status: 'approved', amount: 5_000 },
        { line: 'T2', unit: 2, status: 'open', amount: 5_000 },
      ],
      customerTotal: 5_000,
    });
    expect(await ledger().history({ ...asked, currency: 'GBP' })).toMatchObject({ customerTotal: 0 });
    expect(await ledger().history({ ...asked, email: 'eve@example.org', order: 'FW-9' })).toEqual({
      known: true,
      units: [],
      customerTotal: 0,
    });
    // What the turn itself filed before it was cut off is not "already filed".
    expect(await ledger().history({ ...asked, turn: 'turn-1' })).toEqual({ known: true, units: [], customerTotal: 0 });
  });
});

describe('telling the site', () => {
  it('goes on after faults, under one id, until it is taken', async () => {
    const quiet = vi.spyOn(console, 'warn').mockImplementation(() => {});
    let tries = 0;
    network = listen(() => (++tries % 2 === 1 ? new Response('no', { status: 500 }) : new Response('ok')));
    await ledger().file(site, filing());
    await ledger().decide(key(), priya, approve);
    await vi.waitFor(
      async () => {
        await due(site);
        expect(own()).toHaveLength(2);
      },
      { timeout: 30_000, interval: 300 },
    );
    expect(new Set(own().map(({ id }) => id)).size).toBe(2);
    for (const { id } of own()) expect(id).toMatch(/^evt_[\w-]{43}$/);
    await expect.poll(async () => (await ledger().list('decided', priya)).requests[0]?.request.told).toBe('sent');
    quiet.mockRestore();
  });

  it('is kept for later while nobody takes it, across eviction of either, and the request says so', async () => {
    const quiet = vi.spyOn(console, 'warn').mockImplementation(() => {});
    network = listen(() => Promise.reject(new TypeError('network lost')));
    await ledger().file(site, filing());
    await ledger().decide(key(), priya, approve);
    await evictDurableObject(ledger());
    const told = async () => (await ledger().list('decided', priya)).requests[0]?.request.told;
    await expect.poll(async () => (await notices(site).report('waiting')).notices.map(({ tries }) => tries)).toEqual([1, 1]);
    await evictDurableObject(notices(site));
    expect(await told()).toBe('pending');
    await vi.waitFor(
      async () => {
        await due(site);
        expect((await notices(site).report('failed')).counts).toMatchObject({ failed: 2, waiting: 0 });
      },
      { timeout: 30_000, interval: 50 },
    );
    await expect.poll(told).toBe('failed');
    network = listen();
    await notices(site).replayFailed(marta);
    await expect.poll(told).toBe('sent');
    expect(own()).toHaveLength(2);
    quiet.mockRestore();
  });

  it('keeps what could not even be handed over', async () => {
    await ledger().file(site, filing());
    await expect.poll(() => ids('refund.requested')).toHaveLength(1);
    const kept = () => runInDurableObject(ledger(), (_, ctx) => ctx.storage.sql.exec('SELECT id FROM outbox').toArray().length);
    await expect.poll(kept).toBe(0);
    await runInDurableObject(ledger(), (_, ctx) => {
      const { key: of, event } = {
        key: key(),
        event: { id: 'evt_later', type: 'refund.requested', timestamp: new Date().toISOString(), data: { key: key() } },
      };
      ctx.storage.sql.exec(
        "INSERT INTO outbox (id, kind, payload, next, version) VALUES ('evt_later', 'notify', ?, 0, 1)",
        JSON.stringify({ key: of, event }),
      );
      ctx.storage.sql.exec("INSERT INTO schedule (key, at) VALUES ('outbox', 0)");
      return ctx.storage.setAlarm(Date.now() + 60_000);
    });
    await evictDurableObject(ledger());
    await runDurableObjectAlarm(ledger());
    await expect.poll(() => ids('refund.requested')).toHaveLength(2);
    await expect.poll(kept).toBe(0);
  });

  it('says that nobody was told where a site has no system', async () => {
    site = await refundSite();
    const config = (await env.SITE.getByName(site).snapshot())?.config;
    if (!config) throw new Error('no site');
    await env.SITE.getByName(site).configure(site, { ...config, webhook: undefined }, 'test');
    forgetSites();
    await ledger().file(site, filing());
    await ledger().decide(key(), priya, approve);
    await expect.poll(async () => (await ledger().list('decided', priya)).requests[0]?.request.told).toBe('nobody');
    expect(own()).toEqual([]);
  });
});
