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
import { sessionFile } from '../../../worker/release/session.ts';
import { gateSample } from './samples.ts';

const folder = mkdtempSync(join(tmpdir(), 'handrail-release-'));
const hash = 'a'.repeat(64);

/** What a worker would be asked. It answers as told; one path may fail. A real one is asked in cli.system.test.ts. */
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
  const answer = call.endsWith('/gate') ? gateSample() : call === 'POST /api/v1/releases' ? { hash } : {};
  const refusal = { error: { code: 'same-person', message: 'Another person has to approve it.' } };
  response.end(JSON.stringify(call === failing ? refusal : answer));
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
  rmSync(sessionFile({ XDG_CONFIG_HOME: folder }), { force: true });
  asked = [];
  failing = '';
});

function release(...args: string[]): Promise<{ status: number | null; stdout: string; stderr: string }> {
  return new Promise((resolve) => {
    const env = { ...process.env, XDG_CONFIG_HOME: folder, HANDRAIL_SESSION: '' };
    const child = spawn(process.execPath, ['worker/release/cli.ts', ...args], { env });
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
const signedIn = () => ['--invite', `${url}/desk/#site=shop&invite=one-time`];

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

test('upload signs in with the link after it has built, uploads and has the gate run', async () => {
  const { status, stdout, stderr } = await release('upload', ...signedIn());
  expect(status, stderr).toBe(0);
  expect(asked.map(({ call }) => call)).toEqual([
    'POST /api/v1/desk/session',
    'POST /api/v1/releases',
    `POST /api/v1/releases/${hash}/gate`,
  ]);
  expect(JSON.parse(asked[0]?.body.toString() ?? '')).toEqual({ site: 'shop', invite: 'one-time' });
  expect(asked[1]?.cookie).toContain('desk=session-1');
  const sent = decodeRelease(new Uint8Array(asked[1]?.body ?? Buffer.alloc(0)));
  expect(sent.ok).toBe(true);
  expect(stdout).toContain(`npm run release -- approve ${hash}`);
});

test('says what the worker said, and that a link is used up', async () => {
  failing = 'GET /api/v1/releases';
  const { status, stderr } = await release('list', ...signedIn());
  expect(status).toBe(1);
  expect(stderr.trim()).toBe('release: Another person has to approve it.');
  failing = 'POST /api/v1/desk/session';
  expect((await release('list', ...signedIn())).stderr.trim()).toBe('release: Another person has to approve it.');
});

test('refuses what it cannot do before it asks anybody', { timeout: 120_000 }, async () => {
  const refused: [string[], RegExp][] = [
    [['upload'], /nobody is signed in.*--invite/],
    [['upload', '--invite', `${url}/desk/`], /not a sign-in link/],
    [['list'], /--invite/],
    [['deploy'], /there is no "deploy"/],
    [['constructor'], /there is no "constructor"/],
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
