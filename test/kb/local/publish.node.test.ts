import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { articleFile } from '../../../kb/article-file.ts';
import { LIMITS } from '../../../kb/limits.ts';
import { root } from '../../../worker/local/config.ts';
import { buildRelease } from '../../../worker/release/build.ts';
import { decodeRelease, releaseHash } from '../../../worker/release/format.ts';
import { read } from '../../repo/files.ts';
import { gateSample } from '../../worker/release/samples.ts';
import { article } from '../samples.ts';

// Each builds a release, the first one with a classifier that nobody has fitted before.
vi.setConfig({ testTimeout: 180_000 });
const folder = mkdtempSync(join(tmpdir(), 'handrail-kb-publish-'));

/** What a worker would be asked. It answers as told; one call may fail. */
let asked: { call: string; body: Buffer }[] = [];
let failing = '';
let active: string | null = null;
let verdict: 'passed' | 'failed' = 'passed';
async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts);
}
const server = createServer(async (request, response) => {
  const call = `${request.method} ${request.url}`;
  asked.push({ call, body: await bodyOf(request) });
  if (call === 'POST /api/v1/desk/session') response.setHeader('Set-Cookie', 'desk=session-1; HttpOnly; Path=/');
  response.statusCode = call === failing ? 403 : 200;
  if (call === failing) response.end('{"error":{"code":"role","message":"Only leads and admins publish releases."}}');
  else
    response.end(
      JSON.stringify(call.endsWith('/active') ? { hash: active } : call.endsWith('/gate') ? gateSample({ verdict }) : { hash: 'x' }),
    );
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
  active = null;
  verdict = 'passed';
});
const calls = () => asked.map(({ call }) => call);

function kb(...args: string[]): Promise<{ status: number | null; out: string; err: string }> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, ['kb/cli.ts', ...args], { cwd: root });
    let [out, err] = ['', ''];
    child.stdout.on('data', (chunk: Buffer) => {
      out += chunk.toString();
    });
    child.stderr.on('data', (chunk: Buffer) => {
      err += chunk.toString();
    });
    child.on('close', (status) => resolve({ status, out, err }));
  });
}
const signedIn = () => ['--url', `${url}/`, '--link', `${url}/desk/#site=shop&invite=one-time`];

let count = 0;
function articles(...files: { path: string; text: string }[]): string {
  const into = join(folder, String(++count), 'articles');
  for (const { path, text } of files) {
    mkdirSync(join(into, path, '..'), { recursive: true });
    writeFileSync(join(into, path), text);
  }
  return into;
}
const written = (id: string, over: object = {}) => {
  const file = articleFile(article(id, [`about ${id}`], undefined, over));
  if (!file.ok) throw new Error(file.message);
  return file;
};

test('builds what "npm run release" builds, uploads it as the person of the link, and says who comes next', async () => {
  const path = articles(written('a'), written('b'));
  const { status, out, err } = await kb('publish', path, ...signedIn());
  const { hash } = await buildRelease({ policy: 'policy', kb: path });
  expect(status, err).toBe(0);
  expect(calls()).toEqual([
    'POST /api/v1/desk/session',
    'GET /api/v1/releases/active',
    'POST /api/v1/releases',
    `POST /api/v1/releases/${hash}/gate`,
    'DELETE /api/v1/desk/session',
  ]);
  expect(JSON.parse(asked[0]?.body.toString() ?? '')).toEqual({ site: 'shop', invite: 'one-time' });
  const sent = new Uint8Array(asked[2]?.body ?? Buffer.alloc(0));
  expect(decodeRelease(sent)).toMatchObject({ ok: true, content: { articles: [{ id: 'a' }, { id: 'b' }] } });
  expect(await releaseHash(sent)).toBe(hash);
  expect(out.split('\n')[0]).toBe(hash);
  expect(out).toContain('2 articles, 2 questions, ');
  expect(out).toContain(`npm run release -- approve ${hash} --invite THEIR-LINK`);
});

test('a release that does not pass its gate is said to get no further', async () => {
  verdict = 'failed';
  const { status, out, err } = await kb('publish', articles(written('a')), ...signedIn());
  expect([status, out, err]).toEqual([1, expect.stringContaining('Gate failed'), expect.stringContaining('nobody can approve it')]);
  expect(out).not.toContain('release -- approve');
});

