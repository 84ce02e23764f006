import { env } from 'cloudflare:workers';
import { exportJWK, exportSPKI, generateKeyPair, SignJWT } from 'jose';
import { beforeAll, describe, expect, it } from 'vitest';
import { accessSettings, provenBy } from '../../../worker/http/access-token.ts';
import { app } from '../../../worker/http/app.ts';
import type { KeysScript } from '../../contract/servers/keys.ts';
import { json, makeSite } from '../fixture.ts';

const aud = '32eafc7626e974616deaf0dc3ce63d7bcbed58a2731e84d06bc3cdf1b53c4228';
type Pair = Awaited<ReturnType<typeof pairOf>>;

async function pairOf(kid: string) {
  const pair = await generateKeyPair('RS256', { extractable: true });
  return { ...pair, kid, jwk: { ...(await exportJWK(pair.publicKey)), kid, alg: 'RS256', use: 'sig' } };
}

let teams = 0;
/** A team of its own for each test: keys are remembered by team. */
const newTeam = () => `${env.TEST_KEYS}/team-${++teams}`;
const publish = async (team: string, script: KeysScript) =>
  fetch(`${team}/cdn-cgi/access/certs`, { method: 'PUT', body: JSON.stringify(script) });

const now = () => Math.floor(Date.now() / 1_000);
const claims = (team: string) => ({
  ...{ aud: [aud], iss: team, type: 'app', sub: '7335d417-61da-459d-899c-0a01c76a2f94', country: 'US', identity_nonce: 'n' },
  ...{ email: 'marta@shop.example', iat: now(), nbf: now(), exp: now() + 600 },
});
const sign = (pair: Pair, payload: object) =>
  new SignJWT({ ...payload }).setProtectedHeader({ alg: 'RS256', kid: pair.kid, typ: 'JWT' }).sign(pair.privateKey);

let pair: Pair;
let other: Pair;
let site: string;
beforeAll(async () => {
  [pair, other, site] = [await pairOf('first'), await pairOf('second'), await makeSite()];
});

async function ready(): Promise<string> {
  const team = newTeam();
  await publish(team, { keys: [pair.jwk] });
  return team;
}

const desk = { 'Content-Type': 'application/json', 'X-Handrail-Desk': '1', Origin: 'https://handrail.example' };

/** The worker with Access set up, or not. */
function ask(path: string, init: RequestInit, vars: { team?: string; aud?: string }): Promise<Response> {
  const bindings = { ...env, HANDRAIL_ACCESS_TEAM: vars.team ?? '', HANDRAIL_ACCESS_AUD: vars.aud ?? '' };
  return Promise.resolve(app.fetch(new Request(`https://handrail.example/api/v1${path}`, init), bindings as unknown as Env));
}

const enter = (team: string, token: string | null, change: { site?: string; headers?: object; aud?: string } = {}) =>
  ask(
    '/desk/session/access',
    {
      method: 'POST',
      body: JSON.stringify({ site: change.site ?? site }),
      headers: { ...desk, ...(token !== null && { 'Cf-Access-Jwt-Assertion': token }), ...change.headers },
    },
    { team, aud: change.aud ?? aud },
  );
const code = async (response: Response) => [response.status, (await json<{ error: { code: string } }>(response)).error.code];

