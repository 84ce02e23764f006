import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { lockData } from '../../../worker/local/lock.ts';
import { startedAt } from '../../../worker/local/processes.ts';

let folder = '';
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'handrail-lock-')));
});
afterEach(() => rmSync(folder, { recursive: true }));

const record = (run: object) => writeFileSync(join(folder, 'run.json'), JSON.stringify(run));

/** A process that does nothing, under a name of our choice. */
async function bystander(env: Record<string, string> = {}, ...args: string[]) {
  const child = spawn(process.execPath, ['-e', 'console.log(1); setInterval(() => {}, 1000)', ...args], {
    env: { ...process.env, ...env },
  });
  await new Promise((resolve) => child.stdout.once('data', resolve));
  if (child.pid === undefined) throw new Error('no process');
  return { child, pid: child.pid, ended: new Promise((resolve) => child.once('exit', resolve)) };
}

describe('the lock of a data folder', () => {
  test('refuses a second start and says where the first one is', async () => {
    const { child, pid, ended } = await bystander();
    record({ token: 'x', pid, started: startedAt(pid), url: 'http://127.0.0.1:8799', runtime: null });
    await expect(lockData(folder)).rejects.toThrow(`already runs on this data at http://127.0.0.1:8799 (process ${pid})`);
    child.kill();
    await ended;
    (await lockData(folder)).release();
  });

  test('is not held by another process that was given the same number', async () => {
    const { child, pid, ended } = await bystander();
    record({ token: 'x', pid, started: 'long ago', url: null, runtime: { pid, started: 'long ago' } });
    const lock = await lockData(folder);
    expect(lock.ended).toEqual([]);
    expect(startedAt(pid)).not.toBeNull();
    lock.release();
    child.kill();
    await ended;
  });

  test('ends a runtime that a killed start left behind, found by its mark when the record is lost', async () => {
    const { pid, ended } = await bystander({ HANDRAIL_DATA: folder }, 'workerd', 'serve');
    const other = await bystander({ HANDRAIL_DATA: `${folder}-of-somebody-else` }, 'workerd', 'serve');
    const lock = await lockData(folder);
    expect(lock.ended).toEqual([pid]);
    await ended;
    expect(startedAt(other.pid)).not.toBeNull();
    other.child.kill();
    await other.ended;
    lock.release();
  });

  test('survives half a record', async () => {
    writeFileSync(join(folder, 'run.json'), '{"token": "x", "pi');
    const lock = await lockData(folder);
    lock.record('http://127.0.0.1:1', process.pid);
    expect(readFileSync(join(folder, 'run.json'), 'utf8')).toContain('http://127.0.0.1:1');
    lock.release();
    expect(existsSync(join(folder, 'run.json'))).toBe(false);
  });
});
