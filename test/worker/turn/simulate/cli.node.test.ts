import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { z } from 'zod';
import { factsSchema, outcomeSchema } from '../../../../policy/schema.ts';
import { calibrationSchema } from '../../../../worker/release/calibration.ts';

const folder = mkdtempSync(join(tmpdir(), 'handrail-simulate-'));
afterAll(() => rmSync(folder, { recursive: true }));

const write = (name: string, text: string) => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};
const simulate = (...flags: string[]) =>
  spawnSync(process.execPath, ['worker/turn/simulate/cli.ts', ...flags], { encoding: 'utf8', timeout: 60_000 });

const cases = write(
  'cases.jsonl',
  [
    { id: 'fox', messages: ['What does the fox say?'], expect: { outcome: 'answer', article: 'fox' } },
    { id: 'moon', messages: ['Do you ship to the moon base by rocket?'], expect: { outcome: 'handoff' } },
    { id: 'person', messages: ['agent'], locale: 'de' },
  ]
    .map((line) => JSON.stringify(line))
    .join('\n'),
);
const kb = write('faq.csv', 'id,question,answer,variants\nfox,What does the fox say?,Ring-ding-ding.,the sound of foxes|fox noises\n');

/** The report as the design documents it: these keys and no others. */
const reportSchema = z.strictObject({
  release: z.string().regex(/^[0-9a-f]{64}$/),
  engine: z.strictObject({ embedder: z.string(), search: z.string(), model: z.string(), calibrated: z.boolean() }),
  threshold: z.number(),
  calibrations: z.array(calibrationSchema),
  totals: z.looseObject({ cases: z.int(), answered: z.int(), automationRate: z.number(), wrongAnswerRate: z.number() }),
  cases: z.array(
    z.looseObject({
      id: z.string(),
      outcome: outcomeSchema,
      article: z.string().nullable(),
      area: z.string(),
      ruleIds: z.array(z.string()),
      reason: z.string().nullable(),
      confidence: z.number().min(0).max(1),
      reply: z.string(),
      facts: factsSchema,
      ms: z.number(),
    }),
  ),
});

test('runs cases on one’s own knowledge, prints a table and writes the documented report', { timeout: 60_000 }, () => {
  const out = join(folder, 'report.json');
  const { status, stdout, stderr } = simulate('--cases', cases, '--kb', kb, '--out', out);
  expect(status, stderr).toBe(0);
  expect(stdout).toMatch(/^release [0-9a-f]{12}: 1 articles, 3 questions, \d+ rules$/m);
  expect(stdout).toMatch(/^cases 3 {3}automation 33\.3 % {3}wrong answers 0\.0 % \(0 of 1\)$/m);
  const report = reportSchema.parse(JSON.parse(readFileSync(out, 'utf8')));
  expect(report.cases.map(({ id, outcome, article, reason }) => ({ id, outcome, article, reason }))).toEqual([
    { id: 'fox', outcome: 'answer', article: 'fox', reason: null },
    { id: 'moon', outcome: 'handoff', article: expect.anything(), reason: 'low-confidence' },
    { id: 'person', outcome: 'handoff', article: null, reason: 'customer-request' },
  ]);
  expect(report.cases[0]).toMatchObject({ reply: 'Ring-ding-ding.', ruleIds: ['approved-answer-is-sent'] });
});

test('with --policy none measures knowledge alone: no topic, only the threshold', { timeout: 60_000 }, () => {
  const out = join(folder, 'bare.json');
  expect(simulate('--cases', cases, '--kb', kb, '--policy', 'none', '--out', out).status).toBe(0);
  const report = reportSchema.parse(JSON.parse(readFileSync(out, 'utf8')));
  expect(report.cases.map(({ outcome, reason }) => [outcome, reason])).toEqual([
    ['answer', null],
    ['handoff', 'low-confidence'],
    ['handoff', 'low-confidence'],
  ]);
});

test('uses the shop’s own knowledge and policy when none is named', { timeout: 60_000 }, () => {
  const { status, stdout } = simulate('--cases', cases);
  expect(status).toBe(0);
  expect(stdout).toMatch(/: \d{2,} articles/);
});

