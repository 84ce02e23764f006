import { appendFile, cp, mkdir, mkdtemp, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { Plan } from '../approve.ts';
import type { Finding } from '../check.ts';
import { loadKnowledge } from './knowledge.ts';

const STAGE = '.kb-import-';

/** Where approvals of imports are kept: beside the folder, so that nothing that reads articles meets it. */
export const logOf = (into: string) => join(dirname(into), 'approvals.log.jsonl');

/**
 * Writes a plan: a copy of the folder is changed and checked as a whole, then takes the folder's place. Whatever goes
 * wrong before leaves everything as it was. The approval is logged with it or the change is taken back.
 */
export async function writePlan(into: string, plan: Plan, logLine: string, today: string): Promise<{ errors: Finding[] }> {
  const parent = dirname(into);
  await mkdir(parent, { recursive: true });
  const before = await stateOf(into);
  const stage = await mkdtemp(join(parent, STAGE));
  try {
    const copy = join(stage, basename(into));
    if (before !== null) await cp(into, copy, { recursive: true, verbatimSymlinks: true });
    for (const path of plan.removed) await rm(join(copy, path), { force: true });
    for (const { path, text } of plan.files) {
      await mkdir(dirname(join(copy, path)), { recursive: true });
      await writeFile(join(copy, path), text);
    }
    const { errors } = await loadKnowledge(copy, today);
    if (errors.length > 0) return { errors };
    if ((await stateOf(into)) !== before)
      throw new Error(`${into} was changed by somebody else meanwhile; nothing was written. Run the import again.`);
    const old = join(stage, 'before');
    if (before !== null) await rename(into, old);
    try {
      await rename(copy, into);
      await appendFile(logOf(into), logLine);
    } catch (error) {
      if ((await stateOf(into)) !== null) await rename(into, copy);
      if (before !== null) await rename(old, into);
      throw error;
    }
    return { errors: [] };
  } finally {
    await rm(stage, { recursive: true, force: true });
  }
}

/** An import that was killed between its two renames left the folder aside. It is put back. */
export async function recover(into: string): Promise<boolean> {
  if ((await stateOf(into)) !== null) return false;
  const beside = await readdir(dirname(into)).catch(() => []);
  for (const name of beside.filter((one) => one.startsWith(STAGE))) {
    const old = join(dirname(into), name, 'before');
    if ((await stateOf(old)) === null) continue;
    await rename(old, into);
    await rm(join(dirname(into), name), { recursive: true, force: true });
    return true;
  }
  return false;
}

/** Names, sizes and times of all files, or null where there is no folder: has anybody written meanwhile? */
async function stateOf(folder: string): Promise<string | null> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true }).catch(() => null);
  if (entries === null) return null;
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const states = await Promise.all(files.sort().map(async (file) => stat(file).then(({ size, mtimeMs }) => `${file} ${size} ${mtimeMs}`)));
  return states.join('\n');
}
