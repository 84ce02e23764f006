import { evictDurableObject, runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PersonInput } from '../../../worker/rooms/people-schema.ts';
import { makeSite } from '../fixture.ts';

const ada: PersonInput = { name: 'Ada Lovelace', email: 'ada@shop.example', role: 'agent' };
const siteOf = async () => env.SITE.getByName(await makeSite());
type Of = Awaited<ReturnType<typeof siteOf>>;
const person = async (of: Of, id: string) => (await of.roster()).find((one) => one.id === id);
const acts = async (of: Of) =>
  (await of.logPage({ limit: 500 })).entries.map(({ who, what, detail }) => [who, what, JSON.parse(detail)] as const);

describe('a person', () => {
  it('has teams, skills and a capacity, put right where that is plain', async () => {
    const of = await siteOf();
    expect(await of.newPerson({ ...ada, teams: ['care', 'care'], skills: [' DE ', 'Ice climbing', 'de'], capacity: 6 }, 'jonas')).toEqual({
      ok: true,
      id: 'ada-lovelace',
    });
    expect(await person(of, 'ada-lovelace')).toMatchObject({
      teams: ['care'],
      skills: ['de', 'ice-climbing'],
      capacity: 6,
      deactivatedAt: null,
    });
    expect(await person(of, 'priya')).toMatchObject({ teams: [], skills: [], capacity: 4 });
  });

  it('keeps what an owner’s tool does not say', async () => {
    const of = await siteOf();
    await of.changePerson('priya', { teams: ['care'], skills: ['it'], capacity: 9 }, 'jonas');
    await of.addPerson('priya', { name: 'Priya R.', email: 'priya@shop.example', role: 'lead' }, 'service');
    expect(await person(of, 'priya')).toMatchObject({ name: 'Priya R.', role: 'lead', teams: ['care'], skills: ['it'], capacity: 9 });
  });

  it('gets an id from the name, and keeps it when the name changes', async () => {
    const of = await siteOf();
    const add = async (name: string, i: number) => of.newPerson({ ...ada, name, email: `p${i}@shop.example` }, 'jonas');
    const names = ['Zoë Müller', 'Zoe Muller', '李 雷', 'System', 'Ø', '  Jo  '];
    const ids = [];
    for (const [i, name] of names.entries()) ids.push(await add(name, i));
    expect(ids.map((one) => (one.ok ? one.id : one))).toEqual(['zoe-muller', 'zoe-muller-2', 'person', 'system-2', 'person-2', 'jo']);
    await of.changePerson('zoe-muller', { name: 'Zoë Schmidt' }, 'jonas');
    expect(await person(of, 'zoe-muller')).toMatchObject({ name: 'Zoë Schmidt' });
  });

  it('has an e-mail address of their own', async () => {
    const of = await siteOf();
    const taken = { ok: false, why: 'email-taken' };
    expect(await of.newPerson({ ...ada, email: 'Priya@Shop.example' }, 'jonas')).toMatchObject(taken);
    expect(await of.changePerson('luca', { email: 'priya@shop.example' }, 'jonas')).toMatchObject(taken);
    expect(await of.addPerson('ada', { ...ada, email: 'priya@shop.example' }, 'service')).toMatchObject(taken);
    await of.setActive('priya', false, 'jonas');
    expect(await of.newPerson({ ...ada, email: 'priya@shop.example' }, 'jonas')).toMatchObject({ ok: true });
    expect(await of.setActive('priya', true, 'jonas')).toMatchObject(taken);
  });

  it('is logged with what changed, and a change of nothing is none', async () => {
    const of = await siteOf();
    await of.changePerson('priya', { role: 'lead', capacity: 4 }, 'jonas');
    await of.changePerson('priya', { role: 'lead' }, 'jonas');
    await of.setActive('priya', false, 'jonas');
    await of.setActive('priya', false, 'jonas');
    expect((await acts(of)).filter(([who, what]) => who === 'jonas' && what.startsWith('person.'))).toEqual([
      ['jonas', 'person.deactivated', { person: 'priya', name: 'Priya Raman' }],
      ['jonas', 'person.changed', { person: 'priya', from: { role: 'agent' }, to: { role: 'lead' } }],
    ]);
  });
});

