import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The few calls of a D1 database that are needed here, so that Miniflare's own type and the workers' both fit. */
export interface Database {
  prepare(sql: string): Statement;
  batch(statements: Statement[]): Promise<unknown>;
}
interface Statement {
  bind(...values: unknown[]): Statement;
  run(): Promise<{ results: Record<string, unknown>[] }>;
}

/** Splits a migration into its statements. Enough for ours: no semicolon stands inside a literal or a trigger. */
export function statements(sql: string): string[] {
  return sql
    .replace(/--.*$/gm, '')
    .split(';')
    .map((one) => one.trim())
    .filter((one) => one !== '');
}

/**
 * Forward-only, each file once, with its name in the same transaction. The table is the one `wrangler d1 migrations`
 * keeps, so a local database looks like a deployed one.
 */
export async function migrate(db: Database, folder: string): Promise<string[]> {
  await db
    .prepare(
      'CREATE TABLE IF NOT EXISTS d1_migrations (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT UNIQUE, applied_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL)',
    )
    .run();
  const known = await db.prepare('SELECT name FROM d1_migrations').run();
  const applied = new Set(known.results.map((row) => row.name));
  const due = readdirSync(folder)
    .filter((name) => name.endsWith('.sql') && !applied.has(name))
    .sort();
  for (const name of due) {
    const steps = statements(readFileSync(join(folder, name), 'utf8')).map((sql) => db.prepare(sql));
    await db.batch([...steps, db.prepare('INSERT INTO d1_migrations (name) VALUES (?)').bind(name)]);
  }
  return due;
}