test('uploads nothing that is active already', async () => {
  const path = articles(written('a'));
  active = (await buildRelease({ policy: 'policy', kb: path })).hash;
  const { status, out } = await kb('publish', path, ...signedIn());
  expect([status, out]).toEqual([0, expect.stringContaining('is active already')]);
  expect(calls()).not.toContain('POST /api/v1/releases');
  expect(calls().at(-1)).toBe('DELETE /api/v1/desk/session');
});

test('a dry run says what would go out, and asks nobody', async () => {
  const { status, out } = await kb('publish', articles(written('a')), '--dry-run');
  expect([status, out]).toEqual([0, expect.stringMatching(/^[0-9a-f]{64}\n1 article, .*\nnothing was uploaded\n$/)]);
  expect(asked).toEqual([]);
});

test('names each article that nobody approved, and uses no link up', async () => {
  const path = articles(
    written('a'),
    written('b', { approvedBy: null, approvedOn: null, reviewBy: null }),
    written('c', { approvedBy: null }),
  );
  const { status, err } = await kb('publish', path, ...signedIn());
  expect(status).toBe(1);
  expect(err).toContain('error: general/b.md:1: "b" is approved by nobody; read it and fill in approved_by, approved_on and review_by');
  expect(err).toContain('error: general/c.md:1: "c" is approved by nobody');
  expect(err).toContain('kb: nothing was uploaded: 2 errors');
  expect(asked).toEqual([]);
});

test('publishes what is past its review with a warning: such questions go to people', async () => {
  const { status, err } = await kb('publish', articles(written('a', { reviewBy: '2026-01-01' })), '--dry-run');
  expect(status).toBe(0);
  expect(err).toContain('warning: general/a.md:1: "a" is not answered from: its review was due');
});

test.each([
  ['faq.csv', 'id,question,answer\n1,how much is it,Nothing.\n'],
  ['faq.jsonl', '{"id":"a","question":"how much is it","answer":"Nothing."}\n'],
  ['help/a.md', '# Costs\n\nNothing.\n'],
])('takes an export (%s) only after its import', async (path, text) => {
  const from = join(articles({ path, text }), path.split('/')[0] ?? '');
  const refused = await kb('publish', from, '--dry-run');
  expect(refused.status).toBe(1);
  expect(refused.err).toContain('is an export that nobody has approved; "npm run kb -- import');
  const into = join(folder, String(count), 'imported');
  expect((await kb('import', from, '--into', into, '--approved-by', 'Marta Kowalska', '--review-by', '2099-01-01')).status).toBe(0);
  expect((await kb('publish', into, '--dry-run')).status).toBe(0);
});

test('shows every problem of the knowledge at once, also of an empty one', async () => {
  const path = articles(
    written('a'),
    { path: 'general/b.md', text: 'no front matter' },
    { path: 'general/c.md', text: '---\nid: [\n---\nx' },
  );
  const { status, err } = await kb('publish', path, ...signedIn());
  expect(status).toBe(1);
  expect(err).toContain('general/b.md:1: has no front matter');
  expect(err).toContain('general/c.md:2: front matter is not YAML');
  mkdirSync(join(folder, 'empty'));
  expect((await kb('publish', join(folder, 'empty'), ...signedIn())).err).toContain(
    'there is no article here; the assistant would know nothing.',
  );
  expect(asked).toEqual([]);
});

test('signs out and says what the worker said when it takes nothing', async () => {
  failing = 'POST /api/v1/releases';
  const { status, err } = await kb('publish', articles(written('a')), ...signedIn());
  expect(status).toBe(1);
  expect(err).toContain('Only leads and admins publish releases.');
  expect(calls().at(-1)).toBe('DELETE /api/v1/desk/session');
});

test('says that a worker cannot be reached', async () => {
  const { status, err } = await kb('publish', articles(written('a')), '--url', 'http://127.0.0.1:1', '--link', 'x#site=shop&invite=x');
  expect(status).toBe(1);
  expect(err).toMatch(/http:\/\/127\.0\.0\.1:1 cannot be reached: /);
});

test('knows how much a worker takes', () => {
  expect(read('worker/http/releases.ts')).toContain(`const largestRelease = ${LIMITS.releaseBytes / 1024 / 1024} * 1024 * 1024;`);
});
