import { cp, mkdir, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Plan } from '../approve.ts';
import type { Finding } from '../check.ts';
import type { OnProgress } from '../source.ts';
import { each } from './each.ts';
import { loadKnowledge } from './knowledge.ts';
import { appendOnce, logOf, type Stage } from './stage.ts';

/**
 * Writes a plan: a copy of the folder is changed and checked as a whole, then takes the folder's place. Whatever goes
 * wrong before leaves everything as it was. The approval is logged with it or the change is taken back. `before` is the
 * state for which the plan was made.
 */
export async function writePlan(
  into: string,
  plan: Plan,
  { stage, before, line, today, onProgress }: WriteOptions,
): Promise<{ errors: Finding[] }> {
  await mkdir(stage.next);
  if (before !== null) await cp(into, stage.next, { recursive: true, verbatimSymlinks: true });
  await each(plan.removed, (path) => rm(join(stage.next, path), { force: true }));
  for (const folder of new Set(plan.files.map(({ path }) => dirname(path)))) await mkdir(join(stage.next, folder), { recursive: true });
  await each(plan.files, async ({ path, text }, i) => {
    onProgress('writing articles', i, plan.files.length);
    await writeFile(join(stage.next, path), text);
  });
  const { errors } = await loadKnowledge(stage.next, today, { onProgress });
  if (errors.length > 0) return { errors };
  await writeFile(stage.line, line);
  if ((await stateOf(into)) !== before)
    throw new Error(`${into} was changed by somebody else meanwhile; nothing was written. Run the import again.`);
  if (before !== null) await rename(into, stage.before);
  try {
    await rename(stage.next, into);
    await appendOnce(logOf(into), line);
  } catch (error) {
    if ((await stateOf(into)) !== null) await rename(into, stage.next);
    if (before !== null) await rename(stage.before, into);
    throw error;
  }
  return { errors: [] };
}

export interface WriteOptions {
  stage: Stage;
  before: string | null;
  line: string;
  today: string;
  onProgress: OnProgress;
}

/** Names, sizes and times of all files, or null where there is no folder: has anybody written meanwhile? */
export async function stateOf(folder: string): Promise<string | null> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true }).catch(() => null);
  if (entries === null) return null;
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const states = await each(files.sort(), (file) => stat(file).then(({ size, mtimeMs }) => `${file} ${size} ${mtimeMs}`));
  return states.join('\n');
}