describe('an admin', () => {
  it('cannot take their own rights away, nor deactivate themselves', async () => {
    const of = await siteOf();
    await of.changePerson('marta', { role: 'admin' }, 'jonas');
    expect(await of.changePerson('jonas', { role: 'lead' }, 'jonas')).toMatchObject({ ok: false, why: 'own-role' });
    expect(await of.setActive('jonas', false, 'jonas')).toMatchObject({ ok: false, why: 'own-account' });
    expect(await of.changePerson('jonas', { role: 'lead' }, 'marta')).toEqual({ ok: true });
  });

  it('is never the last one to go', async () => {
    const of = await siteOf();
    expect(await of.changePerson('jonas', { role: 'agent' }, 'marta')).toMatchObject({ ok: false, why: 'last-admin' });
    expect(await of.setActive('jonas', false, 'marta')).toMatchObject({ ok: false, why: 'last-admin' });
    // An admin who may not sign in is none.
    await of.changePerson('priya', { role: 'admin' }, 'jonas');
    await of.setActive('priya', false, 'jonas');
    expect(await of.setActive('jonas', false, 'marta')).toMatchObject({ ok: false, why: 'last-admin' });
  });

  it('is there whatever admins do to each other, and only ever to others', async () => {
    const ids = ['priya', 'luca', 'marta', 'jonas'] as const;
    const act = fc.record({
      who: fc.constantFrom(...ids),
      to: fc.constantFrom(...ids),
      what: fc.constantFrom('agent', 'lead', 'admin', 'deactivate', 'reactivate'),
    });
    const of = await siteOf();
    await fc.assert(
      fc.asyncProperty(fc.array(act, { maxLength: 20 }), async (given) => {
        for (const { who, to, what } of given) {
          const before = await person(of, who);
          if (before?.role !== 'admin' || before.deactivatedAt !== null) continue;
          if (what === 'deactivate' || what === 'reactivate') await of.setActive(to, what === 'reactivate', who);
          else await of.changePerson(to, { role: what }, who);
          expect(await person(of, who)).toMatchObject({ role: 'admin', deactivatedAt: null });
        }
        expect((await of.roster()).filter((one) => one.role === 'admin' && one.deactivatedAt === null).length).toBeGreaterThan(0);
      }),
      { numRuns: 40 },
    );
  });
});

it('takes over people, links and sessions from before there were teams', async () => {
  const of = env.SITE.getByName('from-before');
  await runInDurableObject(of, (_, ctx) => {
    const { sql } = ctx.storage;
    // As the first version made them.
    sql.exec(`CREATE TABLE migrations (step INTEGER PRIMARY KEY);
      INSERT INTO migrations (step) VALUES (1), (2), (3), (4);
      CREATE TABLE site (id INTEGER PRIMARY KEY CHECK (id = 1), name TEXT NOT NULL, config TEXT NOT NULL);
      CREATE TABLE people (id TEXT PRIMARY KEY, name TEXT NOT NULL, email TEXT NOT NULL, role TEXT NOT NULL);
      CREATE TABLE invites (hash TEXT PRIMARY KEY, person TEXT NOT NULL, expires INTEGER NOT NULL);
      CREATE TABLE sessions (hash TEXT PRIMARY KEY, person TEXT NOT NULL, expires INTEGER NOT NULL);
      CREATE TABLE opened (session TEXT NOT NULL, conversation TEXT NOT NULL, PRIMARY KEY (session, conversation));
      CREATE TABLE releases (hash TEXT PRIMARY KEY, author TEXT NOT NULL, uploaded_at TEXT NOT NULL, approver TEXT, approved_at TEXT, active INTEGER NOT NULL DEFAULT 0);
      CREATE TABLE log (id INTEGER PRIMARY KEY AUTOINCREMENT, at TEXT NOT NULL, who TEXT NOT NULL, what TEXT NOT NULL, detail TEXT NOT NULL);
      CREATE TABLE schedule (key TEXT PRIMARY KEY, at INTEGER NOT NULL);
      INSERT INTO site VALUES (1, 'from-before', 'sealed');
      INSERT INTO people VALUES ('ada', 'Ada', 'ada@shop.example', 'admin');
      INSERT INTO log (at, who, what, detail) VALUES ('2026-01-01T00:00:00.000Z', 'ada', 'session.opened', '{}')`);
    sql.exec('INSERT INTO sessions VALUES (?, ?, ?)', 'a-hash-of-sixteen-letters', 'ada', Date.now() + 60_000);
    sql.exec('INSERT INTO invites VALUES (?, ?, ?)', 'another-hash-of-letters', 'ada', Date.now() + 60_000);
  });
  await evictDurableObject(of);
  const again = env.SITE.getByName('from-before');
  expect(await again.roster()).toMatchObject([
    { id: 'ada', teams: [], skills: [], capacity: 4, sessions: 1, invites: 1, deactivatedAt: null },
  ]);
  expect(await again.session('a-hash-of-sixteen-letters')).toMatchObject({ id: 'ada', role: 'admin', capacity: 4, teams: [] });
  const access = await again.access('ada', '');
  expect(access).toMatchObject({
    sessions: [{ createdAt: null, browser: '', via: 'invite' }],
    invites: [{ createdAt: null, by: 'service' }],
  });
  expect(await again.endSessions('ada', access?.sessions[0]?.id ?? '', 'ada')).toBe(1);
  expect((await again.logPage({ limit: 10 })).entries.map(({ what }) => what)).toEqual(['session.ended', 'session.opened']);
});
