import { chmodSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { checkAsked, forgetSession, sessionFile, signedIn } from '../../../worker/release/session.ts';

const folder = mkdtempSync(join(tmpdir(), 'handrail-session-'));
const env = { XDG_CONFIG_HOME: folder };
let cookies: (string | undefined)[] = [];
const server = createServer((request, response) => {
  cookies.push(request.headers.cookie);
  if (request.url === '/api/v1/desk/session') response.setHeader('Set-Cookie', 'handrail_desk=shop.token; HttpOnly');
  response.end('{}');
});
let url = '';
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.close();
  rmSync(folder, { recursive: true });
});
beforeEach(() => {
  cookies = [];
  forgetSession(env);
});
const ask = async (asked: Parameters<typeof signedIn>[0], from: Parameters<typeof signedIn>[1] = env) => {
  const { call, ...rest } = await signedIn(asked, from);
  await call({ method: 'GET', path: '/x' }, z.unknown());
  return { ...rest, cookie: cookies.at(-1) };
};
const link = () => `${url}/desk/#site=shop&invite=one-time`;

test('a link opens a session that the next command goes on with, and that nobody else can read', async () => {
  expect(await ask({ invite: link() })).toEqual({ url, cookie: 'handrail_desk=shop.token' });
  expect(statSync(sessionFile(env)).mode & 0o777).toBe(0o600);
  expect(await ask({})).toEqual({ url, cookie: 'handrail_desk=shop.token' });
  expect(cookies).toHaveLength(3);
});

test('a file that others could read is closed to them', async () => {
  mkdirSync(dirname(sessionFile(env)), { recursive: true });
  writeFileSync(sessionFile(env), '{}');
  chmodSync(sessionFile(env), 0o644);
  await ask({ invite: link() });
  expect(statSync(sessionFile(env)).mode & 0o777).toBe(0o600);
});

test('the environment comes before the file', async () => {
  await ask({ invite: link() });
  expect(await ask({}, { ...env, HANDRAIL_SESSION: 'handrail_desk=other', HANDRAIL_URL: `${url}/` })).toEqual({
    url,
    cookie: 'handrail_desk=other',
  });
  await expect(signedIn({}, { HANDRAIL_SESSION: 'handrail_desk=other' })).rejects.toThrow('HANDRAIL_URL');
});

test('without anybody signed in it says how to, before anything long begins', async () => {
  expect(() => checkAsked({}, env)).toThrow('--invite');
  expect(() => checkAsked({ invite: 'https://shop.example/desk/' }, env)).toThrow('not a sign-in link');
  expect(() => checkAsked({ invite: '#site=shop&invite=x' }, env)).toThrow('--url');
  await ask({ invite: link() });
  expect(() => checkAsked({}, env)).not.toThrow();
  expect(() => checkAsked({ url: 'https://other.example' }, env)).toThrow('nobody is signed in at https://other.example');
  writeFileSync(sessionFile(env), 'not json');
  expect(() => checkAsked({}, env)).toThrow('nobody is signed in');
});
