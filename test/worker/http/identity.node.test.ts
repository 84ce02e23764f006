import { generateKeyPair, type JWTPayload, SignJWT } from 'jose';
import { expect, test } from 'vitest';
import { Problem } from '../../../worker/errors.ts';
import { verifyIdentity } from '../../../worker/http/identity.ts';
import type { SiteSnapshot } from '../../../worker/rooms/site-schema.ts';

const secrets = { old: 'old-secret-of-thirty-two-characters!', new: 'new-secret-of-thirty-two-characters!' };
const site = (...ids: (keyof typeof secrets)[]): SiteSnapshot => ({
  id: 'shop',
  config: {
    name: 'Shop',
    origins: ['https://shop.example'],
    accent: '#005533',
    identity: 'required',
    identityKeys: ids.map((id) => ({ id, secret: secrets[id] })),
  },
  release: null,
  pauses: [],
  levels: [],
});
const bytes = (secret: string) => new TextEncoder().encode(secret);
const now = () => Math.floor(Date.now() / 1_000);
const good = () => ({ sub: 'cus_1', email: 'ana@example.com', name: 'Ana', aud: 'shop', exp: now() + 600 });
const sign = (claims: JWTPayload = good(), header: { kid?: string; [key: string]: unknown } = { kid: 'new' }, secret = secrets.new) =>
  new SignJWT(claims).setProtectedHeader({ alg: 'HS256', ...header }).sign(bytes(secret));
const refused = async (token: string, at = site('old', 'new')) => {
  const error = await verifyIdentity(at, token).then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(Problem);
  if (error instanceof Problem) {
    expect(error).toMatchObject({ status: 401, code: 'identity-invalid' });
    // What reaches the client does not say what was wrong.
    expect(error.body()).toEqual({
      error: { code: 'identity-invalid', message: 'The signed identity is not valid. Sign it again on your server.' },
    });
  }
};

test('T1 takes the customer from a good token', async () => {
  const claims = good();
  expect(await verifyIdentity(site('new'), await sign(claims))).toEqual({
    id: 'cus_1',
    email: 'ana@example.com',
    name: 'Ana',
    until: claims.exp * 1_000,
  });
});

test('T1 refuses a token that is missing, no token or cut', async () => {
  const token = await sign();
  for (const bad of ['', 'x', 'a.b.c', '😀', token.slice(0, -1), token.split('.').slice(0, 2).join('.'), `${token}.x`]) await refused(bad);
});

test.each<[string, () => JWTPayload]>([
  ['expired', () => ({ ...good(), exp: now() - 60 })],
  ['without an end', () => ({ sub: 'cus_1', aud: 'shop' })],
  ['before its time', () => ({ ...good(), nbf: now() + 60 })],
  ['for another site', () => ({ ...good(), aud: 'other' })],
  ['for no site', () => ({ sub: 'cus_1', exp: now() + 60 })],
  ['of nobody', () => ({ ...good(), sub: undefined })],
  ['of an empty name', () => ({ ...good(), sub: '' })],
  ['with an address that is none', () => ({ ...good(), email: 'ana' })],
])('T1 refuses a token %s', async (_, claims) => {
  await refused(await sign(claims()));
});

test('T1 takes a clock that is a little off', async () => {
  expect(await verifyIdentity(site('new'), await sign({ ...good(), nbf: now() + 3 }))).toMatchObject({ id: 'cus_1' });
});

test('T1 refuses alg none, whatever its signature', async () => {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const [, , signature] = (await sign()).split('.');
  await refused(`${part({ alg: 'none', kid: 'new' })}.${part(good())}.`);
  await refused(`${part({ alg: 'none', kid: 'new' })}.${part(good())}.${signature}`);
});

test('T1 refuses other algorithms, also of the right key', async () => {
  for (const alg of ['HS384', 'HS512']) {
    await refused(await new SignJWT(good()).setProtectedHeader({ alg, kid: 'new' }).sign(bytes(secrets.new.repeat(2))));
  }
  const { privateKey } = await generateKeyPair('RS256');
  await refused(await new SignJWT(good()).setProtectedHeader({ alg: 'RS256', kid: 'new' }).sign(privateKey));
});

test('T1 refuses headers that point to other keys', async () => {
  const jwk = { kty: 'oct', k: Buffer.from(secrets.new).toString('base64url') };
  for (const header of [{ jku: 'https://evil.example' }, { x5u: 'https://evil.example' }, { jwk }, { x5c: ['MIIB'] }]) {
    await refused(await sign(good(), { kid: 'new', ...header }));
  }
});

test('T1 refuses a signature with any one bit flipped', async () => {
  const [head = '', body = '', signature = ''] = (await sign()).split('.');
  const raw = Buffer.from(signature, 'base64url');
  for (let bit = 0; bit < raw.length * 8; bit += 7) {
    const flipped = Buffer.from(raw);
    flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7));
    await refused(`${head}.${body}.${flipped.toString('base64url')}`);
  }
});

test('T1 refuses changed claims under the old signature', async () => {
  const [head, , signature] = (await sign()).split('.');
  const body = Buffer.from(JSON.stringify({ ...good(), sub: 'cus_2' })).toString('base64url');
  await refused(`${head}.${body}.${signature}`);
});

test('T2 accepts two keys during rotation, and the old one no more once it is removed', async () => {
  const old = await sign(good(), { kid: 'old' }, secrets.old);
  expect(await verifyIdentity(site('old', 'new'), old)).toMatchObject({ id: 'cus_1' });
  expect(await verifyIdentity(site('old', 'new'), await sign())).toMatchObject({ id: 'cus_1' });
  await refused(old, site('new'));
});

test('T2 without a key id either key may have signed', async () => {
  for (const secret of [secrets.old, secrets.new]) {
    expect(await verifyIdentity(site('old', 'new'), await sign(good(), {}, secret))).toMatchObject({ id: 'cus_1' });
  }
  await refused(await sign(good(), {}, 'a third secret of nobody, long enough'));
});

test('T1 refuses an unknown key id, another key’s id and a site without keys', async () => {
  await refused(await sign(good(), { kid: 'other' }));
  await refused(await sign(good(), { kid: 'old' }));
  await refused(await sign(), site());
});
