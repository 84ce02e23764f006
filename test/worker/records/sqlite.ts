import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync, type SQLInputValue } from 'node:sqlite';
import { root } from '../../../worker/local/config.ts';
import { statements } from '../../../worker/local/migrate.ts';

const folder = join(root, 'worker/records/migrations');

/**
 * The real migrations in the SQLite that comes with Node, behind D1's calls: thousands of writes in seconds, and every
 * statement is the one that is deployed. `before` runs ahead of each batch, to put another writer in between.
 */
export function sqlite(hooks: { before?: () => void } = {}): { db: D1Database; sql: DatabaseSync } {
  const sql = new DatabaseSync(':memory:');
  for (const name of readdirSync(folder).sort()) for (const one of statements(readFileSync(join(folder, name), 'utf8'))) sql.exec(one);
  const prepared = new Map<string, ReturnType<DatabaseSync['prepare']>>();
  const run = (text: string, values: SQLInputValue[]) => {
    const statement = prepared.get(text) ?? sql.prepare(text);
    prepared.set(text, statement);
    return { success: true, meta: {}, results: statement.all(...values) };
  };
  const prepare = (text: string, values: SQLInputValue[] = []) => ({
    text,
    values,
    bind: (...given: SQLInputValue[]) => prepare(text, given),
    all: async () => run(text, values),
    run: async () => run(text, values),
    first: async () => run(text, values).results[0] ?? null,
  });
  const db = {
    prepare,
    async batch(list: ReturnType<typeof prepare>[]) {
      if (list.length > 0 && /^\s*(INSERT|UPDATE)/.test(list[0]?.text ?? '')) hooks.before?.();
      sql.exec('BEGIN IMMEDIATE');
      try {
        const results = list.map(({ text, values }) => run(text, values));
        sql.exec('COMMIT');
        return results;
      } catch (error) {
        sql.exec('ROLLBACK');
        throw error;
      }
    },
  };
  return { db: db as unknown as D1Database, sql };
}
