import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { appendOnce, logOf, openStage, recover } from '../../../kb/local/stage.ts';

const root = mkdtempSync(join(tmpdir(), 'handrail-kb-stage-'));
afterAll(() => rmSync(root, { recursive: true }));
let into = '';
let count = 0;
beforeEach(() => {
  into = join(root, String(++count), 'articles');
  mkdirSync(join(into, '..'));
});
const beside = () => readdirSync(join(into, '..')).sort();
const fill = (folder: string, text: string) => {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'a.md'), text);
};
const held = () => readFileSync(join(into, 'a.md'), 'utf8');

/** The number of a process that has ended. */
const gone = spawnSync(process.execPath, ['-e', '']).pid;
const left = () => join(into, '..', `.kb-import-articles-${gone}-abc123`);

describe('what a killed import left', () => {
  test('before it put the folder aside: nothing changes', async () => {
    fill(into, 'old');
    fill(join(left(), 'next'), 'new');
    expect(await recover(into)).toBe(true);
    expect(held()).toBe('old');
    expect(beside()).toEqual(['articles']);
  });

  test('between its two renames: the folder comes back', async () => {
    fill(join(left(), 'before'), 'old');
    fill(join(left(), 'next'), 'new');
    writeFileSync(join(left(), 'line.jsonl'), '{"x":1}\n');
    expect(await recover(into)).toBe(true);
    expect(held()).toBe('old');
    expect(beside()).toEqual(['articles']);
  });

  test('before it logged: the new folder stays and its approval is logged, once', async () => {
    fill(into, 'new');
    fill(join(left(), 'before'), 'old');
    writeFileSync(join(left(), 'line.jsonl'), '{"x":1}\n');
    writeFileSync(logOf(into), '{"w":0}\n{"x"');
    expect(await recover(into)).toBe(true);
    expect(held()).toBe('new');
    expect(readFileSync(logOf(into), 'utf8')).toBe('{"w":0}\n{"x":1}\n');
    expect(beside()).toEqual(['approvals.log.jsonl', 'articles']);
    expect(await recover(into)).toBe(false);
  });

  test('of another folder beside it is left alone', async () => {
    fill(join(into, '..', `.kb-import-articles-2-${gone}-abc123`, 'before'), 'of articles-2');
    expect(await recover(into)).toBe(false);
    expect(existsSync(into)).toBe(false);
    expect(await recover(`${into}-2`)).toBe(true);
    expect(beside()).toEqual(['articles-2']);
  });

  test('is ended once, however many find it', async () => {
    fill(join(left(), 'before'), 'old');
    const found = await Promise.all(Array.from({ length: 8 }, () => recover(into)));
    expect(found.filter(Boolean)).toHaveLength(1);
    expect(held()).toBe('old');
  });
});

test('a living import is left alone', async () => {
  const stage = await openStage(into);
  fill(into, 'old');
  mkdirSync(stage.before);
  expect(await recover(into)).toBe(false);
  expect(existsSync(stage.before)).toBe(true);
  await stage.close();
  expect(beside()).toEqual(['articles']);
});

test('of many that begin at once, one at a time goes on', async () => {
  let open = 0;
  let most = 0;
  await Promise.all(
    Array.from({ length: 5 }, async () => {
      const stage = await openStage(into);
      most = Math.max(most, ++open);
      await new Promise((resolve) => setTimeout(resolve, 20));
      open--;
      await stage.close();
    }),
  );
  expect(most).toBe(1);
  expect(beside()).toEqual([]);
});

test('says who is at it when the other does not end', async () => {
  const stage = await openStage(into);
  await expect(openStage(into)).rejects.toThrow(`is being changed by another import (process ${process.pid})`);
  await stage.close();
});

describe('a line of the log', () => {
  const log = () => join(into, '..', 'log.jsonl');
  const after = async (text: string | null, line = '{"x":1}\n') => {
    if (text !== null) writeFileSync(log(), text);
    await appendOnce(log(), line);
    return readFileSync(log(), 'utf8');
  };
  test.each([
    ['the first', null, '{"x":1}\n'],
    ['one more', '{"w":1}\n', '{"w":1}\n{"x":1}\n'],
    ['one that is there', '{"x":1}\n{"w":1}\n', '{"x":1}\n{"w":1}\n'],
    ['one of which a part is there', '{"w":"ö"}\n{"x"', '{"w":"ö"}\n{"x":1}\n'],
    ['one after a line that somebody left open', '{"w":1}', '{"w":1}\n{"x":1}\n'],
  ])('%s', async (_, before, expected) => {
    expect(await after(before)).toBe(expected);
  });
});
