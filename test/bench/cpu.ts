import { readdirSync, readFileSync } from 'node:fs';

/**
 * Milliseconds that all threads of a process have computed so far, those of its garbage collector and compiler among them; null
 * where the system does not tell. Unlike a clock it does not run while other processes have the processor.
 */
export function cpuOf(pid: number | undefined): number | null {
  if (pid === undefined || process.platform !== 'linux') return null;
  try {
    const threads = readdirSync(`/proc/${pid}/task`).map((thread) => readFileSync(`/proc/${pid}/task/${thread}/schedstat`, 'utf8'));
    return threads.reduce((sum, line) => sum + Number(line.split(' ')[0]) / 1e6, 0);
  } catch {
    return null;
  }
}
