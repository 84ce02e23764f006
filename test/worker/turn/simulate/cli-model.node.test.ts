import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { type ChatServer, chatServer } from '../../../contract/servers/chat.ts';
import { good, unfaithful } from '../../../contract/servers/drafts.ts';
import { modelAt, runCommand } from '../../../run-command.ts';

const folder = mkdtempSync(join(tmpdir(), 'handrail-simulate-model-'));
const cases = join(folder, 'cases.jsonl');
const out = join(folder, 'report.json');
const shown = join(folder, 'shown');
const kb = 'kb/articles/care';
/** Its article may be said in other words. */
const question = 'How do I make my hiking boots water repellent again?';
let server: ChatServer;
beforeAll(async () => {
  const asked = [question, 'I want to talk to a person'];
  writeFileSync(cases, asked.map((message, i) => JSON.stringify({ id: `${i}`, messages: [message] })).join('\n'));
  // A policy whose guard has shown enough.
  cpSync('policy', shown, { recursive: true });
  const file = join(shown, 'guard-eval.yaml');
  writeFileSync(file, readFileSync(file, 'utf8').replace(/^missed: .*$/m, 'missed: 0'));
  server = await chatServer({ key: 'k' });
});
afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true });
});

const simulate = (flags: string[], env: Record<string, string> = {}) => runCommand('worker/turn/simulate/cli.ts', flags, env);
const model = () => ({ ...modelAt(server.url, 'k'), HANDRAIL_MODEL_PRICE_IN: '1', HANDRAIL_MODEL_PRICE_OUT: '10' });
const run = z.object({ composed: z.int(), fallback: z.int(), calls: z.array(z.looseObject({ use: z.string(), sent: z.string() })) });
const reportSchema = z.looseObject({
  engine: z.looseObject({ model: z.string() }),
  model: z.looseObject({
    calls: z.int(),
    tokensIn: z.int(),
    money: z.number(),
    composed: z.int(),
    fallback: z.int(),
    refused: z.int(),
    goesOut: z.boolean(),
  }),
  cases: z.array(z.looseObject({ id: z.string(), outcome: z.string(), reply: z.string(), model: run })),
});
const written = () => reportSchema.parse(JSON.parse(readFileSync(out, 'utf8')));

test('runs cases with the model of the environment, and says what that took and what became of it', { timeout: 180_000 }, async () => {
  server.reset();
  const { code, stdout, stderr } = await simulate(['--cases', cases, '--kb', kb, '--policy', shown, '--model', '--out', out], model());
  expect(code, stderr).toBe(0);
  expect(stdout).toMatch(/^model openai local {3}composed 1 {3}approved text instead 0 {3}sentences refused 0$/m);
  expect(stdout).toMatch(/^calls 2 \(.*compose 1.*\) {3}tries \d {3}tokens \d+ read, \d+ written.* {3}money 0\.\d+$/m);
  expect(stdout).toMatch(/^composed text goes out by itself$/m);
  const report = written();
  expect(report).toMatchObject({
    engine: { model: 'openai local' },
    model: { calls: 2, composed: 1, money: expect.any(Number), goesOut: true },
  });
  expect(report.cases.map((one) => [one.outcome, one.model.composed, one.model.calls.length])).toEqual([
    ['answer', 1, 2],
    ['handoff', 0, 0],
  ]);
  expect(report.cases[0]?.model.calls.map(({ sent }) => sent).join()).toContain(question);
});

test('what the guard refuses leaves the approved text, and faults are counted', { timeout: 180_000 }, async () => {
  server.reset();
  server.choose(({ use }) => (use === 'compose' ? { draft: unfaithful.price } : use === 'second' ? { status: 401 } : { draft: good }));
  const { code, stdout, stderr } = await simulate(['--cases', cases, '--kb', kb, '--policy', shown, '--model', '--out', out], model());
  expect(code, stderr).toBe(0);
  expect(stdout).toMatch(/composed 0 {3}approved text instead 1 {3}sentences refused 2$/m);
  expect(stdout).toMatch(/^faults unavailable 1(?: {3}hung up \d)?$/m);
  expect(written().cases[0]).toMatchObject({ outcome: 'answer', model: { composed: 0, fallback: 1 } });
});

test('a guard that has not shown enough asks for no composed text', { timeout: 180_000 }, async () => {
  server.reset();
  const { code, stdout, stderr } = await simulate(['--cases', cases, '--kb', kb, '--model'], model());
  expect(code, stderr).toBe(0);
  expect(stdout).toMatch(/^composed text goes to people only/m);
  expect([...new Set(server.asked().map(({ use }) => use))]).toEqual(['second']);
});

test.each<[what: string, env: Record<string, string>, says: RegExp]>([
  ['no model', {}, /^--model: no model is configured; set HANDRAIL_MODEL_DRIVER=openai, /],
  ['half a model', { HANDRAIL_MODEL_DRIVER: 'openai', HANDRAIL_MODEL_KEY: 'k' }, /^--model: HANDRAIL_MODEL_NAME is missing/],
])('refuses in one line: %s', async (_, env, says) => {
  const { code, stdout, stderr } = await simulate(['--cases', cases, '--model'], env);
  expect([code, stdout]).toEqual([2, '']);
  expect(stderr).toMatch(says);
  expect(stderr.trim().split('\n')).toHaveLength(1);
});
