/** A handler that has not come to its end after this was cut off, and is run again. */
const patience = 30_000;

/**
 * All timers of an object behind its one alarm. A timer is a row, so it survives eviction and restart; setting it is
 * part of the same write as whatever it belongs to.
 */
export class Schedule {
  static readonly migration = 'CREATE TABLE schedule (key TEXT PRIMARY KEY, at INTEGER NOT NULL)';
  /** For objects with thousands of timers: the earliest one is looked for with every change. */
  static readonly index = 'CREATE INDEX IF NOT EXISTS schedule_at ON schedule (at)';
  readonly #storage: DurableObjectStorage;
  /** What the alarm was set to, as far as memory knows: setting it again would be a write for nothing. */
  #armed: number | null = null;

  constructor(storage: DurableObjectStorage) {
    this.#storage = storage;
  }

  /** Sets a timer, in milliseconds since the epoch; an earlier one of the same key is replaced. */
  set(key: string, at: number): void {
    this.#storage.sql.exec('INSERT OR REPLACE INTO schedule (key, at) VALUES (?, ?)', key, at);
    this.arm();
  }

  /** Sets a timer unless it is running: waking up again must not put it off. */
  setOnce(key: string, at: number): void {
    this.#storage.sql.exec(
      'INSERT INTO schedule (key, at) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET at = excluded.at WHERE at <> CAST(at AS INTEGER)',
      key,
      at,
    );
    this.arm();
  }

  clear(key: string): void {
    this.#storage.sql.exec('DELETE FROM schedule WHERE key = ?', key);
  }

  /** Keys whose time has come. They stay until cleared, so that a failed handler is tried again. */
  due(now: number): string[] {
    return this.#storage.sql
      .exec<{ key: string }>('SELECT key FROM schedule WHERE at <= ? ORDER BY at', now)
      .toArray()
      .map((row) => row.key);
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

  /**
   * While its handler works, a timer stays, for later: a process that ends in the middle leaves it behind. The half
   * millisecond tells it from what is set anew meanwhile.
   */
  #hold(key: string, now: number): number {
    const at = now + patience + 0.5;
    this.#storage.sql.exec('UPDATE schedule SET at = ? WHERE key = ?', at, key);
    return at;
  }

  #done(key: string, held: number): void {
    this.#storage.sql.exec('DELETE FROM schedule WHERE key = ? AND at = ?', key, held);
  }

  #earliest(): number | null {
    const { at } = this.#storage.sql.exec<{ at: number | null }>('SELECT MIN(at) AS at FROM schedule').one();
    return at === null ? null : Math.ceil(at);
  }

  /**
   * Runs what is due, one key at a time, at least once; never throws (2025: the platform gives up an alarm after six failures). A
   * handler that fails is tried again after a pause that the key's row carries.
   */
  async run(now: number, handle: (key: string) => Promise<void>): Promise<void> {
    // The alarm that rang is gone.
    this.#armed = null;
    try {
      for (const key of this.due(now)) {
        try {
          const held = this.#hold(key, now);
          await handle(key);
          this.#done(key, held);
        } catch (error) {
          console.error(`timer ${key} failed`, error instanceof Error ? error.message : error);
          this.set(key, Date.now() + 2_000);
        }
      }
    } finally {
      this.arm();
    }
  }
}
