import type { LogQuery, StoredEntry, StoredPage } from './log-schema.ts';

/** What the database takes for a row. */
type Rows = StoredEntry & Record<string, SqlStorageValue>;

/** Every administrative act of a site, in the order they were done. Nothing here is ever changed or taken out. */
export class SiteLog {
  static readonly table =
    'CREATE TABLE log (id INTEGER PRIMARY KEY AUTOINCREMENT, at TEXT NOT NULL, who TEXT NOT NULL, what TEXT NOT NULL, detail TEXT NOT NULL)';
  /** `ref` is given by who carries an act from elsewhere, perhaps more than once. */
  static readonly migration = `
    ALTER TABLE log ADD COLUMN ref TEXT;
    CREATE UNIQUE INDEX log_ref ON log (ref) WHERE ref IS NOT NULL;
    CREATE INDEX log_who ON log (who);
    CREATE INDEX log_what ON log (what)`;
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  /** The same act, told twice under one `ref`, is kept once. */
  write(who: string, what: string, detail: object, ref: string | null = null): void {
    this.#sql.exec(
      'INSERT OR IGNORE INTO log (at, who, what, detail, ref) VALUES (?, ?, ?, ?, ?)',
      new Date().toISOString(),
      who,
      what,
      JSON.stringify(detail),
      ref,
    );
  }

  /** Newest first. `next` is where the following page begins; what is added meanwhile moves nothing. */
  page({ who, what, before, limit }: LogQuery): StoredPage {
    const rows = this.#sql
      .exec<Rows>(
        `SELECT log.id, at, who, COALESCE(people.name, who) AS name, what, detail FROM log LEFT JOIN people ON people.id = log.who
         WHERE (?1 IS NULL OR who = ?1) AND (?2 IS NULL OR what = ?2 OR what GLOB ?2 || '.*') AND (?3 IS NULL OR log.id < ?3)
         ORDER BY log.id DESC LIMIT ?4`,
        who ?? null,
        what ?? null,
        before ?? null,
        limit + 1,
      )
      .toArray();
    const entries = rows.slice(0, limit);
    return { entries, next: rows.length > limit ? (entries.at(-1)?.id ?? null) : null };
  }

  /** Everybody who may have done something, by name, and what kinds of things were done. */
  choices(): { who: { id: string; name: string }[]; what: string[] } {
    const who = this.#sql
      .exec<{ id: string; name: string }>(
        `SELECT id, name FROM people UNION SELECT who, who FROM log WHERE who NOT IN (SELECT id FROM people) ORDER BY name`,
      )
      .toArray();
    const what = this.#sql.exec<{ what: string }>('SELECT DISTINCT what FROM log ORDER BY what').toArray();
    return { who, what: what.map((row) => row.what) };
  }
}
