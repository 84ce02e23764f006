import { DurableObject } from 'cloudflare:workers';
import { plainQueue, type QueuePolicy, queueOf } from '../../policy/queue.ts';
import type { Autonomy } from '../../policy/schema.ts';
import { areaSteppedDown } from '../ports/notify/events.ts';
import type { Gate } from '../release/gate-schema.ts';
import { loadEngine } from '../release/load.ts';
import type { Change, Controls, Evidence, Person } from './controls-schema.ts';
import { exists, migrate } from './migrate.ts';
import { digest, randomId } from './random.ts';
import { seal, unseal } from './seal.ts';
import { type Areas, type ControlAnswer, SiteControls } from './site-controls.ts';
import { SiteGates } from './site-gates.ts';
import { SiteOutbox } from './site-outbox.ts';
import { SiteReleases } from './site-releases.ts';
import type { PersonInput, SiteConfig, SiteSnapshot, StaffSession } from './site-schema.ts';
import { siteConfigSchema } from './site-schema.ts';

const migrations = [
  `CREATE TABLE site (id INTEGER PRIMARY KEY CHECK (id = 1), name TEXT NOT NULL, config TEXT NOT NULL);
   CREATE TABLE people (id TEXT PRIMARY KEY, name TEXT NOT NULL, email TEXT NOT NULL, role TEXT NOT NULL);
   CREATE TABLE invites (hash TEXT PRIMARY KEY, person TEXT NOT NULL, expires INTEGER NOT NULL);
   CREATE TABLE sessions (hash TEXT PRIMARY KEY, person TEXT NOT NULL, expires INTEGER NOT NULL);
   CREATE TABLE opened (session TEXT NOT NULL, conversation TEXT NOT NULL, PRIMARY KEY (session, conversation));
   ${SiteReleases.migration};
   CREATE TABLE log (id INTEGER PRIMARY KEY AUTOINCREMENT, at TEXT NOT NULL, who TEXT NOT NULL, what TEXT NOT NULL, detail TEXT NOT NULL);`,
  SiteControls.migration,
  SiteGates.migration,
  SiteOutbox.migration,
];

const sessionLife = 12 * 3_600_000;
const inviteLife = 24 * 3_600_000;

