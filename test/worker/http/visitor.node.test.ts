import fc from 'fast-check';
import { SignJWT } from 'jose';
import { afterEach, expect, test, vi } from 'vitest';
import { bearer, nextVisitor, readVisitor, signVisitor, type Visitor } from '../../../worker/http/visitor.ts';

const secret = 'only-for-tests-0123456789abcdefghijklmnopqrstuvwxyz';
const env = { HANDRAIL_SECRET: secret } as Env;
const ana = { id: 'cus_ana', email: 'ana@example.com', name: 'Ana', until: Date.now() + 3_600_000 };
const eve = { ...ana, id: 'cus_eve' };
const visitor = { site: 'shop', id: 'visitor-1', identity: null };
const known = (identity: Visitor['identity']): Visitor => ({ ...visitor, identity, until: Date.now() + 1_000 });
const days = 24 * 3_600_000;

afterEach(() => {
  vi.useRealTimers();
});

test('reads back who it signed, for 30 days', async () => {
  const token = await signVisitor(env, visitor);
  const read = await readVisitor(env, token);
  expect(read).toMatchObject(visitor);
  expect(Math.round(((read?.until ?? 0) - Date.now()) / days)).toBe(30);
});

test('ends with the proven identity', async () => {
  const read = await readVisitor(env, await signVisitor(env, { ...visitor, identity: ana }));
  expect(read?.identity).toEqual(ana);
  expect(read?.until).toBe(Math.floor(ana.until / 1_000) * 1_000);
  vi.useFakeTimers({ now: ana.until + 1_000, toFake: ['Date'] });
  expect(await readVisitor(env, await signVisitor(env, { ...visitor, identity: ana }))).toBeNull();
});

test('is nobody after 30 days', async () => {
  const token = await signVisitor(env, visitor);
  vi.useFakeTimers({ now: Date.now() + 30 * days + 60_000, toFake: ['Date'] });
  expect(await readVisitor(env, token)).toBeNull();
});

test('is nobody without a token, with another one, and with one of another secret', async () => {
  const token = await signVisitor(env, visitor);
  for (const bad of [undefined, '', 'x.y.z', token.slice(0, -2), `${token}x`]) expect(await readVisitor(env, bad)).toBeNull();
  expect(await readVisitor({ HANDRAIL_SECRET: `${secret}x` } as Env, token)).toBeNull();
});

test('is nobody with a token that the same secret signed for something else', async () => {
  const sign = (claims: Record<string, unknown>, audience: string) =>
    new SignJWT({ site: 'shop', vid: 'visitor-1', ...claims })
      .setProtectedHeader({ alg: 'HS256' })
      .setAudience(audience)
      .setExpirationTime('1h')
      .sign(new TextEncoder().encode(secret));
  expect(await readVisitor(env, await sign({}, 'handrail-visitor'))).toMatchObject({ id: 'visitor-1' });
  expect(await readVisitor(env, await sign({}, 'handrail-staff'))).toBeNull();
  expect(await readVisitor(env, await sign({ vid: 7 }, 'handrail-visitor'))).toBeNull();
  expect(await readVisitor(env, await sign({ cus: { id: 7 } }, 'handrail-visitor'))).toBeNull();
});

test('reads no claims of a token whose body was changed', async () => {
  const [head, body = '', signature] = (await signVisitor(env, visitor)).split('.');
  const claims = JSON.parse(Buffer.from(body, 'base64url').toString()) as object;
  const other = Buffer.from(JSON.stringify({ ...claims, vid: 'visitor-2' })).toString('base64url');
  expect(await readVisitor(env, `${head}.${other}.${signature}`)).toBeNull();
});

test('who comes back stays who they are', () => {
  expect(nextVisitor('shop', known(null), null)).toEqual({ visitor, fresh: false });
  expect(nextVisitor('shop', known(ana), ana)).toEqual({ visitor: { ...visitor, identity: ana }, fresh: false });
});

test('T4 an anonymous visitor who proves an identity keeps their own history', () => {
  expect(nextVisitor('shop', known(null), ana)).toEqual({ visitor: { ...visitor, identity: ana }, fresh: false });
});

test('T4 another person on the same browser begins anew', () => {
  const { visitor: next, fresh } = nextVisitor('shop', known(ana), eve);
  expect(fresh).toBe(true);
  expect(next).toMatchObject({ site: 'shop', identity: eve });
  expect(next.id).not.toBe('visitor-1');
});

test('a visitor of another site is nobody here', () => {
  const { visitor: next, fresh } = nextVisitor('other', known(ana), null);
  expect(fresh).toBe(true);
  expect(next).toMatchObject({ site: 'other', identity: null });
  expect(next.id).not.toBe('visitor-1');
});

test('a new visitor has an id that nobody can guess', () => {
  const ids = new Set(Array.from({ length: 200 }, () => nextVisitor('shop', null, null).visitor.id));
  expect(ids.size).toBe(200);
  for (const id of ids) expect(id).toMatch(/^[A-Za-z0-9_-]{22}$/);
});

test('nobody ever holds the history of a different proven person', () => {
  const identity = fc.constantFrom(null, ana, eve);
  fc.assert(
    fc.property(fc.option(identity), fc.array(identity, { maxLength: 8 }), (first, visits) => {
      let now = first === null ? null : known(first);
      const owners = new Map<string, string>();
      for (const proven of visits) {
        const { visitor: next } = nextVisitor('shop', now, proven);
        if (next.identity) {
          expect(owners.get(next.id) ?? next.identity.id).toBe(next.identity.id);
          owners.set(next.id, next.identity.id);
        }
        now = { ...next, until: 0 };
      }
    }),
  );
});

test('reads a token from its header only where it says Bearer', () => {
  expect(bearer('Bearer abc')).toBe('abc');
  for (const header of [undefined, '', 'abc', 'Basic abc', 'Bearerabc']) expect(bearer(header)).toBeUndefined();
});
