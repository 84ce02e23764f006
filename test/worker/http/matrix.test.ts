import { runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { describe, expect, it, vi } from 'vitest';
import { matrixReportSchema } from '../../../worker/desk/matrix-schema.ts';
import { keepTurnRecord } from '../../../worker/records/turns.ts';
import type { TurnRecord } from '../../../worker/turn/record.ts';
import {
  api,
  clientId,
  connect,
  converse,
  json,
  makeSite,
  openDesk,
  post,
  signIn,
  staffHeaders,
  type TestAgent,
  visit,
} from '../fixture.ts';
import { unanswered } from '../records/questions/samples.ts';

const read = async (agent: TestAgent) => matrixReportSchema.parse(await json(await api('/desk/matrix', { headers: staffHeaders(agent) })));
const pause = (agent: TestAgent, body: unknown) => post('/desk/matrix/pause', body, staffHeaders(agent));
const level = (agent: TestAgent, body: unknown) => post('/desk/matrix/autonomy', body, staffHeaders(agent));
const code = async (response: Response) => [response.status, (await json<{ error: { code: string } }>(response)).error.code];
const area = (report: Awaited<ReturnType<typeof read>>, id: string) => {
  const found = report.areas.find((one) => one.id === id);
  if (!found) throw new Error(`no area ${id}`);
  return found;
};

describe('the matrix', () => {
  it('is read by everyone at the desk, as released, with what enforces each control', async () => {
    const site = await makeSite();
    const report = await read(await signIn(site, 'priya'));
    expect(report.areas.map(({ id }) => id)).toEqual([
      'routine',
      'triage',
      'order-status',
      'faqs',
      'refunds',
      'account',
      'privacy',
      'safety',
    ]);
    expect(report).toMatchObject({ days: 7, all: null, changes: [], release: expect.stringMatching(/^[0-9a-f]{64}$/) });
    expect(area(report, 'faqs')).toMatchObject({ level: 'autopilot', ceiling: 'autopilot', forPeople: false, set: null, pause: null });
    expect(area(report, 'safety')).toMatchObject({ level: 'human-only', forPeople: true });
    expect(report.areas.flatMap(({ controls }) => controls).filter(({ sources, tests }) => sources.length * tests.length === 0)).toEqual(
      [],
    );
    expect((await api('/desk/matrix')).status).toBe(401);
  });

  it('counts the turns of seven days by outcome and reason, and what reviewers found', async () => {
    const site = await makeSite();
    const marta = await signIn(site, 'marta');
    const now = new Date();
    const old = new Date(now.getTime() - 8 * 86_400_000);
    const kept = (id: string, at: Date, change: Partial<TurnRecord> = {}) => {
      const record = unanswered('do you sharpen axes', { id, at: at.toISOString() });
      return keepTurnRecord(env.DB, site, { ...record, facts: { ...record.facts, area: 'faqs' }, ...change });
    };
    await kept(`${site}-1`, now);
    await kept(`${site}-2`, now);
    await kept(`${site}-3`, now, { outcome: { kind: 'decline', text: 'No.' } });
    await kept(`${site}-4`, now, { sent: false });
    await kept(`${site}-5`, old);
    const insert = env.DB.prepare(
      `INSERT INTO reviews (site, turn, conversation, area, release, turn_at, at, reviewer, reviewer_name, verdict, probability)
       VALUES (?, ?, 'c', 'faqs', 'r', ?, ?, ?, 'Somebody', ?, 0.5)`,
    );
    const at = now.toISOString();
    await env.DB.batch([
      insert.bind(site, `${site}-1`, at, at, 'marta', 'none'),
      insert.bind(site, `${site}-2`, at, at, 'marta', 'hallucination'),
      insert.bind(site, `${site}-5`, old.toISOString(), at, 'marta', 'hallucination'),
    ]);
    const { numbers } = area(await read(marta), 'faqs');
    expect(numbers).toMatchObject({
      turns: 3,
      outcomes: { handoff: 2, decline: 1 },
      reasons: [{ reason: 'low-confidence', count: 2 }],
      reviewed: 2,
      defects: 1,
      rate: { share: 0.5 },
    });
    expect(numbers.rate?.lower).toBeLessThan(0.5);
    expect(numbers.rate?.upper).toBeGreaterThan(0.5);
    expect(area(await read(marta), 'refunds').numbers).toMatchObject({ turns: 0, rate: null });
  });
});

describe('changes', () => {
  it('are for leads and admins, from the desk itself, with a reason', async () => {
    const site = await makeSite();
    const [priya, marta] = [await signIn(site, 'priya'), await signIn(site, 'marta')];
    const body = { area: 'faqs', on: true, why: 'Wrong delivery times' };
    expect(await code(await pause(priya, body))).toEqual([403, 'role']);
    expect(await code(await level(priya, { area: 'faqs', level: 'assist', why: 'Why not' }))).toEqual([403, 'role']);
    expect((await post('/desk/matrix/pause', body, { Cookie: marta.cookie })).status).toBe(403);
    expect((await post('/desk/matrix/pause', body)).status).toBe(401);
    for (const bad of [
      { ...body, why: '  ' },
      { ...body, why: undefined },
      { ...body, on: 'yes' },
      { ...body, area: '../all' },
      { ...body, extra: 1 },
    ])
      expect(await code(await pause(marta, bad))).toEqual([422, 'bad-body']);
    expect(await code(await pause(marta, { ...body, area: 'taxes' }))).toEqual([404, 'unknown-area']);
    expect(await code(await level(marta, { area: 'faqs', level: 'autocrat', why: 'Why not' }))).toEqual([422, 'bad-body']);
    expect(await code(await level(marta, { area: 'refunds', level: 'autopilot', why: 'Why not' }))).toEqual([409, 'above-release']);
    expect(await code(await level(marta, { area: 'safety', level: 'assist', why: 'Why not' }))).toEqual([409, 'people-only']);
    expect((await read(marta)).changes).toEqual([]);
  });

  it('answer with the matrix as it is then, and say who, when and why', async () => {
    const site = await makeSite();
    const marta = await signIn(site, 'marta');
    const paused = matrixReportSchema.parse(await json(await pause(marta, { area: 'faqs', on: true, why: ' Wrong delivery times ' })));
    const by = { id: 'marta', name: 'Marta Kowalska' };
    expect(area(paused, 'faqs').pause).toMatchObject({ by, why: 'Wrong delivery times' });
    const lowered = matrixReportSchema.parse(await json(await level(marta, { area: 'order-status', level: 'shadow', why: 'Watching it' })));
    expect(area(lowered, 'order-status')).toMatchObject({
      level: 'shadow',
      ceiling: 'autopilot',
      set: { level: 'shadow', by, why: 'Watching it' },
    });
    expect(lowered.changes.map(({ what, area: of, by: who }) => [what, of, who?.name])).toEqual([
      ['lowered', 'order-status', 'Marta Kowalska'],
      ['paused', 'faqs', 'Marta Kowalska'],
    ]);
    const all = matrixReportSchema.parse(await json(await pause(marta, { area: 'all', on: true, why: 'An incident' })));
    expect(all.all).toMatchObject({ by, why: 'An incident' });
  });

  it('of triage hold everywhere, beside the own level of each area', async () => {
    const site = await makeSite();
    const marta = await signIn(site, 'marta');
    const report = matrixReportSchema.parse(await json(await level(marta, { area: 'triage', level: 'assist', why: 'New topics' })));
    expect(area(report, 'triage')).toMatchObject({ everywhere: true, level: 'assist', inForce: 'assist' });
    expect(area(report, 'faqs')).toMatchObject({ everywhere: false, level: 'autopilot', inForce: 'assist' });
    expect(area(report, 'account')).toMatchObject({ level: 'human-only', inForce: 'human-only' });
  });

  it('are told to everyone at the desk at once, and to whoever comes later', async () => {
    const site = await makeSite();
    const [priya, marta] = [await signIn(site, 'priya'), await signIn(site, 'marta')];
    const desk = await openDesk(priya);
    await desk.until('pauses', ({ pauses }) => pauses.length === 0);
    await pause(marta, { area: 'faqs', on: true, why: 'Wrong delivery times' });
    const told = await desk.until('pauses', ({ pauses }) => pauses.length === 1);
    expect(told.pauses[0]).toMatchObject({ area: 'faqs', why: 'Wrong delivery times' });
    await (await openDesk(marta)).until('pauses', ({ pauses }) => pauses.length === 1);
  });

  it('are in the site’s log', async () => {
    const site = await makeSite();
    await pause(await signIn(site, 'marta'), { area: 'faqs', on: true, why: 'Wrong delivery times' });
    const log = await runInDurableObject(env.SITE.getByName(site), (_, ctx) =>
      ctx.storage.sql
        .exec<{ at: string; who: string; detail: string }>("SELECT at, who, detail FROM log WHERE what = 'matrix.paused'")
        .toArray(),
    );
    expect(log).toEqual([
      { at: expect.stringMatching(/^\d{4}-\d\d-\d\dT/), who: 'marta', detail: expect.stringContaining('Wrong delivery times') },
    ]);
  });

  it('show in a preview, too', async () => {
    const site = await makeSite();
    const marta = await signIn(site, 'marta');
    await pause(marta, { area: 'faqs', on: true, why: 'Wrong delivery times' });
    const answer = await post('/preview', { message: 'how long does delivery take?' }, staffHeaders(marta));
    expect(await json(answer)).toMatchObject({ outcome: { kind: 'handoff', reason: 'paused' }, facts: { paused: true } });
  });

  it('reach the numbers of the next hour: what was paused is counted as such', async () => {
    const site = await makeSite();
    const marta = await signIn(site, 'marta');
    await pause(marta, { area: 'faqs', on: true, why: 'Wrong delivery times' });
    const visitor = await visit(site);
    const socket = await connect(visitor, await converse(visitor));
    socket.send({ type: 'send', clientId: clientId(), text: 'how long does delivery take?' });
    await vi.waitFor(async () => expect(area(await read(marta), 'faqs').numbers.reasons).toEqual([{ reason: 'paused', count: 1 }]), {
      timeout: 5_000,
    });
  });
});