/** One site: its configuration, people, sessions and releases. Read through site-cache.ts; nothing here is per message. */
export class Site extends DurableObject<Env> {
  readonly #releases: SiteReleases;
  readonly #controls: SiteControls;
  readonly #outbox: SiteOutbox;
  #ready: boolean;

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    this.#outbox = new SiteOutbox(ctx.storage, env);
    this.#ready = exists(ctx.storage);
    if (this.#ready) {
      migrate(ctx.storage, migrations);
      this.#outbox.schedule.rearm();
    }
    this.#releases = new SiteReleases(ctx.storage.sql, (who, what, detail) => this.#log(who, what, detail));
    this.#controls = new SiteControls(ctx.storage.sql, (who, what, detail) => this.#log(who, what, detail));
  }

  async configure(id: string, config: SiteConfig, who: string): Promise<void> {
    if (!this.#ready) migrate(this.ctx.storage, migrations);
    this.#ready = true;
    const sealed = await seal(this.env.HANDRAIL_SECRET, JSON.stringify(config));
    this.ctx.storage.sql.exec('INSERT OR REPLACE INTO site (id, name, config) VALUES (1, ?, ?)', id, sealed);
    this.#log(who, 'site.configured', {
      origins: config.origins,
      identity: config.identity,
      keys: config.identityKeys.map((key) => key.id),
    });
  }

  async snapshot(): Promise<SiteSnapshot | null> {
    if (!this.#ready) return null;
    const row = this.ctx.storage.sql.exec<{ name: string; config: string }>('SELECT name, config FROM site WHERE id = 1').toArray()[0];
    if (!row) return null;
    const config = siteConfigSchema.parse(JSON.parse(await unseal(this.env.HANDRAIL_SECRET, row.config)));
    return { id: row.name, config, release: this.#releases.active(), ...this.#controls.read() };
  }

  addPerson(id: string, { name, email, role }: PersonInput, who: string): void {
    this.ctx.storage.sql.exec('INSERT OR REPLACE INTO people (id, name, email, role) VALUES (?, ?, ?, ?)', id, name, email, role);
    this.#log(who, 'person.saved', { id, role });
  }

  /** A one-time sign-in link of 24 hours; null when there is no such person. */
  async invite(person: string, who: string): Promise<{ token: string; expiresAt: string } | null> {
    const { sql } = this.ctx.storage;
    if (!this.#ready || sql.exec('SELECT id FROM people WHERE id = ?', person).toArray().length === 0) return null;
    const token = randomId(24);
    const expires = Date.now() + inviteLife;
    const hash = await digest(token);
    sql.exec('INSERT INTO invites (hash, person, expires) VALUES (?, ?, ?)', hash, person, expires);
    this.#log(who, 'invite.created', { person });
    return { token, expiresAt: new Date(expires).toISOString() };
  }

  /** Uses an invite up and opens a session. The token is returned once and stored as a hash. */
  async signIn(invite: string): Promise<{ token: string; session: StaffSession } | null> {
    if (!this.#ready) return null;
    const { sql } = this.ctx.storage;
    const [hash, token] = [await digest(invite), randomId(32)];
    const sessionHash = await digest(token);
    const row = sql
      .exec<{ person: string; expires: number }>('DELETE FROM invites WHERE hash = ? RETURNING person, expires', hash)
      .toArray()[0];
    if (!row || row.expires < Date.now()) return null;
    sql.exec('DELETE FROM sessions WHERE expires < ?', Date.now());
    sql.exec('INSERT INTO sessions (hash, person, expires) VALUES (?, ?, ?)', sessionHash, row.person, Date.now() + sessionLife);
    this.#log(row.person, 'session.opened', {});
    const session = this.session(sessionHash);
    return session && { token, session };
  }

  session(hash: string): StaffSession | null {
    if (!this.#ready) return null;
    const row = this.ctx.storage.sql
      .exec<{ id: string; name: string; role: string; expires: number; site: string }>(
        `SELECT people.id, people.name, people.role, sessions.expires, site.name AS site
         FROM sessions JOIN people ON people.id = sessions.person JOIN site WHERE sessions.hash = ? AND sessions.expires > ?`,
        hash,
        Date.now(),
      )
      .toArray()[0];
    if (!row) return null;
    const role = row.role === 'lead' || row.role === 'admin' ? row.role : 'agent';
    return { session: hash, site: row.site, id: row.id, name: row.name, role, until: row.expires };
  }

  /** Remembers which conversations a session opened, so that ending the session can close their sockets. */
  opened(session: string, conversation: string): void {
    this.ctx.storage.sql.exec('INSERT OR IGNORE INTO opened (session, conversation) VALUES (?, ?)', session, conversation);
  }

  /** Ends a session and closes every socket it holds. */
  async signOut(hash: string): Promise<void> {
    const session = this.session(hash);
    if (!session) return;
    const { sql } = this.ctx.storage;
    const opened = sql.exec<{ conversation: string }>('DELETE FROM opened WHERE session = ? RETURNING conversation', hash).toArray();
    sql.exec('DELETE FROM sessions WHERE hash = ?', hash);
    this.#log(session.id, 'session.closed', {});
    await Promise.allSettled([
      this.env.DESK.getByName(session.site).endSession(hash),
      ...opened.map(({ conversation }) => this.env.CONVERSATION.getByName(`${session.site}/${conversation}`).endSession(hash)),
    ]);
  }

  upload(hash: string, author: string): void {
    this.#releases.upload(hash, author);
  }

  gate(hash: string): Gate | null {
    return this.#releases.gate(hash);
  }

  keepGate(hash: string, gate: Gate, seen: Gate | null): Gate | null {
    return this.#releases.keepGate(hash, gate, seen);
  }

  approve(hash: string, approver: string, acknowledged: string | null = null) {
    return this.#releases.approve(hash, approver, acknowledged);
  }

  activate(hash: string, who: string) {
    return this.#releases.activate(hash, who);
  }

  rollback(from: string, to: string, who: string) {
    return this.#releases.rollback(from, to, who);
  }

  releases() {
    return this.#releases.list();
  }

  previousRelease(): string | null {
    return this.#releases.previous();
  }

  /** Pauses and levels as they are now. */
  controls(): Controls {
    return this.#ready ? this.#controls.read() : { pauses: [], levels: [] };
  }

  changes(limit: number): Change[] {
    return this.#ready ? this.#controls.changes(limit) : [];
  }

  /** Stopping everything must not wait for a release that cannot be read. */
  async pause(area: string, by: Person, why: string): Promise<ControlAnswer> {
    return this.#controls.pause(area === 'all' ? [] : (await this.#matrix()).areas, area, by, why);
  }

  resume(area: string, by: Person, why: string): ControlAnswer {
    return this.#controls.resume(area, by, why);
  }

  async setLevel(area: string, level: Autonomy, by: Person, why: string): Promise<ControlAnswer> {
    return this.#controls.setLevel(await this.#matrix(), area, level, by, why);
  }

  /** By the system, when reviewed defects are over the area's budget. */
  async stepDown(area: string, why: string, evidence: Evidence): Promise<{ changed: boolean; level: Autonomy }> {
    const [matrix, site] = [await this.#matrix(), this.#name()];
    const done = this.ctx.storage.transactionSync(() => {
      const { changed, from, level } = this.#controls.stepDown(matrix, area, why, evidence);
      const { title, owner } = matrix.areas.find(({ id }) => id === area) ?? { title: area, owner: '' };
      const data = { site, area, title, owner, from, to: level, why, ...evidence };
      if (changed) this.#outbox.put(site, areaSteppedDown(data, new Date().toISOString()));
      return { changed, level };
    });
    this.ctx.waitUntil(this.#outbox.flush());
    return done;
  }

  /** The live queue as the active release has it, for the desk: hours, promised times, who is given what. */
  async liveQueue(): Promise<QueuePolicy> {
    const hash = this.#ready ? this.#releases.active() : null;
    return hash === null ? plainQueue(10) : queueOf((await loadEngine(this.env, hash)).policy);
  }

  /** Of the active release; when another became active while it was loaded, of that one. */
  async #matrix(): Promise<Areas> {
    for (;;) {
      const hash = this.#ready ? this.#releases.active() : null;
      if (hash === null) return { areas: [] };
      const { policy } = await loadEngine(this.env, hash);
      if (this.#releases.active() === hash) return policy.matrix;
    }
  }

  override async alarm(): Promise<void> {
    if (this.#ready) await this.#outbox.schedule.run(Date.now(), () => this.#outbox.flush());
  }

  /** An act that another object carried out: moved in the queue, told again. */
  note(who: string, what: string, detail: object): void {
    if (this.#ready) this.#log(who, what, detail);
  }

  #name(): string {
    return this.ctx.storage.sql.exec<{ name: string }>('SELECT name FROM site WHERE id = 1').one().name;
  }

  #log(who: string, what: string, detail: object): void {
    this.ctx.storage.sql.exec(
      'INSERT INTO log (at, who, what, detail) VALUES (?, ?, ?, ?)',
      new Date().toISOString(),
      who,
      what,
      JSON.stringify(detail),
    );
  }
}
