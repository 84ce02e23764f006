import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { measure, table } from '../../worker/local/budgets.ts';
import { buildAll } from '../../worker/local/build.ts';

/** What travels, in bytes: brotli 11 for pages, gzip for the worker. The check test/repo/budgets fails when one is over. */
export async function sizes(): Promise<string> {
  const out = await mkdtemp(join(tmpdir(), 'handrail-sizes-'));
  try {
    const built = await buildAll(out);
    return table(measure(join(out, 'assets'), built, await readFile(join(out, 'worker', 'index.js'), 'utf8')));
  } finally {
    await rm(out, { recursive: true, force: true });
  }
}
