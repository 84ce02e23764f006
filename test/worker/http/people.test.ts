import { env } from 'cloudflare:workers';
import { beforeAll, describe, expect, it } from 'vitest';
import { actLimit, signInLimits } from '../../../worker/rooms/limits.ts';
import { personAccessSchema, rosterSchema } from '../../../worker/rooms/people-schema.ts';
import { api, json, makeSite, post, signIn, staffHeaders, type TestAgent } from '../fixture.ts';

let site: string;
let jonas: TestAgent;
let marta: TestAgent;
let priya: TestAgent;
beforeAll(async () => {
  site = await makeSite();
  [jonas, marta, priya] = [await signIn(site, 'jonas'), await signIn(site, 'marta'), await signIn(site, 'priya')];
});

const call = (method: string, path: string, body?: object, agent = jonas) =>
  api(`/desk/people${path}`, {
    method,
    headers: { ...staffHeaders(agent), 'Content-Type': 'application/json' },
    ...(body && { body: JSON.stringify(body) }),
  });
const code = async (response: Response) => [response.status, (await json<{ error: { code: string } }>(response)).error.code];
const roster = async (agent = jonas) => rosterSchema.parse(await json(await call('GET', '', undefined, agent)));
const access = async (id: string) => personAccessSchema.parse(await json(await call('GET', `/${id}/access`)));
const ada = { name: 'Ada Lovelace', email: 'ada@shop.example', role: 'agent' };

describe('an admin', () => {
  it('adds somebody, makes them a link, changes them, ends their sessions and lets them go', async () => {
    const added = await call('POST', '', { ...ada, teams: ['care'], skills: ['De'], capacity: 3 });
    expect([added.status, await json(added)]).toEqual([201, { id: 'ada-lovelace' }]);
    const made = await call('POST', '/ada-lovelace/invites');
    expect(made.status).toBe(201);
    expect((await access('ada-lovelace')).invites).toMatchObject([{ by: 'Jonas Weber' }]);
    const { token } = await json<{ token: string }>(made);
    const opened = await post('/desk/session', { site, invite: token }, staffHeaders({ site, cookie: '' }));
    expect(opened.status).toBe(200);
    const { sessions, invites } = await access('ada-lovelace');
    expect([sessions.length, invites.length]).toEqual([1, 0]);
    expect(await json(await call('PATCH', '/ada-lovelace', { role: 'lead' }))).toEqual({ id: 'ada-lovelace' });
    expect((await roster()).people.find(({ id }) => id === 'ada-lovelace')).toMatchObject({
      ...{ role: 'lead', teams: ['care'], skills: ['de'], capacity: 3, sessions: 1, seenAt: expect.any(String) },
    });
    expect(await json(await call('DELETE', `/ada-lovelace/sessions/${sessions[0]?.id}`))).toEqual({ ended: 1 });
    expect(await code(await call('DELETE', `/ada-lovelace/sessions/${sessions[0]?.id}`))).toEqual([404, 'gone']);
    expect((await call('POST', '/ada-lovelace/active', { active: false })).status).toBe(200);
    expect(await code(await call('POST', '/ada-lovelace/invites'))).toEqual([409, 'deactivated']);
    expect((await roster()).people.at(-1)).toMatchObject({ id: 'ada-lovelace', deactivatedAt: expect.any(String) });
    expect((await call('POST', '/ada-lovelace/active', { active: true })).status).toBe(200);
  });

  it('withdraws a link', async () => {
    const { token } = await json<{ token: string }>(await call('POST', '/luca/invites'));
    const [invite] = (await access('luca')).invites;
    expect((await call('DELETE', `/luca/invites/${invite?.id}`)).status).toBe(204);
    expect(await code(await call('DELETE', `/luca/invites/${invite?.id}`))).toEqual([404, 'gone']);
    expect(await code(await post('/desk/session', { site, invite: token }, staffHeaders({ site, cookie: '' })))).toEqual([401, 'invite']);
  });

  it('is told what does not fit, and nothing is changed', async () => {
    const before = await roster();
    expect(await code(await call('POST', '', { ...ada, email: 'priya@shop.example' }))).toEqual([409, 'email-taken']);
    expect(await code(await call('POST', '', { ...ada, email: 'ada' }))).toEqual([422, 'bad-body']);
    expect(await code(await call('POST', '', { ...ada, email: 'a2@shop.example', teams: ['orders'] }))).toEqual([422, 'unknown-team']);
    expect(await code(await call('PATCH', '/priya', { capacity: 0 }))).toEqual([422, 'bad-body']);
    expect(await code(await call('PATCH', '/priya', { capacity: 21 }))).toEqual([422, 'bad-body']);
    expect(await code(await call('PATCH', '/priya', { id: 'other' }))).toEqual([422, 'bad-body']);
    expect(await code(await call('PATCH', '/priya', { active: false }))).toEqual([422, 'bad-body']);
    expect(await code(await call('PATCH', '/nobody', { capacity: 3 }))).toEqual([404, 'unknown']);
    expect(await code(await call('PATCH', '/jonas', { role: 'lead' }))).toEqual([409, 'own-role']);
    expect(await code(await call('POST', '/jonas/active', { active: false }))).toEqual([409, 'own-account']);
    expect(await code(await call('GET', '/nobody/access'))).toEqual([404, 'unknown']);
    expect(await roster()).toEqual(before);
  });

  it('may leave somebody a team that the policy no longer has, and give it to nobody', async () => {
    await env.SITE.getByName(site).addPerson(
      'priya',
      { name: 'Priya Raman', email: 'priya@shop.example', role: 'agent', teams: ['gone'] },
      'x',
    );
    expect((await call('PATCH', '/priya', { teams: ['gone', 'care'] })).status).toBe(200);
    expect(await code(await call('PATCH', '/luca', { teams: ['gone'] }))).toEqual([422, 'unknown-team']);
  });

  it('makes so many changes and not more in a short time', { timeout: 20_000 }, async () => {
    const own = await makeSite();
    const agent = await signIn(own, 'jonas');
    const send = () => call('PATCH', '/priya', { capacity: 4 }, agent);
    for (let i = 0; i < actLimit; i++) expect((await send()).status).toBe(200);
    const refused = await send();
    expect(Number(refused.headers.get('Retry-After'))).toBeGreaterThan(500);
    expect(await json(refused)).toMatchObject({ error: { code: 'too-many', message: expect.stringContaining('Try again in 10 minutes') } });
    // Reading goes on, and so does another session.
    expect((await call('GET', '', undefined, agent)).status).toBe(200);
    expect((await call('PATCH', '/priya', { capacity: 4 }, await signIn(own, 'jonas'))).status).toBe(200);
  });
});

