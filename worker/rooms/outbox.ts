/** A write that another store must take: it commits with what caused it and is repeated until acknowledged. */
export interface OutboxRow {
  id: string;
  kind: string;
  payload: string;
  attempts: number;
}

const slowest = 60_000;

/**
 * Rows leave in the order they came, per kind; a kind that fails waits (1 s doubling to 60 s) without holding up the
 * others. A row replaced while it is under way stays: only the version that was delivered is removed.
 */
export class Outbox {
  static readonly migration = `CREATE TABLE outbox (
    id TEXT PRIMARY KEY, kind TEXT NOT NULL, payload TEXT NOT NULL, attempts INTEGER NOT NULL DEFAULT 0, next INTEGER NOT NULL, version INTEGER NOT NULL)`;
  readonly #sql: SqlStorage;
  #busy: Promise<void> | null = null;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  put(id: string, kind: string, payload: unknown): void {
    this.#sql.exec(
      `INSERT INTO outbox (id, kind, payload, next, version) VALUES (?, ?, ?, 0, 1)
       ON CONFLICT (id) DO UPDATE SET payload = excluded.payload, next = 0, attempts = 0, version = version + 1`,
      id,
      kind,
      JSON.stringify(payload),
    );
  }

  /** When the next row is due, in milliseconds since the epoch; null when empty. */
  next(): number | null {
    return this.#sql.exec<{ next: number | null }>('SELECT MIN(next) AS next FROM outbox').one().next;
  }

  /** Delivers what is due. One run at a time: a call during a run waits for it and then looks again. */
  async flush(deliver: (row: OutboxRow) => Promise<void>): Promise<void> {
    while (this.#busy) await this.#busy;
    const run = this.#run(deliver);
    this.#busy = run;
    try {
      await run;
    } finally {
      this.#busy = null;
    }
  }

  async #run(deliver: (row: OutboxRow) => Promise<void>): Promise<void> {
    const blocked = new Set<string>();
    const rows = this.#sql
      .exec<{ id: string; kind: string; payload: string; attempts: number; version: number }>(
        'SELECT id, kind, payload, attempts, version FROM outbox WHERE next <= ? ORDER BY rowid LIMIT 100',
        Date.now(),
      )
      .toArray();
    for (const row of rows) {
      if (blocked.has(row.kind)) continue;
      try {
        await deliver(row);
        this.#sql.exec('DELETE FROM outbox WHERE id = ? AND version = ?', row.id, row.version);
      } catch (error) {
        blocked.add(row.kind);
        console.warn(`outbox ${row.kind} not delivered`, error instanceof Error ? error.message : error);
        const wait = Math.min(slowest, 1_000 * 2 ** row.attempts);
        this.#sql.exec('UPDATE outbox SET attempts = attempts + 1, next = ? WHERE id = ?', Date.now() + wait, row.id);
      }
    }
  }
}
