import { plainQueue, type QueuePolicy, queueOf } from '../../policy/queue.ts';
import type { Autonomy } from '../../policy/schema.ts';
import { areaSteppedDown } from '../ports/notify/events.ts';
import type { Gate } from '../release/gate-schema.ts';
import { loadEngine } from '../release/load.ts';
import type { Change, Controls, Evidence, Person } from './controls-schema.ts';
import { migrate } from './migrate.ts';
import { SitePeople } from './people.ts';
import { seal, unseal } from './seal.ts';
import { SiteSessions } from './sessions.ts';
import { type Areas, type ControlAnswer, SiteControls } from './site-controls.ts';
import { SiteGates } from './site-gates.ts';
import { SiteLog } from './site-log.ts';
import { SiteOutbox } from './site-outbox.ts';
import { SiteReleases } from './site-releases.ts';
import type { SiteConfig, SiteSnapshot } from './site-schema.ts';
import { siteConfigSchema } from './site-schema.ts';
import { SiteStaff } from './site-staff.ts';

const migrations = [
  `CREATE TABLE site (id INTEGER PRIMARY KEY CHECK (id = 1), name TEXT NOT NULL, config TEXT NOT NULL);
   ${SitePeople.table};
   ${SiteSessions.tables};
   ${SiteReleases.migration};
   ${SiteLog.table};`,
  SiteControls.migration,
  SiteGates.migration,
  SiteOutbox.migration,
  `${SitePeople.migration}; ${SiteSessions.migration}; ${SiteLog.migration};`,
];

/** One site: its configuration, people, sessions and releases. Read through site-cache.ts; nothing here is per message. */
export class Site extends SiteStaff {
  readonly #releases: SiteReleases;
  readonly #controls: SiteControls;
  readonly #outbox: SiteOutbox;

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    this.#outbox = new SiteOutbox(ctx.storage, env);
    if (this.ready) {
      migrate(ctx.storage, migrations);
      this.#outbox.schedule.rearm();
    }
    const log = (who: string, what: string, detail: object) => this.log.write(who, what, detail);
    this.#releases = new SiteReleases(ctx.storage.sql, log);
    this.#controls = new SiteControls(ctx.storage.sql, log);
  }

  async configure(id: string, config: SiteConfig, who: string): Promise<void> {
    const sealed = await seal(this.env.HANDRAIL_SECRET, JSON.stringify(config));
    if (!this.ready) migrate(this.ctx.storage, migrations);
    this.ready = true;
    this.ctx.storage.sql.exec('INSERT OR REPLACE INTO site (id, name, config) VALUES (1, ?, ?)', id, sealed);
    this.log.write(who, 'site.configured', {
      origins: config.origins,
      identity: config.identity,
      keys: config.identityKeys.map((key) => key.id),
    });
  }

  async snapshot(): Promise<SiteSnapshot | null> {
    if (!this.ready) return null;
    const row = this.ctx.storage.sql.exec<{ name: string; config: string }>('SELECT name, config FROM site WHERE id = 1').toArray()[0];
    if (!row) return null;
    const config = siteConfigSchema.parse(JSON.parse(await unseal(this.env.HANDRAIL_SECRET, row.config)));
    return { id: row.name, config, release: this.#releases.active(), ...this.#controls.read() };
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
    return this.ready ? this.#controls.read() : { pauses: [], levels: [] };
  }

  changes(limit: number): Change[] {
    return this.ready ? this.#controls.changes(limit) : [];
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
    const [matrix, site] = [await this.#matrix(), this.siteName()];
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
    const hash = this.ready ? this.#releases.active() : null;
    return hash === null ? plainQueue(10) : queueOf((await loadEngine(this.env, hash)).policy);
  }

  /** Of the active release; when another became active while it was loaded, of that one. */
  async #matrix(): Promise<Areas> {
    for (;;) {
      const hash = this.ready ? this.#releases.active() : null;
      if (hash === null) return { areas: [] };
      const { policy } = await loadEngine(this.env, hash);
      if (this.#releases.active() === hash) return policy.matrix;
    }
  }

  override async alarm(): Promise<void> {
    if (this.ready) await this.#outbox.schedule.run(Date.now(), () => this.#outbox.flush());
  }
}
