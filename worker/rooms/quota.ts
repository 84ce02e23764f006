import { DurableObject } from 'cloudflare:workers';

/**
 * Exact counters of one key (an order number, an e-mail address, a visitor, a network): what must not be guessed or
 * flooded. The platform's rate limiter is approximate and counts per location, so it cannot do this.
 */
export class Quota extends DurableObject<Env> {
  /** Made on first use and again after everything expired: an idle counter holds nothing at all. */
  #rows(): SqlStorage {
    const { sql } = this.ctx.storage;
    sql.exec('CREATE TABLE IF NOT EXISTS hits (id INTEGER PRIMARY KEY AUTOINCREMENT, expires INTEGER NOT NULL)');
    return sql;
  }

  /**
   * Counts one use if fewer than `limit` are counted within `window` milliseconds. Counting comes before the work, so
   * that many at once cannot pass together; `refund` takes it back. `free` says when there is room again.
   */
  reserve(limit: number, window: number): { allowed: boolean; id: number; left: number; free: number } {
    const sql = this.#rows();
    const now = Date.now();
    sql.exec('DELETE FROM hits WHERE expires <= ?', now);
    const used = sql.exec<{ n: number }>('SELECT COUNT(*) AS n FROM hits').one().n;
    if (used >= limit) {
      const { free } = sql.exec<{ free: number | null }>('SELECT MIN(expires) AS free FROM hits').one();
      return { allowed: false, id: 0, left: 0, free: free ?? now + window };
    }
    const { id } = sql.exec<{ id: number }>('INSERT INTO hits (expires) VALUES (?) RETURNING id', now + window).one();
    void this.ctx.storage.setAlarm(now + window + 1_000);
    return { allowed: true, id, left: limit - used - 1, free: now };
  }

  refund(id: number): void {
    this.#rows().exec('DELETE FROM hits WHERE id = ?', id);
  }

  /** Nothing is kept longer than it counts. */
  override async alarm(): Promise<void> {
    const sql = this.#rows();
    sql.exec('DELETE FROM hits WHERE expires <= ?', Date.now());
    if (sql.exec<{ n: number }>('SELECT COUNT(*) AS n FROM hits').one().n === 0) await this.ctx.storage.deleteAll();
  }
}
