import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, expect, test } from 'vitest';
import type { Plan } from '../../../kb/approve.ts';
import { articleFile } from '../../../kb/article-file.ts';
import { logOf, openStage } from '../../../kb/local/stage.ts';
import { stateOf, writePlan } from '../../../kb/local/write.ts';
import { article } from '../samples.ts';

const root = mkdtempSync(join(tmpdir(), 'handrail-kb-write-'));
afterAll(() => rmSync(root, { recursive: true }));
let into = '';
let count = 0;
beforeEach(() => {
  into = join(root, String(++count), 'articles');
});

const fileOf = (id: string, text?: string) => {
  const file = articleFile(article(id, [`about ${id}`], text));
  if (!file.ok) throw new Error(file.message);
  return { id, path: file.path, text: file.text, state: 'new' as const };
};
const plan = (...ids: string[]): Plan => ({ files: ids.map((id) => fileOf(id)), removed: [], unchanged: 0, problems: [] });
const today = '2026-11-23';
async function write(what: Plan, line = '{"x":1}\n', meanwhile = () => {}) {
  const stage = await openStage(into);
  try {
    const before = await stateOf(into);
    meanwhile();
    return await writePlan(into, what, { stage, before, line, today, onProgress: () => {} });
  } finally {
    await stage.close();
  }
}
const beside = () => readdirSync(join(into, '..')).sort();

test('writes all files and the line, and leaves nothing else behind', async () => {
  expect(await write(plan('a', 'b'))).toEqual({ errors: [] });
  expect(readdirSync(join(into, 'general')).sort()).toEqual(['a.md', 'b.md']);
  expect(readFileSync(logOf(into), 'utf8')).toBe('{"x":1}\n');
  expect(beside()).toEqual(['approvals.log.jsonl', 'articles']);
});

test('writes nothing of a plan that would leave errors', async () => {
  await write(plan('a'));
  const { errors } = await write({ ...plan('b', 'c'), files: [fileOf('b'), { ...fileOf('c'), text: 'broken' }] });
  expect(errors).toMatchObject([{ file: 'general/c.md' }]);
  expect(readdirSync(join(into, 'general'))).toEqual(['a.md']);
  expect(beside()).toEqual(['approvals.log.jsonl', 'articles']);
});

test('takes the change back when it cannot be logged', async () => {
  await write(plan('a'));
  rmSync(logOf(into));
  mkdirSync(logOf(into));
  await expect(write(plan('b'))).rejects.toThrow();
  expect(readdirSync(join(into, 'general'))).toEqual(['a.md']);
  expect(beside()).toEqual(['approvals.log.jsonl', 'articles']);
});

test.skipIf(!existsSync('/dev/full'))('takes the change back when the disk has no room for the line', async () => {
  await write(plan('a'));
  rmSync(logOf(into));
  symlinkSync('/dev/full', logOf(into));
  await expect(write(plan('b'))).rejects.toThrow('ENOSPC');
  expect(readdirSync(join(into, 'general'))).toEqual(['a.md']);
  expect(beside()).toEqual(['approvals.log.jsonl', 'articles']);
});

test('makes no folder where the first import cannot be logged', async () => {
  mkdirSync(logOf(into), { recursive: true });
  await expect(write(plan('a'))).rejects.toThrow();
  expect(existsSync(into)).toBe(false);
  expect(beside()).toEqual(['approvals.log.jsonl']);
});

test('moves an article whose topic changed', async () => {
  await write(plan('a'));
  const file = fileOf('a', 'New words.');
  await write({ ...plan(), files: [{ ...file, path: 'other/a.md', state: 'replaced' }], removed: ['general/a.md'] });
  expect(readdirSync(join(into, 'general'))).toEqual([]);
  expect(readFileSync(join(into, 'other/a.md'), 'utf8')).toContain('New words.');
});

test('writes nothing where somebody else wrote since the plan was made', async () => {
  await write(plan('a'));
  await expect(write(plan('b'), 'x\n', () => writeFileSync(join(into, 'notes.txt'), 'mine'))).rejects.toThrow(
    'changed by somebody else meanwhile',
  );
  expect(readdirSync(into).sort()).toEqual(['general', 'notes.txt']);
  expect(readdirSync(join(into, 'general'))).toEqual(['a.md']);
});