test('guards drafts of a file and writes the documented report', () => {
  const passages = ['Returns are free within 30 days.'];
  const lines = [
    { id: 'a', question: 'q', passages, draft: 'Returns are free within 30 days.' },
    { id: 'b', question: 'q', passages, draft: 'Returns are free within 90 days.' },
  ];
  const file = write('guard.jsonl', lines.map((line) => JSON.stringify(line)).join('\n'));
  const out = join(folder, 'guard.json');
  const { status, stdout, stderr } = simulate('--guard-cases', file, '--out', out);
  expect(status, stderr).toBe(0);
  expect(stdout).toMatch(/^drafts 2 {3}passed 1 {3}blocked 1/);
  const report = z
    .looseObject({
      cases: z.array(
        z.looseObject({
          id: z.string(),
          verdict: z.enum(['pass', 'block']),
          score: z.number().min(0).max(1),
          sentences: z.array(z.looseObject({ text: z.string(), supported: z.boolean(), score: z.number().min(0).max(1) })),
        }),
      ),
    })
    .parse(JSON.parse(readFileSync(out, 'utf8')));
  expect(report.cases.map(({ id, verdict }) => [id, verdict])).toEqual([
    ['a', 'pass'],
    ['b', 'block'],
  ]);
});

test('names every bad line of a file of drafts at once, and runs none', () => {
  const file = write('guard-bad.jsonl', '{"id":"a","passages":["x"],"draft":"x"}\nnonsense\n{"id":"b","passages":"x"}\n');
  const { status, stdout, stderr } = simulate('--guard-cases', file);
  expect(status).toBe(2);
  expect(stderr).toContain(`${file}:2: is not JSON`);
  expect(stderr).toContain(`${file}:3: passages`);
  expect(stderr).toContain(`${file}:3: draft`);
  expect(stdout).toBe('');
});

test('drafts are guarded without other options', () => {
  expect(simulate('--guard-cases', 'x.jsonl', '--model').stderr).toBe('--guard-cases stands alone with --out; leave out --model.\n');
  const { status, stderr } = simulate('--guard-cases', 'x.jsonl', '--kb', kb);
  expect(status).toBe(2);
  expect(stderr).toBe('--guard-cases stands alone with --out; leave out --kb.\n');
});

test('takes another error budget than the policy, and builds for it', { timeout: 60_000 }, () => {
  const out = join(folder, 'budget.json');
  expect(simulate('--cases', cases, '--kb', kb, '--max-wrong=0.3', '--out', out).status).toBe(0);
  const report = reportSchema.parse(JSON.parse(readFileSync(out, 'utf8')));
  expect(report.calibrations.flatMap(({ thresholds }) => thresholds.map(({ budget }) => budget))).toContain(0.3);
});

test.each(['0', '1', 'much', '-0.1'])('refuses %s as an error budget', (share) => {
  const { status, stdout, stderr } = simulate('--cases', cases, `--max-wrong=${share}`);
  expect(status).toBe(2);
  expect(stderr).toMatch(/^--max-wrong is a share/);
  expect(stdout).toBe('');
});

test('refuses a flag that does not exist, and names it', () => {
  const { status, stderr } = simulate('--cases', cases, '--fast');
  expect(status).not.toBe(0);
  expect(stderr).toContain('--fast');
});

test('asks for --cases and shows how', () => {
  const { status, stderr } = simulate();
  expect(status).toBe(2);
  expect(stderr).toMatch(/^--cases is missing\.\n\nnpm run simulate -- --cases/);
  expect(simulate('--help')).toMatchObject({ status: 0, stdout: expect.stringContaining('--policy') });
});

test('runs nothing while a case or the knowledge is broken, and names file and line', () => {
  const badCases = write('bad.jsonl', '{"id":"a","messages":["x"]}\n{"id":"b"}\n');
  const first = simulate('--cases', badCases, '--kb', kb);
  expect(first.status).toBe(2);
  expect(first.stderr).toContain(`${badCases}:2: messages`);
  const badKb = write('bad.csv', 'id,question,answer\n1,,words\n');
  const second = simulate('--cases', cases, '--kb', badKb);
  expect(second.status).toBe(1);
  expect(second.stderr).toContain(`${badKb}:2: question`);
  expect(second.stderr).not.toMatch(/^ +at /m);
});

test('says which file is not there, without a stack', () => {
  const { status, stderr } = simulate('--cases', join(folder, 'nowhere.jsonl'));
  expect(status).toBe(1);
  expect(stderr).toContain('nowhere.jsonl');
  expect(stderr).not.toMatch(/^ +at /m);
});
