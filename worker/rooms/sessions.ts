import type { Log, SitePeople } from './people.ts';
import { type OpenInvite, type OpenSession, openInviteSchema, openSessionSchema } from './people-schema.ts';
import { digest, randomId } from './random.ts';
import type { StaffSession } from './site-schema.ts';

const sessionLife = 12 * 3_600_000;
const inviteLife = 24 * 3_600_000;
/** "Last here" is kept to the minute: a session is looked up far more often. */
const seenEvery = 60_000;
/** What names a session or an invite in a request: a part of its hash, which opens nothing. */
const idOf = 'substr(hash, 1, 16)';

export type Via = OpenSession['via'];
export interface Ended {
  session: string;
  conversations: string[];
}
type SessionRow = { hash: string; person: string; expires: number };

/** Sign-in links and sessions. Of both only a hash is stored, so that whoever reads the tables can use neither. */
export class SiteSessions {
  static readonly tables = `
    CREATE TABLE invites (hash TEXT PRIMARY KEY, person TEXT NOT NULL, expires INTEGER NOT NULL);
    CREATE TABLE sessions (hash TEXT PRIMARY KEY, person TEXT NOT NULL, expires INTEGER NOT NULL);
    CREATE TABLE opened (session TEXT NOT NULL, conversation TEXT NOT NULL, PRIMARY KEY (session, conversation))`;
  static readonly migration = `
    ALTER TABLE invites ADD COLUMN created INTEGER;
    ALTER TABLE invites ADD COLUMN by TEXT NOT NULL DEFAULT 'service';
    ALTER TABLE sessions ADD COLUMN created INTEGER;
    ALTER TABLE sessions ADD COLUMN seen INTEGER;
    ALTER TABLE sessions ADD COLUMN browser TEXT NOT NULL DEFAULT '';
    ALTER TABLE sessions ADD COLUMN via TEXT NOT NULL DEFAULT 'invite';
    CREATE INDEX sessions_person ON sessions (person);
    CREATE INDEX invites_person ON invites (person)`;
  readonly #sql: SqlStorage;
  readonly #people: SitePeople;
  readonly #log: Log;

  constructor(sql: SqlStorage, people: SitePeople, log: Log) {
    this.#sql = sql;
    this.#people = people;
    this.#log = log;
  }

  /** A one-time link of 24 hours for somebody who may sign in; null otherwise. */
  async invite(person: string, who: string): Promise<{ token: string; expiresAt: string } | null> {
    const token = randomId(24);
    const hash = await digest(token);
    const now = Date.now();
    if (!this.#people.find(person)?.active) return null;
    this.#prune(now);
    this.#sql.exec(
      'INSERT INTO invites (hash, person, expires, created, by) VALUES (?, ?, ?, ?, ?)',
      ...[hash, person, now + inviteLife, now, who],
    );
    this.#log(who, 'invite.created', { person });
    return { token, expiresAt: new Date(now + inviteLife).toISOString() };
  }

  /** Uses a link up. */
  async useInvite(token: string): Promise<string | null> {
    const hash = await digest(token);
    const row = this.#sql
      .exec<{ person: string; expires: number }>('DELETE FROM invites WHERE hash = ? RETURNING person, expires', hash)
      .toArray()[0];
    return row && row.expires >= Date.now() && this.#people.find(row.person)?.active ? row.person : null;
  }

  /** The token is returned once. Who was deactivated while it was made gets none. */
  async open(person: string, browser: string, via: Via): Promise<{ token: string; hash: string } | null> {
    const token = randomId(32);
    const hash = await digest(token);
    const now = Date.now();
    if (!this.#people.find(person)?.active) return null;
    this.#prune(now);
    this.#sql.exec(
      'INSERT INTO sessions (hash, person, expires, created, seen, browser, via) VALUES (?, ?, ?, ?, ?, ?, ?)',
      ...[hash, person, now + sessionLife, now, now, browser, via],
    );
    this.#log(person, 'session.opened', { via, browser });
    return { token, hash };
  }

  read(hash: string, site: string): StaffSession | null {
    const now = Date.now();
    const row = this.#sql
      .exec<{ person: string; expires: number; seen: number | null }>(
        'SELECT person, expires, seen FROM sessions WHERE hash = ? AND expires > ?',
        ...[hash, now],
      )
      .toArray()[0];
    const person = row ? this.#people.find(row.person) : null;
    if (!row || !person?.active) return null;
    if ((row.seen ?? 0) < now - seenEvery) this.#sql.exec('UPDATE sessions SET seen = ? WHERE hash = ?', now, hash);
    const { id, name, role, teams, skills, capacity } = person;
    return { session: hash, site, id, name, role, until: row.expires, teams, skills, capacity };
  }

