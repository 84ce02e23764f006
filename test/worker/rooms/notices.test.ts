import { abortAllDurableObjects, evictDurableObject, runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { afterAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { day } from '../../../worker/rooms/notice-times.ts';
import { forgetSites } from '../../../worker/rooms/site-cache.ts';
import { makeSite } from '../fixture.ts';
import { due, event, hookedSite, notices, pass, put, type Receiver } from './notices-fixture.ts';

let site: string;
let receiver: Receiver;
beforeEach(async () => {
  ({ site, receiver } = await hookedSite());
});
const quiet = vi.spyOn(console, 'warn').mockImplementation(() => {});
afterAll(() => quiet.mockRestore());

const marta = { id: 'marta', name: 'Marta Kowalska' };
const counts = async () => (await notices(site).report('failed')).counts;
const status = async (id: string) => (await notices(site).detail(id))?.notice.status;
const attempts = async (id: string) => (await notices(site).detail(id))?.attempts.map(({ what, detail }) => `${what} ${detail}`.trim());
/** What was begun has come to its end: no first try is under way. */
const calm = () =>
  expect
    .poll(() =>
      runInDurableObject(notices(site), (_, { storage: { sql } }) =>
        sql
          .exec(
            "SELECT id FROM notices WHERE status = 'waiting' AND next > ? AND NOT EXISTS (SELECT 1 FROM attempts WHERE notice = seq)",
            Date.now(),
          )
          .toArray(),
      ),
    )
    .toEqual([]);
const log = () =>
  runInDurableObject(env.SITE.getByName(site), (_, ctx) =>
    ctx.storage.sql.exec("SELECT who, what, detail FROM log WHERE what GLOB 'webhook.*'").toArray(),
  );

describe('an event', () => {
  it('is told once, signed as the standard says, and says nothing to a second put', async () => {
    await put(site, event('a'), event('a'), event('b'));
    await expect.poll(counts).toEqual({ failed: 0, waiting: 0, sent: 2 });
    await put(site, event('a'));
    // Tried at the same time, so either may arrive first.
    expect((await receiver.seen()).sort((one, other) => one.id.localeCompare(other.id))).toMatchObject([
      { id: 'a', signed: true, event: event('a') },
      { id: 'b', signed: true, event: event('b') },
    ]);
    expect(await attempts('a')).toEqual(['sent']);
  });

  it('goes in order of arrival, and of one conversation one at a time', async () => {
    const of = (id: string, conversation: string) => event(id, { data: { conversation } });
    const all = ['a1', 'b1', 'a2', 'a3', 'b2', 'c1'].map((id) => of(id, id.slice(0, 1)));
    for (const one of all) await put(site, one);
    await expect.poll(counts).toMatchObject({ sent: 6 });
    const ids = await receiver.ids();
    for (const conversation of ['a', 'b', 'c']) {
      const own = all.map(({ id }) => id).filter((id) => id.startsWith(conversation));
      expect(ids.filter((id) => id.startsWith(conversation))).toEqual(own);
    }
  });

  it('that is not one is refused, and nothing is written', async () => {
    const bad = JSON.stringify({ ...event('a'), id: 'with.a.dot' });
    await runInDurableObject(notices(site), (one) => expect(() => one.put(site, bad)).toThrow());
    expect(await counts()).toEqual({ failed: 0, waiting: 0, sent: 0 });
  });

  it('is marked where a site has nobody to tell, and is no failure', async () => {
    site = await makeSite();
    await put(site, event('a'));
    await expect.poll(() => status('a')).toBe('nobody');
    expect(await counts()).toEqual({ failed: 0, waiting: 0, sent: 1 });
    expect(await notices(site).replay('a', marta)).toMatchObject({ ok: false, why: 'over' });
  });
});

describe('a receiver with a fault', () => {
  it.each([
    ['500', { status: 500 }, 'failed the webhook has a fault (500)'],
    ['an answer that breaks off', 'cut' as const, 'failed the webhook cannot be reached'],
    ['a redirect', { status: 302, headers: { location: '/elsewhere' } }, 'failed the webhook refuses the request (302)'],
    ['410', { status: 410 }, 'failed the webhook refuses the request (410)'],
  ])('%s: told again, under its id, with the same body', async (_, fault, said) => {
    await receiver.script({ faults: [fault] });
    await put(site, event('a'));
    await expect.poll(() => attempts('a')).toEqual([said]);
    expect(await counts()).toMatchObject({ waiting: 1 });
    await due(site);
    await expect.poll(() => status('a')).toBe('sent');
    const [first, second, ...more] = await receiver.seen();
    expect(more).toEqual([]);
    expect(second).toEqual(first);
    expect(await attempts('a')).toEqual([said, 'sent']);
  });

  it('that asks for time is given it, for every event', async () => {
    await receiver.script({ faults: [{ status: 429, headers: { 'retry-after': '3600' } }] });
    await put(site, event('a'));
    await expect.poll(() => attempts('a')).toEqual(['failed the webhook limits our requests (429)']);
    await put(site, event('b'));
    await pass(site, 3_500_000);
    expect(await receiver.ids()).toEqual(['a']);
    await pass(site, 101_000);
    await expect.poll(counts).toMatchObject({ sent: 2 });
    expect((await receiver.ids()).sort()).toEqual(['a', 'a', 'b']);
  });

  it('that does not answer holds up nobody else', async () => {
    await receiver.script({ faults: ['hang'] });
    await put(site, event('a'));
    await expect.poll(() => receiver.ids()).toEqual(['a']);
    await put(site, event('b'), event('c'));
    await expect.poll(counts).toMatchObject({ sent: 2, waiting: 1 });
    await expect.poll(() => attempts('a'), { timeout: 40_000 }).toEqual(['failed the webhook took too long']);
  });

  it('that never takes one event takes all others', async () => {
    await put(site, event('b'));
    await expect.poll(() => status('b')).toBe('sent');
    await receiver.script({ faults: [{ status: 500 }] });
    await put(site, event('poison'));
    await expect.poll(() => attempts('poison')).toHaveLength(1);
    await put(site, event('c'), event('d'));
    await expect.poll(counts).toMatchObject({ sent: 3, waiting: 1 });
  });

  it('whatever it does, an event has ten tries, and then waits for a person', async () => {
    await receiver.script({ always: { status: 503 } });
    await put(site, event('a'));
    for (let n = 1; n <= 10; n++) {
      await expect.poll(async () => (await attempts('a'))?.length).toBe(n);
      expect(await status('a')).toBe(n < 10 ? 'waiting' : 'dead');
      await due(site);
    }
    expect(await receiver.ids()).toHaveLength(10);
    expect((await notices(site).report('failed')).notices).toMatchObject([{ id: 'a', status: 'dead', tries: 10, next: null }]);
  });
});

describe('a receiver that is down for an hour', () => {
  it('is not hammered, and loses nothing', async () => {
    await receiver.script({ always: { status: 502 } });
    const early = Array.from({ length: 10 }, (_, i) => event(`early-${i}`));
    await put(site, ...early);
    await expect.poll(async () => (await notices(site).report('waiting')).failing?.failures).toBeGreaterThanOrEqual(3);
    await calm();
    const before = (await receiver.ids()).length;
    expect(before).toBeLessThanOrEqual(8);
    const late = Array.from({ length: 10 }, (_, i) => event(`late-${i}`));
    await put(site, ...late);
    // Six times ten minutes: one try each, whoever waits.
    for (let n = 1; n <= 6; n++) {
      await pass(site, 600_000);
      await expect.poll(async () => (await receiver.ids()).length).toBe(before + n);
      if (n === 3) await evictDurableObject(notices(site));
    }
    expect(await counts()).toEqual({ failed: 0, waiting: 20, sent: 0 });
    await receiver.script({});
    await pass(site, 600_000);
    await expect.poll(counts).toEqual({ failed: 0, waiting: 0, sent: 20 });
    expect((await notices(site).report('sent')).failing).toBeNull();
    const ids = new Set(await receiver.ids());
    expect([...early, ...late].filter(({ id }) => !ids.has(id))).toEqual([]);
  });

  it('for days makes dead letters, of those too that never had their turn', async () => {
    await receiver.script({ always: { status: 502 } });
    await put(site, ...Array.from({ length: 8 }, (_, i) => event(`n-${i}`)));
    await expect.poll(async () => (await notices(site).report('waiting')).failing).not.toBeNull();
    await calm();
    await pass(site, 5 * day);
    await expect.poll(async () => (await counts()).failed).toBeGreaterThanOrEqual(7);
    const { notices: dead } = await notices(site).report('failed');
    expect(dead.map(({ last }) => last?.what)).toContain('expired');
    await receiver.script({});
    const again = await notices(site).replayFailed(marta);
    expect(again.ok && again.notices).toBeGreaterThanOrEqual(dead.length);
    await expect.poll(counts).toEqual({ failed: 0, waiting: 0, sent: 8 });
  });
});

it('is told after an eviction in the middle of a try', async () => {
  await receiver.script({ faults: ['hang'] });
  await put(site, event('a'));
  await expect.poll(() => receiver.ids()).toEqual(['a']);
  await abortAllDurableObjects();
  expect(await status('a')).toBe('waiting');
  expect(await runInDurableObject(notices(site), (_, ctx) => ctx.storage.getAlarm())).not.toBeNull();
  await due(site);
  await expect.poll(() => status('a')).toBe('sent');
  expect(await receiver.ids()).toEqual(['a', 'a']);
});

describe('by hand', () => {
  it('a dead letter begins anew, and the site’s log says who did it', async () => {
    await receiver.script({ always: { status: 500 } });
    await put(site, event('a'));
    await expect.poll(() => attempts('a')).toHaveLength(1);
    await due(site);
    await expect.poll(() => attempts('a')).toHaveLength(2);
    await runInDurableObject(notices(site), (_, ctx) => ctx.storage.sql.exec("UPDATE notices SET status = 'dead', ended = 1"));
    await receiver.script({});
    expect(await notices(site).replay('a', marta)).toEqual({ ok: true, notices: 1 });
    await expect.poll(() => status('a')).toBe('sent');
    expect((await notices(site).detail('a'))?.attempts.map(({ what, by }) => [what, by])).toEqual([
      ['failed', ''],
      ['failed', ''],
      ['replayed', 'Marta Kowalska'],
      ['sent', ''],
    ]);
    await expect.poll(log).toMatchObject([{ who: 'marta', what: 'webhook.replayed', detail: expect.stringContaining('"a"') }]);
    expect(await notices(site).replay('a', marta)).toMatchObject({ ok: false, why: 'over' });
    expect(await notices(site).replay('nothing', marta)).toMatchObject({ ok: false, why: 'gone' });
  });

  it('one that waits is tried at once, before all others and while all are held back', async () => {
    await receiver.script({ always: { status: 500 } });
    await put(site, event('a'), event('b'), event('c'), event('d'));
    await expect.poll(async () => (await notices(site).report('waiting')).failing).not.toBeNull();
    await calm();
    const before = (await receiver.ids()).length;
    await receiver.script({ faults: [{ status: 500 }] });
    await notices(site).replay('d', marta);
    await expect.poll(async () => (await receiver.ids()).slice(before)).toEqual(['d']);
  });

  it('a test event says who sent it', async () => {
    const id = await notices(site).sendTest(site, marta);
    await expect.poll(() => status(id)).toBe('sent');
    expect(await receiver.seen()).toMatchObject([{ event: { type: 'webhook.test', data: { by: marta } } }]);
    await expect.poll(log).toMatchObject([{ who: 'marta', what: 'webhook.tested' }]);
  });
});

describe('what is kept', () => {
  it('of a delivered event is not what it said, and after a week nothing', async () => {
    await put(site, event('a', { type: 'contact.replied', data: { address: 'ana@example.org', text: 'hello' } }));
    await expect.poll(() => status('a')).toBe('sent');
    const rows = () =>
      runInDurableObject(notices(site), (_, ctx) => JSON.stringify(ctx.storage.sql.exec('SELECT * FROM notices').toArray()));
    expect(await rows()).not.toContain('ana@');
    await pass(site, 6 * day);
    expect(await status('a')).toBe('sent');
    await pass(site, 2 * day);
    expect(await rows()).toBe('[]');
  });

  it('of a dead letter is everything, for 90 days, and its end is logged', async () => {
    await receiver.script({ always: { status: 500 } });
    await put(site, event('a'));
    await expect.poll(() => attempts('a')).toHaveLength(1);
    await runInDurableObject(notices(site), (_, ctx) => ctx.storage.sql.exec("UPDATE notices SET status = 'dead', ended = ?", Date.now()));
    await pass(site, 89 * day);
    expect((await notices(site).report('failed')).notices).toHaveLength(1);
    await pass(site, 2 * day);
    expect((await notices(site).report('failed')).notices).toEqual([]);
    await expect.poll(log).toMatchObject([{ who: 'system', what: 'webhook.forgotten', detail: '{"events":1}' }]);
  });
});

it('uses the address that is configured now', async () => {
  await receiver.script({ always: { status: 500 } });
  await put(site, event('a'));
  await expect.poll(() => attempts('a')).toHaveLength(1);
  const { receiver: other } = await hookedSite();
  const config = (await env.SITE.getByName(site).snapshot())?.config;
  if (!config) throw new Error('no site');
  await env.SITE.getByName(site).configure(site, { ...config, webhook: other.webhook }, 'test');
  forgetSites();
  await due(site);
  await expect.poll(() => other.ids()).toEqual(['a']);
});

it('an event that only a newer worker knows keeps, and holds up nobody', async () => {
  await put(site, event('a'));
  await expect.poll(() => status('a')).toBe('sent');
  await receiver.script({ faults: [{ status: 500 }] });
  await put(site, event('new'));
  await expect.poll(() => attempts('new')).toHaveLength(1);
  const rename = (from: string, to: string) =>
    runInDurableObject(notices(site), (_, { storage }) => {
      storage.sql.exec("UPDATE notices SET event = replace(event, ?, ?) WHERE id = 'new'", from, to);
    });
  await rename('handoff.created', 'handoff.dreamt');
  await put(site, event('b'));
  await due(site);
  await expect.poll(() => status('b')).toBe('sent');
  expect(await status('new')).toBe('waiting');
  await rename('handoff.dreamt', 'handoff.created');
  await due(site);
  await expect.poll(() => status('new')).toBe('sent');
});