describe('people', () => {
  it('are read by leads, managed by admins, and not shown to agents', async () => {
    expect((await roster(marta)).people.map(({ id }) => id)).toContain('priya');
    expect((await roster(marta)).teams).toContainEqual({ id: 'care', title: 'Customer Care' });
    expect(await code(await call('GET', '', undefined, priya))).toEqual([403, 'role']);
    for (const agent of [marta, priya]) {
      for (const [method, path, body] of [
        ['POST', '', { ...ada, email: 'eve@shop.example' }],
        ['PATCH', '/marta', { role: 'admin' }],
        ['POST', '/jonas/active', { active: false }],
        ['GET', '/jonas/access'],
        ['POST', '/jonas/invites'],
        ['DELETE', '/jonas/invites/abc'],
        ['DELETE', '/jonas/sessions'],
        ['DELETE', '/jonas/sessions/abc'],
      ] as const)
        expect(await code(await call(method, path, body, agent)), `${method} ${path}`).toEqual([403, 'role']);
    }
  });

  it('are changed from the desk’s own page only', async () => {
    for (const [method, path] of [
      ['POST', ''],
      ['PATCH', '/priya'],
      ['POST', '/priya/active'],
      ['POST', '/priya/invites'],
      ['DELETE', '/priya/invites/abc'],
      ['DELETE', '/priya/sessions'],
      ['DELETE', '/priya/sessions/abc'],
    ] as const) {
      const forged = (headers: Record<string, string>) =>
        api(`/desk/people${path}`, { method, headers: { Cookie: jonas.cookie, ...headers } });
      expect(await code(await forged({})), `${method} ${path}`).toEqual([403, 'forged']);
      expect(await code(await forged({ 'X-Handrail-Desk': '1', Origin: 'https://evil.example' }))).toEqual([403, 'forged']);
    }
  });
});

describe('signing in', () => {
  const attempt = (own: string, invite: string, ip: string) =>
    post('/desk/session', { site: own, invite }, { ...staffHeaders({ site: own, cookie: '' }), 'CF-Connecting-IP': ip });

  it('may fail so often from one network, and says when to try again', async () => {
    const own = await makeSite();
    const statuses = await Promise.all(
      Array.from({ length: signInLimits.network + 5 }, async (_, i) => (await attempt(own, `wrong-link-${i}`, `192.0.2.${i}`)).status),
    );
    expect(statuses.filter((status) => status === 401)).toHaveLength(signInLimits.network);
    const refused = await attempt(own, 'wrong-link', '192.0.2.200');
    expect(Number(refused.headers.get('Retry-After'))).toBeGreaterThan(3_000);
    expect(await json(refused)).toMatchObject({ error: { code: 'too-many', message: expect.stringMatching(/Try again in \d+ minutes/) } });
    // A right link is not used up by being refused, and works from elsewhere.
    const link = (await env.SITE.getByName(own).invite('priya', 'test'))?.token ?? '';
    expect((await attempt(own, link, '192.0.2.9')).status).toBe(429);
    expect((await attempt(own, link, '198.51.100.9')).status).toBe(200);
  });

  it('is not counted when it succeeds', { timeout: 20_000 }, async () => {
    const own = await makeSite();
    for (let i = 0; i < signInLimits.network + 2; i++) {
      const link = (await env.SITE.getByName(own).invite('priya', 'test'))?.token ?? '';
      expect((await attempt(own, link, '203.0.113.1')).status).toBe(200);
    }
  });
});
