import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { byPlace, formatProblem } from '../../../policy/check/problem.ts';
import { checkFolder } from '../../../policy/local/check.ts';
import { recognizing } from '../../../worker/turn/topics.ts';
import { base, type Files } from './base.ts';
import { faults } from './list.ts';

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});

/** The files as a folder, checked as `npm run policy -- check` does. */
async function check(files: Files) {
  const folder = mkdtempSync(join(tmpdir(), 'handrail-fault-'));
  folders.push(folder);
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return checkFolder(folder, recognizing());
}

const lineOf = (text: string, words: string) => text.split('\n').findIndex((line) => line.includes(words)) + 1;

test('the policy that faults are planted into has none', async () => {
  const { problems, cases } = await check(base);
  expect(problems.map(formatProblem)).toEqual([]);
  expect(cases).toBe(9);
});

test.each(faults)('$name: $kind, with file, line and what to do', async ({ kind, file, line, says, plant }) => {
  const files = { ...base };
  plant(files);
  const { problems } = await check(files);
  const found = problems.filter((problem) => problem.kind === kind && problem.file === file);
  expect(found, problems.map((one) => `${one.kind} ${formatProblem(one)}`).join('\n')).not.toEqual([]);
  const [first = found[0]] = found.filter((problem) => says.test(formatProblem(problem)));
  expect(first && formatProblem(first)).toMatch(says);
  expect(first && formatProblem(first)).toMatch(/^[\w./ -]+:\d+: .+; .+\.$/s);
  if (line) expect(first?.line).toBe(lineOf(files[file] ?? '', line));
});

test('no fault hides another: all of them are named at once', async () => {
  const chosen = [
    'control',
    'no-reason',
    'unknown-fact',
    'untranslated',
    'placeholder',
    'topic-pattern',
    'example-twice',
    'case-schema',
    'few-cases',
  ];
  const planted = chosen.map((kind) => faults.find((fault) => fault.kind === kind)).filter((fault) => fault !== undefined);
  // The same rule cannot have two expressions, so one of them gets a rule of its own.
  const files = { ...base };
  for (const { plant } of planted) plant(files);
  const { problems } = await check(files);
  expect(chosen.filter((kind) => !problems.some((problem) => problem.kind === kind))).toEqual([]);
  expect(problems).toEqual([...problems].sort(byPlace));
});

test('a file that cannot be read raises nothing false about the others', async () => {
  for (const file of Object.keys(base).filter((name) => name.endsWith('.yaml'))) {
    const { problems } = await check({ ...base, [file]: 'a: [' });
    expect({ file, others: problems.filter((problem) => problem.file !== file).map(formatProblem) }).toEqual({ file, others: [] });
  }
});

test('there are many kinds of faults, each planted', () => {
  expect(new Set(faults.map(({ kind }) => kind)).size).toBeGreaterThan(18);
  expect(new Set(faults.map(({ name }) => name)).size).toBe(faults.length);
});
