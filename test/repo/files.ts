import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../worker/local/config.ts';

/** What .gitignore keeps out; a test says that both lists agree. */
export const IGNORED = ['node_modules', '.build', '.data', '.wrangler'];

function walk(folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
    if (IGNORED.includes(entry.name) || entry.name === '.git' || entry.name.startsWith('.dev.vars') || entry.name.endsWith('.log'))
      return [];
    return entry.isDirectory() ? walk(path) : [path];
  });
}

/** Every file of the repository, from its top folder, whether committed yet or not. */
export const files = walk('').sort();
export const read = (path: string) => readFileSync(join(root, path), 'utf8');
export const lines = (path: string) => read(path).trimEnd().split('\n').length;

/** Code that is written by hand and shipped or run. Tests have no cap, generated files no author. */
export const sources = files.filter((path) => /^(widget|worker|policy|kb)\/.*\.(ts|tsx|mjs|css)$/.test(path) && !path.endsWith('.d.ts'));
export const tests = files.filter((path) => /^test\/.*\.test\.tsx?$/.test(path));
