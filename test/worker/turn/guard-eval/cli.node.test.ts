import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parse } from 'yaml';
import { guardEvalSchema } from '../../../../policy/guard-eval.ts';
import { type ChatServer, chatServer } from '../../../contract/servers/chat.ts';
import { modelAt, runCommand } from '../../../run-command.ts';

const folder = mkdtempSync(join(tmpdir(), 'handrail-guard-eval-'));
const own = join(folder, 'policy');
const written = join(own, 'guard-eval.yaml');
let server: ChatServer;
beforeAll(async () => {
  cpSync('policy', own, { recursive: true });
  server = await chatServer({ key: 'k' });
});
afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true });
});

const passages = ['Returns are free within 30 days.'];
const cases = join(folder, 'cases.jsonl');
const drafts = [
  { id: 'a', passages, draft: 'Returns are free within 30 days.', supported: true },
  { id: 'b', passages, draft: 'Returns are free within 90 days.', supported: false, kind: 'duration' },
  { id: 'c', passages, draft: 'Free returns within 30 days.', supported: false },
];
writeFileSync(cases, drafts.map((line) => JSON.stringify(line)).join('\n'));

const run = (flags: string[], env: Record<string, string> = {}) => runCommand('worker/turn/guard-eval/cli.ts', flags, env);
const model = () => modelAt(server.url, 'k');
const withoutDay = (text: string) => text.replace(/^at: .*$/m, '');

test('the sample policy holds what its guard measures now, and so composed text goes to people', { timeout: 60_000 }, async () => {
  rmSync(written);
  const { code, stdout, stderr } = await run(['--write', '--policy', own]);
  expect(code, stderr).toBe(0);
  expect(stdout).toMatch(/^Composed text goes to people first/m);
  expect(withoutDay(readFileSync('policy/guard-eval.yaml', 'utf8'))).toBe(withoutDay(readFileSync(written, 'utf8')));
});

test('measures drafts of a file, and writes nothing unless it is told to', async () => {
  rmSync(written, { force: true });
  const { code, stdout, stderr } = await run(['--cases', cases, '--policy', own]);
  expect(code, stderr).toBe(0);
  expect(stdout).toMatch(/^unsupported drafts missed +1 of 2 = 50\.0 %/m);
  expect(stdout).toMatch(/^faithful drafts blocked +0 of 1 = 0\.0 %/m);
  expect(stdout).toMatch(/^ {2}duration +missed 0 of 1$/m);
  expect(existsSync(written)).toBe(false);
});

test('names every line without a label, and measures nothing', async () => {
  const bad = join(folder, 'bad.jsonl');
  writeFileSync(bad, `${JSON.stringify({ ...drafts[0], supported: undefined })}\nnonsense\n`);
  const { code, stdout, stderr } = await run(['--cases', bad, '--write', '--policy', own]);
  expect([code, stdout]).toEqual([2, '']);
  expect(stderr).toContain(`${bad}:1: supported: is missing or neither true nor false; write true where`);
  expect(stderr).toContain(`${bad}:2: is not JSON; write one case a line.`);
  expect(existsSync(written)).toBe(false);
});

test('with a judge it asks the model about what the guard let through, and writes down which', async () => {
  server.reset();
  const { code, stdout, stderr } = await run(['--cases', cases, '--judge', '--write', '--policy', own], model());
  expect(code, stderr).toBe(0);
  // A busy machine may ask twice.
  expect([...new Set(server.asked().map(({ use }) => use))]).toEqual(['judge']);
  expect(stdout).toMatch(/^guard embedded-\d+ {3}judge openai local/m);
  expect(stdout).toMatch(/^unsupported drafts missed +0 of 2/m);
  expect(stdout).toMatch(/^calls 2 \(judge 2\) {3}tries \d {3}tokens \d+ read, \d+ written.* {3}money not counted: no prices are set$/m);
  expect(stdout).toMatch(/model\.yaml has "judge: false"; a result counts only for turns that are judged as it was/);
  expect(guardEvalSchema.parse(parse(readFileSync(written, 'utf8')))).toMatchObject({ judge: 'openai local', unsupported: 2, missed: 0 });
});

test('a judge that is down measures nothing and is not written', async () => {
  rmSync(written, { force: true });
  server.reset();
  server.script([], { status: 401 });
  const { code, stderr } = await run(['--cases', cases, '--judge', '--write', '--policy', own], model());
  expect(code).toBe(2);
  expect(stderr).toBe('The judge gave no answer 2 times, so this measures nothing and is not written; run it again.\n');
  expect(existsSync(written)).toBe(false);
});

test.each<[what: string, env: Record<string, string>, says: RegExp]>([
  ['no model', {}, /^--judge: no model is configured; set HANDRAIL_MODEL_DRIVER=openai, /],
  ['half a model', { HANDRAIL_MODEL_DRIVER: 'openai', HANDRAIL_MODEL_NAME: 'local' }, /^--judge: HANDRAIL_MODEL_KEY is missing/],
])('a judge needs a model: %s', async (_, env, says) => {
  const { code, stdout, stderr } = await run(['--cases', cases, '--judge'], env);
  expect([code, stdout]).toEqual([2, '']);
  expect(stderr).toMatch(says);
  expect(stderr.trim().split('\n')).toHaveLength(1);
});

test('says which file is not there, and shows how it is used', async () => {
  const { code, stderr } = await run(['--cases', join(folder, 'nowhere.jsonl')]);
  expect(code).toBe(1);
  expect(stderr).toContain('nowhere.jsonl');
  expect(stderr).not.toMatch(/^ +at /m);
  expect(await run(['--help'])).toMatchObject({ code: 0, stdout: expect.stringContaining('--write') });
});
