import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { root, type WranglerConfig } from './config.ts';
import { jsonIn, type Wrangler } from './wrangler.ts';

/** What wrangler.toml holds until a database exists. */
export const NO_DATABASE = '00000000-0000-0000-0000-000000000000';
/** Not in git. It signs service tokens for the deployed worker, and a second deployment needs the same one. */
export const SECRET_FILE = '.dev.vars.deployed';

const databasesSchema = z.array(z.object({ uuid: z.string(), name: z.string() }));
const secretsSchema = z.array(z.object({ name: z.string() }));

function need(wrangler: Wrangler, args: string[]): string {
  const { ok, output } = wrangler(args);
  if (!ok) throw new Error(`wrangler ${args.join(' ')} failed:\n${output.trim()}`);
  return output;
}

/** The id of the account's database of this name, which is made if it is not there. */
export function findDatabase(wrangler: Wrangler, name: string, log: (line: string) => void): string {
  const list = () => databasesSchema.parse(jsonIn(need(wrangler, ['d1', 'list', '--json']))).find((one) => one.name === name)?.uuid;
  const known = list();
  if (known) return known;
  log(`Creating the D1 database ${name}`);
  need(wrangler, ['d1', 'create', name]);
  const made = list();
  if (!made) throw new Error(`the D1 database ${name} was created but is not listed yet; run this again`);
  return made;
}

/** wrangler.toml keeps its comments: only the id changes. */
export function writeDatabaseId(file: string, id: string): boolean {
  const before = readFileSync(file, 'utf8');
  const after = before.replace(/^database_id = ".*"$/m, `database_id = "${id}"`);
  if (after !== before) writeFileSync(file, after);
  return after !== before;
}

export function findBucket(wrangler: Wrangler, name: string, log: (line: string) => void): void {
  if (wrangler(['r2', 'bucket', 'info', name]).ok) return;
  log(`Creating the R2 bucket ${name}`);
  need(wrangler, ['r2', 'bucket', 'create', name]);
}

/**
 * Arguments that give the worker its secret with the code, because the first deployment is refused without it. None where
 * it has one already: replacing it would end every session and make stored site keys unreadable.
 */
export function secretArguments(wrangler: Wrangler, config: WranglerConfig, log: (line: string) => void): string[] {
  const listed = wrangler(['secret', 'list', '--format', 'json']);
  const names = listed.ok ? secretsSchema.parse(jsonIn(listed.output)).map((one) => one.name) : [];
  const [name] = config.secrets.required;
  if (names.includes(name)) return [];
  const file = join(root, SECRET_FILE);
  if (!existsSync(file)) {
    writeFileSync(file, `${name}=${randomBytes(32).toString('base64url')}\n`, { mode: 0o600 });
    log(`Made ${name} in ${SECRET_FILE}: keep it safe, it signs service tokens`);
  }
  return ['--secrets-file', SECRET_FILE];
}
