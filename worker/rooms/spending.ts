import type { Spent } from '../ports/model/budget.ts';

/** Made on first use: an object that counts something else holds none of it. */
function tables(sql: SqlStorage): SqlStorage {
  sql.exec(
    'CREATE TABLE IF NOT EXISTS spent (one INTEGER PRIMARY KEY CHECK (one = 1), tokens INTEGER NOT NULL, micros INTEGER NOT NULL, expires INTEGER NOT NULL)',
  );
  sql.exec('CREATE TABLE IF NOT EXISTS reserved (id INTEGER PRIMARY KEY AUTOINCREMENT, tokens INTEGER NOT NULL, micros INTEGER NOT NULL)');
  return sql;
}

export function spentOf(sql: SqlStorage): Spent & { expires: number } {
  const [row] = tables(sql)
    .exec<{ tokens: number; micros: number; expires: number }>('SELECT tokens, micros, expires FROM spent')
    .toArray();
  return row ?? { tokens: 0, micros: 0, expires: 0 };
}

/**
 * Counts `most` as spent if that keeps within the limit. What is never settled stays counted: a call whose end nobody saw may have
 * cost that much.
 */
export function spend(sql: SqlStorage, limit: Spent, most: Spent, expires: number): { allowed: boolean; id: number } {
  const now = spentOf(sql);
  const [tokens, micros] = [now.tokens + most.tokens, now.micros + most.micros];
  if (tokens > limit.tokens || micros > limit.micros) return { allowed: false, id: 0 };
  sql.exec('INSERT OR REPLACE INTO spent VALUES (1, ?, ?, ?)', tokens, micros, expires);
  const { id } = sql
    .exec<{ id: number }>('INSERT INTO reserved (tokens, micros) VALUES (?, ?) RETURNING id', most.tokens, most.micros)
    .one();
  return { allowed: true, id };
}

/** What was reserved becomes what was used, once. */
export function settle(sql: SqlStorage, id: number, used: Spent): void {
  const [held] = tables(sql)
    .exec<{ tokens: number; micros: number }>('DELETE FROM reserved WHERE id = ? RETURNING tokens, micros', id)
    .toArray();
  if (!held) return;
  sql.exec(
    'UPDATE spent SET tokens = MAX(0, tokens + ?), micros = MAX(0, micros + ?)',
    used.tokens - held.tokens,
    used.micros - held.micros,
  );
}
