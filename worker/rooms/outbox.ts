/** A write that another store must take: it commits with what caused it and is repeated until acknowledged. */
export interface OutboxRow {
  id: string;
  kind: string;
  payload: string;
  attempts: number;
}

const slowest = 60_000;
/**
 * A carrier that was cut off is followed by another after this, in milliseconds. The same as what else a conversation waits for
 * (archiver.ts, turns.ts), so that one alarm does all of it.
 */
export const carryAfter = 2_500;

/**
 * Rows leave in the order they came, per kind; a kind that fails waits (1 s doubling to 60 s) without holding up the
 * others. A row replaced while it is under way stays: only the version that was delivered is removed. Whoever is told may be told again
 * after a crash between the two.
 */
export class Outbox {
  static readonly migration = `CREATE TABLE outbox (
    id TEXT PRIMARY KEY, kind TEXT NOT NULL, payload TEXT NOT NULL, attempts INTEGER NOT NULL DEFAULT 0, next INTEGER NOT NULL, version INTEGER NOT NULL)`;
  readonly #sql: SqlStorage;
  readonly #lanes = new Map<string, Promise<void>>();
  readonly #lazy: ReadonlySet<string>;
  /** Delivered, by the version that was. Removed together: each removal by itself is a write to wait for. */
  readonly #taken = new Map<string, { kind: string; version: number }>();

  /** `lazy`: kinds whose receivers know a repeat for one, always. Their rows may stay until `sweep`, so that removing them is no write of its own. */
  constructor(sql: SqlStorage, lazy: readonly string[] = []) {
    this.#sql = sql;
    this.#lazy = new Set(lazy);
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

  /** When the next row is due, in milliseconds since the epoch; null when there is nothing to deliver, but for kinds in `later`. */
  next(later: readonly string[] = []): number | null {
    if (this.#taken.size === 0 && later.length === 0)
      return this.#sql.exec<{ next: number | null }>('SELECT MIN(next) AS next FROM outbox').one().next;
    return (
      this.#sql
        .exec<{ id: string; kind: string; next: number; version: number }>('SELECT id, kind, next, version FROM outbox ORDER BY next')
        .toArray()
        .find(({ id, kind, version }) => !later.includes(kind) && this.#taken.get(id)?.version !== version)?.next ?? null
    );
  }

  /** Removes what was delivered. */
  sweep(): void {
    for (const [id, { version }] of this.#taken) this.#sql.exec('DELETE FROM outbox WHERE id = ? AND version = ?', id, version);
    this.#taken.clear();
  }

  /**
   * Delivers what is due, each kind in a lane of its own: a slow store does not hold up a handoff. One run a lane at a
   * time; a call during a run waits for it and then looks again. Kinds in `later` wait for a call without them.
   */
  async flush(deliver: (row: OutboxRow) => Promise<void>, later: readonly string[] = []): Promise<void> {
    const kinds = this.#sql.exec<{ kind: string }>('SELECT DISTINCT kind FROM outbox WHERE next <= ?', Date.now()).toArray();
    await Promise.all(kinds.filter(({ kind }) => !later.includes(kind)).map(({ kind }) => this.#lane(kind, deliver)));
    if ([...this.#taken.values()].some(({ kind }) => !this.#lazy.has(kind))) this.sweep();
  }

  async #lane(kind: string, deliver: (row: OutboxRow) => Promise<void>): Promise<void> {
    for (let busy = this.#lanes.get(kind); busy; busy = this.#lanes.get(kind)) await busy;
    const run = this.#run(kind, deliver);
    this.#lanes.set(kind, run);
    try {
      await run;
    } finally {
      this.#lanes.delete(kind);
    }
  }

  async #run(kind: string, deliver: (row: OutboxRow) => Promise<void>): Promise<void> {
    const rows = this.#sql
      .exec<{ id: string; kind: string; payload: string; attempts: number; version: number }>(
        'SELECT id, kind, payload, attempts, version FROM outbox WHERE kind = ? AND next <= ? ORDER BY rowid LIMIT 100',
        kind,
        Date.now(),
      )
      .toArray();
    for (const row of rows) {
      if (this.#taken.get(row.id)?.version === row.version) continue;
      try {
        await deliver(row);
        this.#taken.set(row.id, { kind, version: row.version });
      } catch (error) {
        console.warn(`outbox ${kind} not delivered`, error instanceof Error ? error.message : error);
        const wait = Math.min(slowest, 1_000 * 2 ** row.attempts);
        this.#sql.exec('UPDATE outbox SET attempts = attempts + 1, next = ? WHERE id = ?', Date.now() + wait, row.id);
        return;
      }
    }
  }
}
