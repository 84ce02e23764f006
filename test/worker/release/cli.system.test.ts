import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { PolicyCase } from '../../../policy/case.ts';
import { sampleRelease } from '../../../worker/local/sample-release.ts';
import { type Handrail, startHandrail } from '../../../worker/local/start.ts';
import { decodeChecks, encodeChecks } from '../../../worker/release/checks.ts';
import { decodeRelease, encodeRelease, releaseHash } from '../../../worker/release/format.ts';

/** The command line as two people use it, each with a configuration folder of their own, against a running product. */
const folder = mkdtempSync(join(tmpdir(), 'handrail-release-cli-'));
let handrail: Handrail;
let good = '';
let bad = '';
let active = '';

beforeAll(async () => {
  handrail = await startHandrail({ data: join(folder, 'data'), port: 0 });
  const { hash, bytes } = await sampleRelease();
  active = hash;
  const decoded = decodeRelease(bytes);
  if (!decoded.ok) throw new Error(decoded.problem);
  const { content } = decoded;
  const checks = decodeChecks(content.checks);
  if (!checks.ok) throw new Error(checks.problem);
  const [matrix, first] = [content.policy.matrix, checks.value.cases[0]];
  if (!first) throw new Error('no cases');
  // The sample release with a shorter promise; and one whose case says what does not happen.
  const changed = { ...content.policy, matrix: { ...matrix, defaults: { ...matrix.defaults, promised_minutes: 5 } } };
  const wrong: PolicyCase = { rule: first.rule, outcome: 'answer', name: 'never.json', facts: { asksForHuman: true } };
  const write = async (name: string, cases: PolicyCase[]) => {
    const made = encodeRelease({ ...content, policy: changed, checks: encodeChecks({ cases, golden: checks.value.golden.slice(0, 5) }) });
    writeFileSync(join(folder, name), made);
    return releaseHash(made);
  };
  good = await write('good.bin', checks.value.cases.filter(({ rule }) => rule === first.rule).slice(0, 3));
  bad = await write('bad.bin', [wrong]);
  writeFileSync(join(folder, 'active.bin'), bytes);
}, 240_000);
afterAll(async () => {
  await handrail?.close();
  rmSync(folder, { recursive: true, force: true });
});

function as(person: string, ...args: string[]): Promise<{ status: number | null; out: string; err: string }> {
  return new Promise((resolve) => {
    const env = { ...process.env, XDG_CONFIG_HOME: join(folder, person), HANDRAIL_SESSION: '', HANDRAIL_URL: '' };
    const child = spawn(process.execPath, ['worker/release/cli.ts', ...args], { env });
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

test('nobody is signed in before a link was given, and a link works once', async () => {
  const stranger = await as('nobody', 'list');
  expect(stranger).toMatchObject({ status: 1, err: expect.stringContaining('--invite') });
  const link = await handrail.link('jonas');
  expect((await as('jonas', 'list', '--invite', link)).status).toBe(0);
  expect(await as('nobody', 'list', '--invite', link)).toMatchObject({ status: 1, err: expect.stringContaining('already used') });
  expect(readFileSync(join(folder, 'jonas/handrail/session.json'), 'utf8')).not.toContain(link.split('invite=')[1]);
});

test('npm start left a gated release active, uploaded by one person and approved by another', async () => {
  const { out } = await as('jonas', 'list');
  expect(out).toMatch(new RegExp(`^\\* {2}${active.slice(0, 12)}.* by Jonas Weber +gate passed +approved by Marta Kowalska$`, 'm'));
});

test('upload runs the gate; a case that fails is named, and the release gets no further', async () => {
  const uploaded = await as('jonas', 'upload', '--file', join(folder, 'bad.bin'));
  expect(uploaded).toMatchObject({ status: 1, out: expect.stringContaining('never.json: answer by') });
  await as('marta', 'list', '--invite', await handrail.link('marta'));
  expect(await as('marta', 'approve', active)).toMatchObject({
    status: 0,
    out: expect.stringContaining('Marta Kowalska has approved it already, and it is the active one.'),
  });
  expect(await as('marta', 'approve', bad)).toMatchObject({ status: 1, err: expect.stringContaining('did not pass its gate') });
  expect(await as('marta', 'activate', bad)).toMatchObject({ status: 1, err: expect.stringContaining('not been approved') });
});

test('from upload over approval by another person to activation, and back', async () => {
  const uploaded = await as('jonas', 'upload', '--file', join(folder, 'good.bin'));
  expect(uploaded).toMatchObject({ status: 0, out: expect.stringContaining(`npm run release -- approve ${good}`) });
  expect(uploaded.err).toMatch(/gate: \d+ of \d+ checks/);
  expect(await as('jonas', 'approve', good)).toMatchObject({
    status: 1,
    err: expect.stringContaining('author of a release cannot approve it'),
  });
  expect((await as('marta', 'activate', good.slice(0, 12))).status).toBe(1);
  expect(await as('marta', 'diff', good.slice(0, 12))).toMatchObject({
    status: 0,
    out: expect.stringContaining('promised_minutes: 10 → 5'),
  });
  expect((await as('marta', 'approve', good.slice(0, 12))).status).toBe(0);
  expect(await as('jonas', 'activate', good)).toMatchObject({ status: 0, out: expect.stringContaining('is active') });
  expect((await as('jonas', 'list')).out).toMatch(new RegExp(`^\\* {2}${good.slice(0, 12)}`, 'm'));
  expect(await as('marta', 'rollback')).toMatchObject({ status: 0, out: expect.stringContaining(`to ${active.slice(0, 12)}`) });
  expect(await as('marta', 'rollback')).toMatchObject({ status: 1, err: expect.stringContaining('no release was active before') });
});

test('two files are compared without a worker, and a hash that nobody knows is said to be one', async () => {
  const files = [join(folder, 'active.bin'), join(folder, 'good.bin')];
  expect(await as('nobody', 'diff', ...files)).toMatchObject({ status: 0, out: expect.stringContaining('promised_minutes: 10 → 5') });
  expect(await as('jonas', 'gate', '0123456789')).toMatchObject({ status: 1, err: expect.stringContaining('no release 0123456789') });
  expect(await as('jonas', 'gate', 'nothing')).toMatchObject({ status: 1, err: expect.stringContaining('needs the hash') });
});

test('signing out ends the session', async () => {
  expect((await as('jonas', 'sign-out')).status).toBe(0);
  expect(await as('jonas', 'list')).toMatchObject({ status: 1, err: expect.stringContaining('nobody is signed in') });
});
