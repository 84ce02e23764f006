import { type Gate, gateSchema } from '../release/gate-schema.ts';

/** Results of gates by release, and which release was active before which. */
export class SiteGates {
  /** What was activated before this was kept is in the log. */
  static readonly migration = `
    CREATE TABLE gates (hash TEXT PRIMARY KEY, gate TEXT NOT NULL);
    CREATE TABLE activations (id INTEGER PRIMARY KEY AUTOINCREMENT, hash TEXT NOT NULL, before TEXT, at TEXT NOT NULL, who TEXT NOT NULL, how TEXT NOT NULL);
    INSERT INTO activations (hash, before, at, who, how)
      SELECT json_extract(detail, '$.hash'), json_extract(detail, '$.before'), at, who, 'activate' FROM log WHERE what = 'release.activated' ORDER BY id`;
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  read(hash: string): Gate | null {
    const row = this.#sql.exec<{ gate: string }>('SELECT gate FROM gates WHERE hash = ?', hash).toArray()[0];
    const parsed = row && gateSchema.safeParse(JSON.parse(row.gate));
    // A result in a form of another worker is none: the gate has to run again.
    return parsed?.success ? parsed.data : null;
  }

  /**
   * Keeps a step further. `seen` is what the step went on from: two people who run the same gate at a time do not count
   * a step twice, and the second one takes what the first one kept.
   */
  keep(hash: string, gate: Gate, seen: Gate | null): Gate {
    const now = this.read(hash);
    if (now?.id !== seen?.id || now?.done !== seen?.done) return now ?? gate;
    this.#sql.exec('INSERT OR REPLACE INTO gates (hash, gate) VALUES (?, ?)', hash, JSON.stringify(gate));
    return gate;
  }

  activated(hash: string, before: string | null, who: string, how: 'activate' | 'rollback'): void {
    const at = new Date().toISOString();
    this.#sql.exec('INSERT INTO activations (hash, before, at, who, how) VALUES (?, ?, ?, ?, ?)', hash, before, at, who, how);
  }

  /** When and by whom a release became active last. */
  activation(hash: string): { at: string; who: string; name: string } | null {
    const rows = this.#sql.exec<{ at: string; who: string; name: string }>(
      `SELECT at, who, COALESCE(people.name, who) AS name FROM activations LEFT JOIN people ON people.id = who
       WHERE hash = ? ORDER BY activations.id DESC LIMIT 1`,
      hash,
    );
    return rows.toArray()[0] ?? null;
  }

  /** The release that was active before this one was chosen: going back twice goes back two, and not to and fro. */
  before(hash: string): string | null {
    const rows = this.#sql.exec<{ before: string | null }>(
      "SELECT before FROM activations WHERE hash = ? AND how = 'activate' ORDER BY id DESC LIMIT 1",
      hash,
    );
    return rows.toArray()[0]?.before ?? null;
  }
}
