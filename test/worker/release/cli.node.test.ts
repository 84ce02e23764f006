import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { buildRelease } from '../../../worker/release/build.ts';
import { decodeRelease } from '../../../worker/release/format.ts';
import { promise } from '../../../worker/release/promise.ts';

const folder = mkdtempSync(join(tmpdir(), 'handrail-release-'));
const hash = 'a'.repeat(64);

/** What a worker would be asked. It answers as told; one path may fail. */
let asked: { call: string; cookie: string | undefined; body: Buffer }[] = [];
let failing = '';
async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts);
}
const server = createServer(async (request, response) => {
  const call = `${request.method} ${request.url}`;
  asked.push({ call, cookie: request.headers.cookie, body: await bodyOf(request) });
  if (call === 'POST /api/v1/desk/session') response.setHeader('Set-Cookie', ['desk=session-1; HttpOnly; Path=/', 'x=1']);
  response.statusCode = call === failing ? 409 : 200;
  response.end(call === failing ? '{"error":{"code":"same-person","message":"Another person has to approve it."}}' : '{}');
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
  asked = [];
  failing = '';
});

function release(...args: string[]): Promise<{ status: number | null; stdout: string; stderr: string }> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, ['worker/release/cli.ts', ...args]);
    let stdout = '';
    let stderr = '';
    child.stdout.on('data', (chunk: Buffer) => {
      stdout += chunk.toString();
    });
    child.stderr.on('data', (chunk: Buffer) => {
      stderr += chunk.toString();
    });
    child.on('close', (status) => resolve({ status, stdout, stderr }));
  });
}
const signedIn = () => ['--url', url, '--link', `${url}/desk/#site=shop&invite=one-time`];

test('build says what the release would be, and keeps its bytes where told', async () => {
  const out = join(folder, 'release.bin');
  const { status, stdout, stderr } = await release('build', '--out', out);
  expect(status, stderr).toBe(0);
  const built = await buildRelease({ policy: 'policy', kb: 'kb/articles' });
  expect(stdout.split('\n')[0]).toBe(built.hash);
  for (const calibration of built.report.calibrations) expect(stdout).toContain(promise(calibration));
  expect(decodeRelease(new Uint8Array(readFileSync(out)))).toMatchObject({ ok: true });
  expect(asked).toEqual([]);
});

test('publish signs in with the link, uploads what was built, signs out and says who comes next', async () => {
  const { status, stdout, stderr } = await release('publish', ...signedIn());
  expect(status, stderr).toBe(0);
  expect(asked.map(({ call }) => call)).toEqual(['POST /api/v1/desk/session', 'POST /api/v1/releases', 'DELETE /api/v1/desk/session']);
  expect(JSON.parse(asked[0]?.body.toString() ?? '')).toEqual({ site: 'shop', invite: 'one-time' });
  expect(asked[1]?.cookie).toContain('desk=session-1');
  const sent = decodeRelease(new Uint8Array(asked[1]?.body ?? Buffer.alloc(0)));
  expect(sent.ok).toBe(true);
  expect(stdout).toMatch(/Another person approves it:\n {2}npm run release -- approve [0-9a-f]{64}/);
});

test('approve approves, activates and signs out', async () => {
  const { status, stdout, stderr } = await release('approve', hash, ...signedIn());
  expect(status, stderr).toBe(0);
  expect(asked.map(({ call }) => call)).toEqual([
    'POST /api/v1/desk/session',
    `POST /api/v1/releases/${hash}/approve`,
    `POST /api/v1/releases/${hash}/activate`,
    'DELETE /api/v1/desk/session',
  ]);
  expect(stdout).toContain(`Release ${hash.slice(0, 12)} is active`);
});

test('activates nothing that was not approved, and says what the worker said', async () => {
  failing = `POST /api/v1/releases/${hash}/approve`;
  const { status, stderr } = await release('approve', hash, ...signedIn());
  expect(status).toBe(1);
  expect(stderr).toContain('Another person has to approve it.');
  expect(asked.map(({ call }) => call)).not.toContain(`POST /api/v1/releases/${hash}/activate`);
});

test('says that a link is used up', async () => {
  failing = 'POST /api/v1/desk/session';
  const { status, stderr } = await release('publish', ...signedIn());
  expect(status).toBe(1);
  expect(stderr).toMatch(/signing in answered 409/);
  expect(asked.map(({ call }) => call)).toEqual(['POST /api/v1/desk/session']);
});

test('refuses what it cannot do before it asks anybody', { timeout: 120_000 }, async () => {
  const refused: [string[], RegExp][] = [
    [['publish'], /--url and --link are needed/],
    [['publish', '--url', url, '--link', `${url}/desk/`], /not a sign-in link/],
    [['deploy'], /there is no "deploy"/],
    [['build', '--fast'], /--fast/],
    [['build', '--kb', join(folder, 'nowhere')], /nowhere/],
  ];
  for (const [args, message] of refused) {
    const { status, stderr } = await release(...args);
    expect({ args, status }).toEqual({ args, status: 1 });
    expect(stderr).toMatch(message);
    expect(stderr).not.toMatch(/^ +at /m);
  }
  expect(asked).toEqual([]);
});

test('approve needs a whole hash', async () => {
  const { status, stderr } = await release('approve', 'abc', ...signedIn());
  expect(status).toBe(1);
  expect(stderr).toContain('approve needs the hash');
  expect(asked.map(({ call }) => call)).not.toContain('POST /api/v1/releases/abc/approve');
});
