import { DurableObject } from 'cloudflare:workers';
import type { Spent } from '../ports/model/budget.ts';
import { settle, spend, spentOf } from './spending.ts';

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

  /** Counts tokens and money of a model before they are spent (spending.ts); `settle` puts them right. Kept for so long after the last use. */
  spend(limit: Spent, most: Spent, keepMs: number): { allowed: boolean; id: number } {
    const expires = Date.now() + keepMs;
    const reserved = spend(this.ctx.storage.sql, limit, most, expires);
    if (reserved.allowed) void this.ctx.storage.setAlarm(expires);
    return reserved;
  }

  settle(id: number, used: Spent): void {
    settle(this.ctx.storage.sql, id, used);
  }

  /** So far, reservations included. */
  spent(): Spent {
    const { tokens, micros } = spentOf(this.ctx.storage.sql);
    return { tokens, micros };
  }

  /** Nothing is kept longer than it counts. */
  override async alarm(): Promise<void> {
    const sql = this.#rows();
    const now = Date.now();
    sql.exec('DELETE FROM hits WHERE expires <= ?', now);
    const { last } = sql.exec<{ last: number | null }>('SELECT MAX(expires) AS last FROM hits').one();
    const until = Math.max(last ?? 0, spentOf(sql).expires);
    if (until <= now) await this.ctx.storage.deleteAll();
    else await this.ctx.storage.setAlarm(until);
  }
}
