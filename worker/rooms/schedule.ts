/** By so much a timer that may be late is late at most. */
const step = 500;

/**
 * All timers of an object behind its one alarm. A timer is a row, so it survives eviction and restart; setting it is
 * part of the same write as whatever it belongs to.
 */
export class Schedule {
  static readonly migration = 'CREATE TABLE schedule (key TEXT PRIMARY KEY, at INTEGER NOT NULL)';
  /** For objects with thousands of timers: the earliest one is looked for with every change. */
  static readonly index = 'CREATE INDEX IF NOT EXISTS schedule_at ON schedule (at)';
  readonly #storage: DurableObjectStorage;
  readonly #loose: readonly string[];
  readonly #phase: number;
  /** Timers whose handlers work now, and when they were due. Their rows stay: a process that ends in the middle leaves them behind. */
  readonly #running = new Map<string, number>();
  /** What the alarm was set to, as far as memory knows: setting it again would be a write for nothing. */
  #armed: number | null = null;

  /**
   * Timers in `loose` may be late by half a second, so that those of the same moment share an alarm: each alarm is two writes and a
   * wake-up. Their times are counted from a moment of each object's own, so that a thousand objects do not wake at once.
   */
  constructor(storage: DurableObjectStorage, loose: readonly string[] = []) {
    this.#storage = storage;
    this.#loose = loose;
    this.#phase = Math.floor(Math.random() * step);
  }

  /** Sets a timer, in milliseconds since the epoch; an earlier one of the same key is replaced. */
  set(key: string, at: number): void {
    const rounded = this.#loose.includes(key) ? Math.ceil((at - this.#phase) / step) * step + this.#phase : at;
    this.#storage.sql.exec('INSERT OR REPLACE INTO schedule (key, at) VALUES (?, ?)', key, rounded);
    this.arm();
  }

  /** Sets a timer unless it is running: waking up again must not put it off. Its own handler sets it for the next time. */
  setOnce(key: string, at: number): void {
    const { at: known = null } = this.#storage.sql.exec<{ at: number }>('SELECT at FROM schedule WHERE key = ?', key).toArray()[0] ?? {};
    if (known === null || known === this.#running.get(key)) this.set(key, at);
  }

  clear(key: string): void {
    this.#storage.sql.exec('DELETE FROM schedule WHERE key = ?', key);
  }

  /** Keys whose time has come. They stay until cleared, so that a failed handler is tried again. */
  due(now: number): string[] {
    return this.#due(now).map(({ key }) => key);
  }

  #due(now: number): { key: string; at: number }[] {
    return this.#storage.sql
      .exec<{ key: string; at: number }>('SELECT key, at FROM schedule WHERE at <= ? ORDER BY at, key', now)
      .toArray();
  }

  /** Arms the alarm for the earliest timer. Called after every change and in `finally` of alarm(). */
  arm(): void {
    const at = this.#earliest();
    // The write is coalesced with the current one; a failure breaks the object, which is what should happen.
    if (at === null || at === this.#armed) return;
    void this.#storage.setAlarm(at);
    this.#armed = null;
    // Known only once the write stands: with a transaction that is rolled back the alarm is, too.
    queueMicrotask(() => {
      if (this.#earliest() === at) this.#armed = at;
    });
  }

  /**
   * Arms the alarm anew when an object wakes up. A runtime that was killed after the write may have forgotten an alarm
   * that storage still holds, and setting the same time again tells it nothing (workerd, 2026): so never the same time.
   */
  rearm(): void {
    const at = this.#earliest();
    if (at !== null) void this.#storage.setAlarm(Math.max(at, Date.now()) + 1 + Math.floor(Math.random() * 50));
  }

  /** Of what is not being handled. */
  #earliest(): number | null {
    if (this.#running.size === 0)
      return whole(this.#storage.sql.exec<{ at: number | null }>('SELECT MIN(at) AS at FROM schedule').one().at);
    const first = this.#storage.sql
      .exec<{ key: string; at: number }>('SELECT key, at FROM schedule ORDER BY at LIMIT ?', this.#running.size + 1)
      .toArray();
    return whole(first.find(({ key, at }) => this.#running.get(key) !== at)?.at ?? null);
  }

  /**
   * Runs what is due, one key at a time, at least once; never throws (2025: the platform gives up an alarm after six failures). A
   * handler that fails is tried again after a pause that the key's row carries.
   */
  async run(now: number, handle: (key: string) => Promise<void>): Promise<void> {
    // The alarm that rang is gone.
    this.#armed = null;
    try {
      const due = this.#due(now).filter(({ key, at }) => this.#running.get(key) !== at);
      for (const { key, at } of due) this.#running.set(key, at);
      for (const { key, at } of due) {
        try {
          await handle(key);
          // Set anew meanwhile, it stays.
          this.#storage.sql.exec('DELETE FROM schedule WHERE key = ? AND at = ?', key, at);
        } catch (error) {
          console.error(`timer ${key} failed`, error instanceof Error ? error.message : error);
          this.set(key, Date.now() + 2_000);
        } finally {
          this.#running.delete(key);
        }
      }
    } finally {
      this.arm();
    }
  }
}

/** A row of the worker before this one may hold half a millisecond. */
const whole = (at: number | null) => (at === null ? null : Math.ceil(at));
