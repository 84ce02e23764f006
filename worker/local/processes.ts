import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

/** Set in the environment of each workerd we start: the only mark of ours that survives its parent. */
export const MARK = 'HANDRAIL_DATA';

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

function ps(...args: string[]): string {
  try {
    return execFileSync('ps', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  } catch {
    return '';
  }
}

/** A process by more than its number, which the system gives out again: null when there is none. */
export function startedAt(pid: number): string | null {
  if (process.platform !== 'linux') return ps('-o', 'lstart=', '-p', String(pid)).trim() || null;
  const stat = read(`/proc/${pid}/stat`);
  // The command in brackets may hold spaces. State is the first field after it, start time the twentieth.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return fields[0] === 'Z' ? null : (fields[19] ?? null);
}

const isWorkerd = (command: string) => /workerd/.test(command) && /\bserve\b/.test(command);

/** Every living workerd that was started on this data folder, whoever started it. */
export function runtimesOn(data: string): number[] {
  const mark = `${MARK}=${data}`;
  if (process.platform === 'linux') {
    return readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .filter((name) => isWorkerd(read(`/proc/${name}/cmdline`).replaceAll('\0', ' ')))
      .filter((name) => read(`/proc/${name}/environ`).split('\0').includes(mark))
      .map(Number)
      .filter((pid) => startedAt(pid) !== null);
  }
  return ps('-Aeww', '-o', 'pid=,command=')
    .split('\n')
    .filter((line) => isWorkerd(line) && `${line} `.includes(`${mark} `))
    .map((line) => Number.parseInt(line, 10));
}

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/** Ends the process: asks first, since a runtime that is asked closes its databases. */
export async function end(pid: number): Promise<void> {
  for (const signal of ['SIGTERM', 'SIGKILL'] as const) {
    try {
      process.kill(pid, signal);
    } catch {
      return;
    }
    for (let waited = 0; waited < 2_000; waited += 20) {
      if (startedAt(pid) === null) return;
      await pause(20);
    }
  }
  throw new Error(`process ${pid} still uses this data folder and does not end; end it and start again`);
}