  /** Remembers which conversations a session opened, so that ending the session can close their sockets. */
  opened(session: string, conversation: string): void {
    this.#sql.exec('INSERT OR IGNORE INTO opened (session, conversation) VALUES (?, ?)', session, conversation);
  }

  /** Conversations that a person may have open now. */
  openedBy(person: string): string[] {
    return this.#sql
      .exec<{ conversation: string }>(
        'SELECT DISTINCT conversation FROM opened JOIN sessions ON sessions.hash = opened.session WHERE person = ?',
        person,
      )
      .toArray()
      .map(({ conversation }) => conversation);
  }

  /** By the person themselves. */
  close(hash: string): Ended[] {
    const rows = this.#sql.exec<SessionRow>('SELECT hash, person, expires FROM sessions WHERE hash = ?', hash).toArray();
    for (const { person } of rows) this.#log(person, 'session.closed', {});
    return rows.map((row) => this.#end(row));
  }

  /** By an admin: the one of this id, or all of a person but the one that asks. */
  end(person: string, id: string | null, who: string, except: string | null = null): Ended[] {
    const rows = this.#sql
      .exec<SessionRow>(
        `SELECT hash, person, expires FROM sessions WHERE person = ?1 AND (?2 IS NULL OR ${idOf} = ?2) AND hash IS NOT ?3`,
        ...[person, id, except],
      )
      .toArray();
    const open = rows.filter(({ expires }) => expires > Date.now()).length;
    if (open > 0) this.#log(who, 'session.ended', { person, sessions: open });
    return rows.map((row) => this.#end(row));
  }

  list(person: string, asking: string): OpenSession[] {
    return this.#sql
      .exec<SessionRow & { id: string; created: number | null; seen: number | null; browser: string; via: string }>(
        `SELECT ${idOf} AS id, * FROM sessions WHERE person = ? AND expires > ? ORDER BY seen DESC, created DESC`,
        ...[person, Date.now()],
      )
      .toArray()
      .map(({ id, hash, created, seen, expires, browser, via }) =>
        openSessionSchema.parse({
          ...{ id, browser, via, mine: hash === asking },
          createdAt: iso(created),
          seenAt: iso(seen),
          expiresAt: iso(expires),
        }),
      );
  }

  invites(person: string): OpenInvite[] {
    return this.#sql
      .exec<{ id: string; created: number | null; expires: number; by: string }>(
        `SELECT ${idOf} AS id, created, expires, COALESCE(people.name, by) AS by FROM invites LEFT JOIN people ON people.id = by
         WHERE person = ? AND expires > ? ORDER BY created DESC`,
        ...[person, Date.now()],
      )
      .toArray()
      .map(({ id, created, expires, by }) => openInviteSchema.parse({ id, by, createdAt: iso(created), expiresAt: iso(expires) }));
  }

  /** The one of this id, or all of a person. How many that were. */
  withdraw(person: string, id: string | null, who: string): number {
    const gone = this.#sql
      .exec(`DELETE FROM invites WHERE person = ?1 AND (?2 IS NULL OR ${idOf} = ?2) RETURNING person`, person, id)
      .toArray().length;
    if (gone > 0) this.#log(who, 'invite.withdrawn', { person, invites: gone });
    return gone;
  }

  #end({ hash }: SessionRow): Ended {
    const opened = this.#sql.exec<{ conversation: string }>('DELETE FROM opened WHERE session = ? RETURNING conversation', hash).toArray();
    this.#sql.exec('DELETE FROM sessions WHERE hash = ?', hash);
    return { session: hash, conversations: opened.map(({ conversation }) => conversation) };
  }

  #prune(now: number): void {
    this.#sql.exec('DELETE FROM invites WHERE expires < ?', now);
    this.#sql.exec('DELETE FROM sessions WHERE expires < ?', now);
    this.#sql.exec('DELETE FROM opened WHERE session NOT IN (SELECT hash FROM sessions)');
  }
}

const iso = (ms: number | null) => (ms === null ? null : new Date(ms).toISOString());
