import { randomUUID } from 'node:crypto';
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { end, runtimesOn, startedAt } from './processes.ts';

const runSchema = z.object({
  token: z.string(),
  /** The start process and, once it runs, its workerd; with start times, because numbers are used again. */
  pid: z.int(),
  started: z.string().nullable(),
  url: z.string().nullable(),
  runtime: z.object({ pid: z.int(), started: z.string().nullable() }).nullable(),
});
type Run = z.infer<typeof runSchema>;

export interface Lock {
  /** Runtimes of a killed start, which were ended. */
  ended: number[];
  record(url: string, runtime: number): void;
  release(): void;
}

function readRun(file: string): Run | null {
  try {
    return runSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return null;
  }
}

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/**
 * One start at a time on a data folder, and no runtime of an earlier one. SIGKILL of a start leaves its workerd running
 * and writing (seen 2026-11-22), so survivors are looked for by the mark in their environment as well as by the record.
 */
export async function lockData(folder: string): Promise<Lock> {
  const file = join(folder, 'run.json');
  const held = readRun(file);
  if (held && held.pid !== process.pid && startedAt(held.pid) !== null && startedAt(held.pid) === held.started) {
    const where = held.url ? ` at ${held.url}` : ', which is still starting';
    throw new Error(
      `Handrail already runs on this data${where} (process ${held.pid}). Use that one, end it, or name another folder with --data.`,
    );
  }
  const own: Run = { token: randomUUID(), pid: process.pid, started: startedAt(process.pid), url: null, runtime: null };
  const write = () => {
    // Never half a record: a start that is killed here must leave one that the next can read.
    writeFileSync(`${file}.${process.pid}`, JSON.stringify(own));
    renameSync(`${file}.${process.pid}`, file);
  };
  write();
  const release = () => {
    if (readRun(file)?.token === own.token) rmSync(file, { force: true });
  };
  // Ctrl-C ends the process in Miniflare's own handler, which ends workerd with it; only `exit` still runs then.
  process.once('exit', release);
  // Two starts that both found a dead record both wrote theirs; the last write holds, the other sees it.
  await pause(50);
  if (readRun(file)?.token !== own.token) throw new Error('another start took this data folder at the same moment; use that one');

  const survivors = new Set(runtimesOn(folder));
  if (held?.runtime && startedAt(held.runtime.pid) !== null && startedAt(held.runtime.pid) === held.runtime.started)
    survivors.add(held.runtime.pid);
  for (const pid of survivors) await end(pid);
  return {
    ended: [...survivors],
    record(url, runtime) {
      own.url = url;
      own.runtime = { pid: runtime, started: startedAt(runtime) };
      write();
    },
    release() {
      process.off('exit', release);
      release();
    },
  };
}
