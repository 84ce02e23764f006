/** A release as the site knows it; its bytes are in R2 under its hash. */
export interface ReleaseEntry {
  hash: string;
  author: string;
  uploadedAt: string;
  approver: string | null;
  approvedAt: string | null;
  active: boolean;
}

export type ReleaseAnswer = { ok: true } | { ok: false; why: 'unknown' | 'own-release' | 'not-approved'; message: string };

const unknown: ReleaseAnswer = { ok: false, why: 'unknown', message: 'There is no release with this hash. Upload it first.' };

/** Who uploaded, approved and activated which release. The author is the signed-in uploader; nobody approves their own. */
export class SiteReleases {
  static readonly migration = `CREATE TABLE releases (
    hash TEXT PRIMARY KEY, author TEXT NOT NULL, uploaded_at TEXT NOT NULL, approver TEXT, approved_at TEXT, active INTEGER NOT NULL DEFAULT 0)`;
  readonly #sql: SqlStorage;
  readonly #log: (who: string, what: string, detail: object) => void;

  constructor(sql: SqlStorage, log: (who: string, what: string, detail: object) => void) {
    this.#sql = sql;
    this.#log = log;
  }

  /** Uploading the same bytes again changes nothing: the first uploader stays the author. */
  upload(hash: string, author: string): void {
    const added = this.#sql.exec(
      'INSERT OR IGNORE INTO releases (hash, author, uploaded_at) VALUES (?, ?, ?)',
      hash,
      author,
      new Date().toISOString(),
    );
    if (added.rowsWritten > 0) this.#log(author, 'release.uploaded', { hash });
  }

  approve(hash: string, approver: string): ReleaseAnswer {
    const entry = this.#find(hash);
    if (!entry) return unknown;
    if (entry.author === approver)
      return { ok: false, why: 'own-release', message: 'The author of a release cannot approve it. Ask another person.' };
    if (entry.approver) return { ok: true };
    this.#sql.exec('UPDATE releases SET approver = ?, approved_at = ? WHERE hash = ?', approver, new Date().toISOString(), hash);
    this.#log(approver, 'release.approved', { hash, author: entry.author });
    return { ok: true };
  }

  activate(hash: string, who: string): ReleaseAnswer {
    const entry = this.#find(hash);
    if (!entry) return unknown;
    if (!entry.approver) return { ok: false, why: 'not-approved', message: 'This release has not been approved by a second person.' };
    const before = this.active();
    this.#sql.exec('UPDATE releases SET active = (hash = ?)', hash);
    this.#log(who, 'release.activated', { hash, before });
    return { ok: true };
  }

  active(): string | null {
    return this.list().find((entry) => entry.active)?.hash ?? null;
  }

  list(): ReleaseEntry[] {
    return this.#sql
      .exec<{ hash: string; author: string; uploaded_at: string; approver: string | null; approved_at: string | null; active: number }>(
        'SELECT * FROM releases ORDER BY uploaded_at DESC',
      )
      .toArray()
      .map((row) => ({
        hash: row.hash,
        author: row.author,
        uploadedAt: row.uploaded_at,
        approver: row.approver,
        approvedAt: row.approved_at,
        active: row.active === 1,
      }));
  }

  #find(hash: string): ReleaseEntry | undefined {
    return this.list().find((entry) => entry.hash === hash);
  }
}
