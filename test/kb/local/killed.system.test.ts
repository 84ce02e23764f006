import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, watch, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, expect, test } from 'vitest';
import { importKnowledge } from '../../../kb/local/import.ts';
import { loadKnowledge } from '../../../kb/local/knowledge.ts';
import { logOf } from '../../../kb/local/stage.ts';
import { root } from '../../../worker/local/config.ts';

const folder = mkdtempSync(join(tmpdir(), 'handrail-kb-killed-'));
afterAll(() => rmSync(folder, { recursive: true }));
const into = join(folder, 'articles');
const COUNT = 400;
const today = '2026-11-23';

/** The same articles, once with old and once with new words. */
const source = (words: string) => {
  const file = join(folder, `${words}.jsonl`);
  const rows = Array.from({ length: COUNT }, (_, i) => ({
    id: `a-${i}`,
    question: `question ${i}`,
    answer: `${words} answer ${i}`,
    topic: `t-${i % 9}`,
  }));
  writeFileSync(file, rows.map((row) => JSON.stringify(row)).join('\n'));
  return file;
};
const [before, after] = [source('old'), source('new')];
const approval = { approvedBy: 'Marta Kowalska', approvedOn: today, reviewBy: '2099-01-01', owner: null, mode: null };

function run(): { child: ChildProcess; ended: Promise<void> } {
  const args = ['kb/cli.ts', 'import', after, '--into', into, '--replace', '--approved-by', 'Luca Moretti', '--review-by', '2099-01-01'];
  const child = spawn(process.execPath, args, { cwd: root, stdio: 'ignore' });
  return { child, ended: new Promise((resolve) => child.once('close', () => resolve())) };
}

/** Which words are in the folder: those of one source, in every article. */
function words(): string {
  const files = readdirSync(into, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.md'));
  const found = new Set(files.map((name) => /(old|new) answer/.exec(readFileSync(join(into, name), 'utf8'))?.[1] ?? 'broken'));
  return files.length === COUNT ? [...found].join(' and ') : `${files.length} files`;
}
const lines = () =>
  readFileSync(logOf(into), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line).approvedBy);

async function fresh(): Promise<void> {
  rmSync(into, { recursive: true, force: true });
  rmSync(logOf(into), { force: true });
  const { errors } = await importKnowledge({ from: before, into, approval, replace: false, dryRun: false, options: {}, today });
  expect(errors).toEqual([]);
}

/** Kills an import as told, and says what it left. */
async function killed(when: (child: ChildProcess) => Promise<void>): Promise<string> {
  await fresh();
  const { child, ended } = run();
  await Promise.race([when(child), ended]);
  child.kill('SIGKILL');
  await ended;
  // Between two renames there is no folder; at every other moment it is whole.
  const left = existsSync(into) ? words() : 'aside';
  expect(['old', 'new', 'aside']).toContain(left);
  const { errors } = await loadKnowledge(into, today);
  expect(errors).toEqual([]);
  const whole = words();
  expect(whole).toBe(left === 'aside' ? 'old' : left);
  expect(lines()).toEqual(whole === 'old' ? ['Marta Kowalska'] : ['Marta Kowalska', 'Luca Moretti']);
  expect(readdirSync(folder).filter((name) => name.startsWith('.kb-import-'))).toEqual([]);
  return left;
}

test('an import that is killed at any moment leaves all of the old articles or all of the new ones', async () => {
  await fresh();
  const began = performance.now();
  await run().ended;
  const whole = performance.now() - began;
  expect(words()).toBe('new');
  const left: string[] = [];
  // One is killed before it can have done anything, however fast the machine has become since.
  for (let i = 0; i < 12; i++) left.push(await killed(() => pause(i === 0 ? 1 : whole * (0.3 + 0.7 * Math.random()))));
  expect(left).toContain('old');
});

test('nor does one that is killed while it puts the new folder in the place of the old one', async () => {
  for (let i = 0; i < 6; i++) {
    await killed(
      () =>
        new Promise((resolve) => {
          const watcher = watch(folder, (_, name) => {
            if (name !== 'articles') return;
            watcher.close();
            resolve();
          });
        }),
    );
  }
});

test('the next import goes on as if nothing had happened', async () => {
  await killed(() => pause(700));
  await run().ended;
  expect(words()).toBe('new');
  expect(lines().at(-1)).toBe('Luca Moretti');
});
