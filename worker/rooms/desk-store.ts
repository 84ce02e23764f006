import type { QueueEntry } from '../protocol.ts';
import { type Mirror, mirrorSchema } from './desk-types.ts';
import type { Agent } from './machine.ts';
import { Schedule } from './schedule.ts';
import { Tickets } from './tickets.ts';

export const deskMigrations = [
  `CREATE TABLE entries (
     handoff TEXT PRIMARY KEY, status TEXT NOT NULL, priority INTEGER NOT NULL, created TEXT NOT NULL, revision INTEGER NOT NULL,
     agent TEXT, confirmed INTEGER NOT NULL DEFAULT 1, claimed_at TEXT, waited INTEGER, changed INTEGER NOT NULL, mirror TEXT NOT NULL);
   CREATE INDEX entries_open ON entries (status, priority, created);
   CREATE TABLE desk (id INTEGER PRIMARY KEY CHECK (id = 1), site TEXT NOT NULL);
   ${Schedule.migration}; ${Tickets.migration};`,
];

export interface Entry {
  mirror: Mirror;
  /** What the desk holds; ahead of the mirror only while a claim is being confirmed. */
  status: Mirror['status'];
  agent: Agent | null;
  confirmed: boolean;
  claimedAt: string | null;
}

type Row = { status: Mirror['status']; agent: string | null; confirmed: number; claimed_at: string | null; mirror: string };

/** How long closed entries are kept, so that a late redelivery cannot open them again. */
const keep = 7 * 24 * 3_600_000;

/** Rows of the queue. */
export class DeskStore {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  site(): string {
    return this.#sql.exec<{ site: string }>('SELECT site FROM desk').toArray()[0]?.site ?? '';
  }

  setSite(site: string): void {
    this.#sql.exec('INSERT OR IGNORE INTO desk (id, site) VALUES (1, ?)', site);
  }

  find(handoff: string): Entry | null {
    const row = this.#sql
      .exec<Row>('SELECT status, agent, confirmed, claimed_at, mirror FROM entries WHERE handoff = ?', handoff)
      .toArray()[0];
    return row ? entryOf(row) : null;
  }

  put({ mirror, status, agent, confirmed, claimedAt }: Entry, waited: number | null): void {
    this.#sql.exec(
      `INSERT INTO entries (handoff, status, priority, created, revision, agent, confirmed, claimed_at, waited, changed, mirror)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (handoff) DO UPDATE SET status = excluded.status, revision = excluded.revision, agent = excluded.agent,
         confirmed = excluded.confirmed, claimed_at = excluded.claimed_at, waited = COALESCE(entries.waited, excluded.waited),
         changed = excluded.changed, mirror = excluded.mirror`,
      mirror.handoff.id,
      status,
      mirror.handoff.priority,
      mirror.handoff.createdAt,
      mirror.revision,
      agent?.id ?? null,
      confirmed ? 1 : 0,
      claimedAt,
      waited,
      Date.now(),
      JSON.stringify({ mirror, agent }),
    );
  }

  /** Everything the desk shows, most urgent first. */
  open(): Entry[] {
    return this.#sql
      .exec<Row>(
        "SELECT status, agent, confirmed, claimed_at, mirror FROM entries WHERE status IN ('waiting', 'claimed', 'missed') ORDER BY priority, created, handoff",
      )
      .toArray()
      .map(entryOf);
  }

  waiting(limit: number): Entry[] {
    return this.#sql
      .exec<Row>(
        "SELECT status, agent, confirmed, claimed_at, mirror FROM entries WHERE status = 'waiting' ORDER BY priority, created, handoff LIMIT ?",
        limit,
      )
      .toArray()
      .map(entryOf);
  }

  claimedBy(agent: string): Entry[] {
    return this.#sql
      .exec<Row>("SELECT status, agent, confirmed, claimed_at, mirror FROM entries WHERE status = 'claimed' AND agent = ?", agent)
      .toArray()
      .map(entryOf);
  }

  claimants(): string[] {
    return this.#sql
      .exec<{ agent: string }>("SELECT DISTINCT agent FROM entries WHERE status = 'claimed' AND agent IS NOT NULL")
      .toArray()
      .map((row) => row.agent);
  }

  /** From 1; null when not waiting. */
  placeOf({ mirror }: Entry): number | null {
    const { id, priority, createdAt } = mirror.handoff;
    const row = this.#sql
      .exec<{ status: string; ahead: number }>(
        `SELECT status, (SELECT COUNT(*) FROM entries WHERE status = 'waiting'
           AND (priority < ?1 OR (priority = ?1 AND (created < ?2 OR (created = ?2 AND handoff < ?3))))) AS ahead
         FROM entries WHERE handoff = ?3`,
        priority,
        createdAt,
        id,
      )
      .toArray()[0];
    return row?.status === 'waiting' ? row.ahead + 1 : null;
  }

  /** Milliseconds that the last entries waited until they were claimed, over two hours. */
  recentWaits(): number[] {
    return this.#sql
      .exec<{ waited: number }>(
        'SELECT waited FROM entries WHERE waited IS NOT NULL AND changed > ? ORDER BY changed DESC LIMIT 50',
        Date.now() - 7_200_000,
      )
      .toArray()
      .map((row) => row.waited);
  }

  prune(): void {
    this.#sql.exec("DELETE FROM entries WHERE status IN ('done', 'withdrawn') AND changed < ?", Date.now() - keep);
  }
}

function entryOf(row: Row): Entry {
  const held: unknown = JSON.parse(row.mirror);
  const mirror = mirrorSchema.parse(typeof held === 'object' && held !== null && 'mirror' in held ? held.mirror : held);
  const agent = typeof held === 'object' && held !== null && 'agent' in held ? mirrorSchema.shape.agent.parse(held.agent) : null;
  return { mirror, status: row.status, agent, confirmed: row.confirmed === 1, claimedAt: row.claimed_at };
}

/** An entry as the desk page sees it; null once it has left the queue. */
export function toQueueEntry({ mirror, status, agent, claimedAt }: Entry): QueueEntry | null {
  if (status === 'done' || status === 'withdrawn') return null;
  const { handoff } = mirror;
  return {
    handoffId: handoff.id,
    conversationId: mirror.conversationId,
    status,
    reason: handoff.reason,
    priority: handoff.priority,
    team: handoff.team,
    area: handoff.area,
    ruleIds: handoff.ruleIds,
    language: handoff.language,
    customer: mirror.customer,
    snippet: mirror.snippet,
    createdAt: handoff.createdAt,
    promisedAt: handoff.promisedAt,
    claimedAt: status === 'claimed' ? claimedAt : null,
    agent: status === 'claimed' ? agent : null,
    due: handoff.due,
    privacyType: handoff.privacyType,
    given: handoff.given,
  };
}