describe('signing in through Cloudflare Access', () => {
  it('opens a session like any other, which can be ended', async () => {
    const team = await ready();
    const response = await enter(team, await sign(pair, { ...claims(team), email: 'Marta@Shop.example' }), {
      headers: { 'User-Agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0' },
    });
    expect(await json(response)).toMatchObject({ person: { id: 'marta', role: 'lead' }, site: { id: site } });
    const cookie = response.headers.get('Set-Cookie') ?? '';
    expect(cookie).toMatch(/HttpOnly; Secure; SameSite=Strict/);
    const of = env.SITE.getByName(site);
    const [open] = (await of.access('marta', ''))?.sessions ?? [];
    expect(open).toMatchObject({ via: 'access', browser: 'Firefox on Linux' });
    const who = () => ask('/desk/session', { headers: { ...desk, Cookie: cookie.split(';')[0] ?? '' } }, {});
    expect((await who()).status).toBe(200);
    expect(await of.endSessions('marta', open?.id ?? '', 'jonas')).toBe(1);
    await expect.poll(async () => (await who()).status, { timeout: 6_000 }).toBe(401);
  });

  it('is offered where it is set up', async () => {
    const ways = async (vars: object) => json(await ask('/desk/sign-in', {}, vars));
    expect(await ways({})).toEqual({ access: null });
    expect(await ways({ team: 'https://acme.cloudflareaccess.com', aud })).toEqual({ access: 'acme.cloudflareaccess.com' });
    expect(await ways({ team: 'https://acme.cloudflareaccess.com' })).toEqual({ access: null });
    expect(await ways({ team: 'http://acme.cloudflareaccess.com', aud })).toEqual({ access: null });
  });

  it('is not believed where it is not set up', async () => {
    const team = await ready();
    const token = await sign(pair, claims(team));
    expect(await code(await enter('', token, { aud: '' }))).toEqual([404, 'no-access']);
    expect(await code(await enter(team, token, { aud: '' }))).toEqual([404, 'no-access']);
    expect(await code(await enter('', token))).toEqual([404, 'no-access']);
  });

  it('refuses what is no proof, and says so', async () => {
    const team = await ready();
    const good = claims(team);
    const spki = new TextEncoder().encode(await exportSPKI(pair.publicKey));
    const hmac = (key: Uint8Array) => new SignJWT(good).setProtectedHeader({ alg: 'HS256', kid: pair.kid }).sign(key);
    const part = (value: object) => btoa(JSON.stringify(value)).replaceAll('=', '').replaceAll('+', '-').replaceAll('/', '_');
    const [head, , signature] = (await sign(pair, good)).split('.');
    const { email: _, ...nobody } = good;
    const bad: Record<string, string> = {
      'another audience': await sign(pair, { ...good, aud: ['0'.repeat(64)] }),
      'no audience': await sign(pair, { ...good, aud: undefined }),
      'another team': await sign(pair, { ...good, iss: `${env.TEST_KEYS}/somebody-else` }),
      expired: await sign(pair, { ...good, exp: now() - 60 }),
      'no expiry': await sign(pair, { ...good, exp: undefined }),
      'not yet valid': await sign(pair, { ...good, nbf: now() + 300 }),
      'a session of the whole team': await sign(pair, { ...good, type: 'org' }),
      'a program': await sign(pair, { ...nobody, common_name: 'ci.access', sub: '' }),
      'no address': await sign(pair, { ...good, email: 'marta' }),
      'an unknown key': await sign(other, good),
      'a known name on another key': await sign({ ...other, kid: pair.kid }, good),
      'no algorithm': `${part({ alg: 'none', typ: 'JWT' })}.${part(good)}.`,
      'no algorithm, with a signature': `${part({ alg: 'none', kid: pair.kid })}.${part(good)}.${signature}`,
      'the public key as a secret': await hmac(spki),
      'the public modulus as a secret': await hmac(new TextEncoder().encode(pair.jwk.n)),
      'another payload': `${head}.${part({ ...good, email: 'jonas@shop.example' })}.${signature}`,
      garbage: 'not-a-token',
    };
    for (const [what, token] of Object.entries(bad)) {
      const proven = await provenBy(token, { team, aud }, 0);
      expect(proven, what).toMatchObject({ ok: false, why: 'invalid' });
    }
    expect(await code(await enter(team, bad.expired ?? ''))).toEqual([401, 'access-invalid']);
    expect(await code(await enter(team, null))).toEqual([401, 'access-missing']);
    // The good one, so that nothing else was what refused them.
    expect(await provenBy(await sign(pair, good), { team, aud }, 0)).toEqual({ ok: true, email: 'marta@shop.example' });
  });

  it('goes on while keys change', async () => {
    const team = await ready();
    const proven = async (by: Pair) => (await provenBy(await sign(by, claims(team)), { team, aud }, 0)).ok;
    expect([await proven(pair), await proven(other)]).toEqual([true, false]);
    await publish(team, { keys: [other.jwk, pair.jwk] });
    expect([await proven(other), await proven(pair)]).toEqual([true, true]);
    await publish(team, { keys: [other.jwk] });
    // What is known is asked for again only for a key that is not.
    expect(await proven(await pairOf('third'))).toBe(false);
    expect([await proven(other), await proven(pair)]).toEqual([true, false]);
  });

  it.each([
    ['has a fault', { status: 500 }],
    ['is gone', { status: 404 }],
    ['breaks off', 'cut' as const],
    ['publishes something else', { keys: ['nothing'] }],
  ])('refuses while the keys’ server %s, and works again after', async (_, script) => {
    const team = newTeam();
    await publish(team, script);
    const token = await sign(pair, claims(team));
    expect(await code(await enter(team, token))).toEqual([503, 'access-unavailable']);
    await publish(team, { keys: [pair.jwk] });
    expect((await enter(team, token)).status).toBe(200);
  });

  it('refuses where nobody answers', { timeout: 15_000 }, async () => {
    const team = newTeam();
    await publish(team, 'hang');
    expect(await code(await enter(team, await sign(pair, claims(team))))).toEqual([503, 'access-unavailable']);
    const nowhere = 'http://127.0.0.1:9';
    expect(await provenBy(await sign(pair, claims(nowhere)), { team: nowhere, aud })).toMatchObject({ ok: false, why: 'unavailable' });
  });

  it('lets in the people of the site and nobody else', async () => {
    const team = await ready();
    const as = async (email: string, change = {}) => enter(team, await sign(pair, { ...claims(team), email }), change);
    const unknown = await as('eve@shop.example');
    expect(unknown.headers.get('Set-Cookie')).toBeNull();
    expect(await code(unknown)).toEqual([403, 'access-unknown']);
    const of = env.SITE.getByName(site);
    await of.setActive('luca', false, 'jonas');
    expect(await code(await as('luca@shop.example'))).toEqual([403, 'access-deactivated']);
    // Their address may be somebody's again, and is then theirs.
    await of.addPerson('luca-2', { name: 'Luca Bianchi', email: 'Luca@shop.example', role: 'agent' }, 'test');
    expect(await json(await as('luca@shop.example'))).toMatchObject({ person: { id: 'luca-2' } });
    // People of one site are nobody at another one.
    const elsewhere = await makeSite();
    await env.SITE.getByName(elsewhere).setActive('marta', false, 'jonas');
    expect(await code(await as('marta@shop.example', { site: elsewhere }))).toEqual([403, 'access-deactivated']);
    expect(await code(await as('marta@shop.example', { site: 'no-such-site' }))).toEqual([404, 'unknown-site']);
  });

  it('is for the desk’s own page', async () => {
    const team = await ready();
    const token = await sign(pair, claims(team));
    expect(await code(await enter(team, token, { headers: { 'X-Handrail-Desk': '0' } }))).toEqual([403, 'forged']);
    expect(await code(await enter(team, token, { headers: { Origin: 'https://evil.example' } }))).toEqual([403, 'forged']);
  });
});

describe('its settings', () => {
  it('are both or none, and a mistake is named', () => {
    const team = 'https://acme.cloudflareaccess.com';
    expect(accessSettings('', undefined)).toBeNull();
    expect(accessSettings(`${team}/`, aud)).toEqual({ team, aud });
    expect(accessSettings(team, '')).toMatchObject({ problem: expect.stringContaining('HANDRAIL_ACCESS_AUD') });
    expect(accessSettings('', aud)).toMatchObject({ problem: expect.stringContaining('HANDRAIL_ACCESS_TEAM') });
    expect(accessSettings('acme', aud)).toMatchObject({ problem: expect.stringContaining('HANDRAIL_ACCESS_TEAM') });
    expect(accessSettings('http://acme.cloudflareaccess.com', aud)).toMatchObject({ problem: expect.stringContaining('https') });
  });
});
