import { type Gate, summaryOf } from '../release/gate-schema.ts';
import type { ReleaseEntry } from '../release/overview.ts';
import { SiteGates } from './site-gates.ts';

export type ReleaseRefusal =
  | 'unknown'
  | 'own-release'
  | 'not-approved'
  | 'gate-missing'
  | 'gate-failed'
  | 'gate-outdated'
  | 'not-acknowledged'
  | 'no-previous'
  | 'changed'
  | 'active';
export type ReleaseAnswer = { ok: true } | { ok: false; why: ReleaseRefusal; message: string };

const refuse = (why: ReleaseRefusal, message: string): ReleaseAnswer => ({ ok: false, why, message });
const unknown = refuse('unknown', 'There is no release with this hash. Upload it first: npm run release -- upload.');

type Row = {
  hash: string;
  author: string;
  author_name: string | null;
  uploaded_at: string;
  approver: string | null;
  approver_name: string | null;
  approved_at: string | null;
  active: number;
};

/**
 * Who uploaded, gated, approved and activated which release. The author is the signed-in uploader; nobody approves their
 * own, and nothing is approved or activated whose gate has not passed. A refusal changes nothing and says what to do.
 */
export class SiteReleases {
  static readonly migration = `CREATE TABLE releases (
    hash TEXT PRIMARY KEY, author TEXT NOT NULL, uploaded_at TEXT NOT NULL, approver TEXT, approved_at TEXT, active INTEGER NOT NULL DEFAULT 0)`;
  readonly #sql: SqlStorage;
  readonly #gates: SiteGates;
  readonly #log: (who: string, what: string, detail: object) => void;

  constructor(sql: SqlStorage, log: (who: string, what: string, detail: object) => void) {
    this.#sql = sql;
    this.#gates = new SiteGates(sql);
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

  gate(hash: string): Gate | null {
    return this.#gates.read(hash);
  }

  /** Keeps a step of a gate, and withdraws an approval that was given on an earlier run. Null where nothing may change. */
  keepGate(hash: string, gate: Gate, seen: Gate | null): Gate | null {
    const entry = this.#find(hash);
    if (!entry) return null;
    const kept = this.#gates.keep(hash, gate, seen);
    if (kept !== gate) return kept;
    if (gate.id !== seen?.id && entry.approver && !entry.active) {
      this.#sql.exec('UPDATE releases SET approver = NULL, approved_at = NULL WHERE hash = ?', hash);
      this.#log(gate.by.id, 'release.approval-withdrawn', { hash, approver: entry.approver });
    }
    if (gate.verdict !== 'running') this.#log(gate.by.id, `gate.${gate.verdict}`, { hash, gate: gate.id, problems: gate.problems });
    return gate;
  }

  /** `acknowledged`: the run of the gate whose differences the approver has read. */
  approve(hash: string, approver: string, acknowledged: string | null): ReleaseAnswer {
    const entry = this.#find(hash);
    if (!entry) return unknown;
    if (entry.author === approver) return refuse('own-release', 'The author of a release cannot approve it. Ask another person.');
    if (entry.approver) return { ok: true };
    const gate = this.#gates.read(hash);
    const blocked = blockedBy(gate);
    if (blocked) return blocked;
    if (!entry.active && gate?.against !== this.active())
      return refuse(
        'gate-outdated',
        'Another release became active since the gate of this one ran. Run its gate again, so that its differences are those of today.',
      );
    const changed = gate?.replay.changed ?? 0;
    if (changed > 0 && acknowledged !== gate?.id)
      return refuse(
        'not-acknowledged',
        `${changed} recorded turns would end differently. Read the differences, then approve with this run of the gate: ${gate?.id}.`,
      );
    this.#sql.exec('UPDATE releases SET approver = ?, approved_at = ? WHERE hash = ?', approver, new Date().toISOString(), hash);
    this.#log(approver, 'release.approved', { hash, author: entry.author, gate: gate?.id, changed });
    return { ok: true };
  }

  activate(hash: string, who: string): ReleaseAnswer {
    const entry = this.#find(hash);
    if (!entry) return unknown;
    if (entry.active) return { ok: true };
    if (!entry.approver || entry.approver === entry.author)
      return refuse(
        'not-approved',
        'This release has not been approved by a second person. Somebody else than its author approves it first.',
      );
    const blocked = blockedBy(this.#gates.read(hash));
    if (blocked) return blocked;
    this.#switch(hash, who, 'activate');
    return { ok: true };
  }

  /** The release that `rollback` would make active again. */
  previous(): string | null {
    const active = this.active();
    const before = active && this.#gates.before(active);
    return before && this.#find(before)?.approver ? before : null;
  }

  /** `from` and `to` are what the person saw: whoever was quicker is not undone. It was gated, approved and active before. */
  rollback(from: string, to: string, who: string): ReleaseAnswer {
    const previous = this.previous();
    if (this.active() !== from) return refuse('changed', 'Another release is active by now. Look at the releases again.');
    if (previous === null) return refuse('no-previous', 'No release was active before this one. Upload, gate and approve another one.');
    if (previous !== to) return refuse('changed', 'Going back would lead to another release by now. Look at the releases again.');
    this.#switch(to, who, 'rollback');
    return { ok: true };
  }

  active(): string | null {
    return this.#sql.exec<{ hash: string }>('SELECT hash FROM releases WHERE active = 1').toArray()[0]?.hash ?? null;
  }

  list(): ReleaseEntry[] {
    return this.#rows().map((row) => this.#entry(row));
  }

  #switch(hash: string, who: string, how: 'activate' | 'rollback'): void {
    const before = this.active();
    this.#sql.exec('UPDATE releases SET active = (hash = ?)', hash);
    this.#gates.activated(hash, before, who, how);
    this.#log(who, how === 'activate' ? 'release.activated' : 'release.rolled-back', { hash, before });
  }

  #find(hash: string): Row | undefined {
    return this.#rows(hash)[0];
  }

  #rows(hash: string | null = null): Row[] {
    return this.#sql
      .exec<Row>(
        `SELECT releases.*, author.name AS author_name, approver.name AS approver_name FROM releases
         LEFT JOIN people AS author ON author.id = releases.author LEFT JOIN people AS approver ON approver.id = releases.approver
         WHERE ?1 IS NULL OR hash = ?1 ORDER BY uploaded_at DESC`,
        hash,
      )
      .toArray();
  }

  #entry(row: Row): ReleaseEntry {
    const activation = this.#gates.activation(row.hash);
    const gate = this.#gates.read(row.hash);
    return {
      hash: row.hash,
      author: row.author,
      authorName: row.author_name ?? row.author,
      uploadedAt: row.uploaded_at,
      approver: row.approver,
      approverName: row.approver_name ?? row.approver,
      approvedAt: row.approved_at,
      active: row.active === 1,
      activatedAt: activation?.at ?? null,
      activatedBy: activation?.who ?? null,
      activatedByName: activation?.name ?? null,
      gate: gate && summaryOf(gate),
    };
  }
}

function blockedBy(gate: Gate | null): ReleaseAnswer | null {
  if (gate === null || gate.verdict === 'running')
    return refuse(
      'gate-missing',
      'The gate of this release has not run to its end. Run it on the desk page Releases, or with: npm run release -- gate HASH.',
    );
  if (gate.verdict === 'failed')
    return refuse('gate-failed', `This release did not pass its gate. ${gate.problems.join(' ')} Mend it, and upload what you mended.`);
  return null;
}
