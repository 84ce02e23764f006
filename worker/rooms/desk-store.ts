import { type QueuePolicy, queuePolicySchema } from '../../policy/queue.ts';
import type { QueueEntry, Sla } from '../protocol.ts';
import { DeskPeople } from './desk-people.ts';
import { type Mention, type Mirror, mentionSchema, mirrorSchema } from './desk-types.ts';
import type { Agent } from './machine.ts';
import { Outbox } from './outbox.ts';
import { Places } from './places.ts';
import { Schedule } from './schedule.ts';
import { Tickets } from './tickets.ts';

export const deskMigrations = [
  `CREATE TABLE entries (
     handoff TEXT PRIMARY KEY, status TEXT NOT NULL, priority INTEGER NOT NULL, created TEXT NOT NULL, revision INTEGER NOT NULL,
     agent TEXT, confirmed INTEGER NOT NULL DEFAULT 1, claimed_at TEXT, waited INTEGER, changed INTEGER NOT NULL, mirror TEXT NOT NULL);
   CREATE INDEX entries_open ON entries (status, priority, created);
   CREATE TABLE desk (id INTEGER PRIMARY KEY CHECK (id = 1), site TEXT NOT NULL);
   ${Schedule.migration}; ${Tickets.migration};`,
  // A row of the worker before this one has no rank: when it came counts, as it did there.
  `ALTER TABLE entries ADD COLUMN rank TEXT NOT NULL DEFAULT '';
   ALTER TABLE entries ADD COLUMN team TEXT NOT NULL DEFAULT '';
   ALTER TABLE entries ADD COLUMN breached TEXT NOT NULL DEFAULT '';
   UPDATE entries SET rank = created;
   CREATE INDEX entries_agent ON entries (status, agent);
   CREATE TABLE mentions (id TEXT PRIMARY KEY, person TEXT NOT NULL, mention TEXT NOT NULL);
   ${DeskPeople.migration}; ${Outbox.migration};`,
  // Thousands wait, and each change asks who is next, who is before whom and which timer is the earliest.
  `CREATE INDEX entries_urgency ON entries (status, (priority = 1) DESC, rank, handoff);
   CREATE INDEX entries_team ON entries (team, status, rank);
   DROP INDEX entries_open;
   ${Schedule.index};`,
  // Asked with every change; most entries have not been claimed yet. Places are counted in memory now.
  `DROP INDEX entries_team;
   CREATE INDEX entries_waited ON entries (team, changed) WHERE waited IS NOT NULL;
   CREATE TABLE policy (id INTEGER PRIMARY KEY CHECK (id = 1), queue TEXT NOT NULL);`,
];

/** worker/desk/order.ts, in the words of the database. */
const urgency = '(priority = 1) DESC, rank, handoff';
const columns = 'status, agent, confirmed, claimed_at, mirror';

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

/** Entries that are held in memory: those that were written last are asked for several times at once. */
const held = 500;

/** Rows of the queue. */
export class DeskStore {
  readonly #storage: DurableObjectStorage;
  readonly #sql: SqlStorage;
  readonly #entries = new Map<string, Entry>();
  #places: Places | null = null;

  constructor(storage: DurableObjectStorage) {
    this.#storage = storage;
    this.#sql = storage.sql;
  }

  /** One transaction. What is held in memory follows a rollback. */
  transaction<T>(work: () => T): T {
    try {
      return this.#storage.transactionSync(work);
    } catch (error) {
      this.#entries.clear();
      this.#places = null;
      throw error;
    }
  }

  site(): string {
    return this.#sql.exec<{ site: string }>('SELECT site FROM desk').toArray()[0]?.site ?? '';
  }

  setSite(site: string): void {
    this.#sql.exec('INSERT OR IGNORE INTO desk (id, site) VALUES (1, ?)', site);
  }

  /** The queue of the release that was read last; null before the first one. */
  policy(): QueuePolicy | null {
    const row = this.#sql.exec<{ queue: string }>('SELECT queue FROM policy').toArray()[0];
    return row ? (queuePolicySchema.safeParse(JSON.parse(row.queue)).data ?? null) : null;
  }

  keepPolicy(queue: QueuePolicy): void {
    this.#sql.exec('INSERT OR REPLACE INTO policy (id, queue) VALUES (1, ?)', JSON.stringify(queue));
  }

  find(handoff: string): Entry | null {
    const known = this.#entries.get(handoff);
    if (known) return known;
    const row = this.#sql.exec<Row>(`SELECT ${columns} FROM entries WHERE handoff = ?`, handoff).toArray()[0];
    return row ? entryOf(row) : null;
  }

  put(entry: Entry, waited: number | null): void {
    const { mirror, status, agent, confirmed, claimedAt } = entry;
    this.#sql.exec(
      `INSERT INTO entries (handoff, status, priority, created, rank, team, revision, agent, confirmed, claimed_at, waited, changed, mirror)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (handoff) DO UPDATE SET status = excluded.status, priority = excluded.priority, rank = excluded.rank,
         team = excluded.team, revision = excluded.revision, agent = excluded.agent,
         confirmed = excluded.confirmed, claimed_at = excluded.claimed_at, waited = COALESCE(entries.waited, excluded.waited),
         changed = excluded.changed, mirror = excluded.mirror`,
      mirror.handoff.id,
      status,
      mirror.handoff.priority,
      mirror.handoff.createdAt,
      rankOf(mirror),
      mirror.handoff.team,
      mirror.revision,
      agent?.id ?? null,
      confirmed ? 1 : 0,
      claimedAt,
      waited,
      Date.now(),
      JSON.stringify({ mirror, agent }),
    );
    if (this.#entries.size >= held) this.#entries.clear();
    this.#entries.set(mirror.handoff.id, entry);
    if (status === 'waiting') this.#places?.set(mirror.handoff.team, orderOf(mirror));
    else this.#places?.remove(mirror.handoff.id);
  }

  /** Everything the desk shows, most urgent first. */
  open(): Entry[] {
    return this.#sql
      .exec<Row>(`SELECT ${columns} FROM entries WHERE status IN ('waiting', 'claimed', 'missed') ORDER BY ${urgency}`)
      .toArray()
      .map(entryOf);
  }

  waiting(limit: number): Entry[] {
    return this.#sql
      .exec<Row>(`SELECT ${columns} FROM entries WHERE status = 'waiting' ORDER BY ${urgency} LIMIT ?`, limit)
      .toArray()
      .map(entryOf);
  }

  claimedBy(agent: string): Entry[] {
    return this.#sql.exec<Row>(`SELECT ${columns} FROM entries WHERE status = 'claimed' AND agent = ?`, agent).toArray().map(entryOf);
  }

  claimants(): string[] {
    return this.#sql
      .exec<{ agent: string }>("SELECT DISTINCT agent FROM entries WHERE status = 'claimed' AND agent IS NOT NULL")
      .toArray()
      .map((row) => row.agent);
  }

  /** From 1, among those who wait for the same team; null when not waiting. */
  placeOf({ mirror }: Entry): number | null {
    this.#places ??= this.#readPlaces();
    return this.#places.of(mirror.handoff.id);
  }

  #readPlaces(): Places {
    const places = new Places();
    const rows = this.#sql.exec<{ handoffId: string; priority: number; rankAt: string; team: string }>(
      "SELECT handoff AS handoffId, priority, rank AS rankAt, team FROM entries WHERE status = 'waiting'",
    );
    for (const { team, ...key } of rows) places.set(team, key);
    return places;
  }

  /** Notes which promised times were broken; gives back those that are new. */
  breach(handoff: string, keys: readonly string[]): string[] {
    if (keys.length === 0) return [];
    const row = this.#sql.exec<{ breached: string }>('SELECT breached FROM entries WHERE handoff = ?', handoff).toArray()[0];
    const known = row?.breached.split(' ') ?? [];
    const fresh = keys.filter((key) => !known.includes(key));
    if (row && fresh.length > 0)
      this.#sql.exec('UPDATE entries SET breached = ? WHERE handoff = ?', [...known, ...fresh].join(' ').trim(), handoff);
    return fresh;
  }

  /** Milliseconds that the last entries of a team waited until they were claimed, over two hours. */
  recentWaits(team: string): number[] {
    return this.#sql
      .exec<{ waited: number }>(
        'SELECT waited FROM entries WHERE waited IS NOT NULL AND team = ? AND changed > ? ORDER BY changed DESC LIMIT 50',
        team,
        Date.now() - 7_200_000,
      )
      .toArray()
      .map((row) => row.waited);
  }

  keepMention(mention: Mention): void {
    this.#sql.exec(
      'INSERT OR IGNORE INTO mentions (id, person, mention) VALUES (?, ?, ?)',
      mention.id,
      mention.person,
      JSON.stringify(mention),
    );
  }

  mentionsOf(person: string): Mention[] {
    return this.#sql
      .exec<{ mention: string }>('SELECT mention FROM mentions WHERE person = ? ORDER BY rowid', person)
      .toArray()
      .map((row) => mentionSchema.parse(JSON.parse(row.mention)));
  }

  forgetMention(id: string): void {
    this.#sql.exec('DELETE FROM mentions WHERE id = ?', id);
  }

  prune(): void {
    this.#entries.clear();
    this.#sql.exec("DELETE FROM entries WHERE status IN ('done', 'withdrawn') AND changed < ?", Date.now() - keep);
  }
}

function entryOf(row: Row): Entry {
  const held: unknown = JSON.parse(row.mirror);
  const mirror = mirrorSchema.parse(typeof held === 'object' && held !== null && 'mirror' in held ? held.mirror : held);
  const agent = typeof held === 'object' && held !== null && 'agent' in held ? mirrorSchema.shape.agent.parse(held.agent) : null;
  return { mirror, status: row.status, agent, confirmed: row.confirmed === 1, claimedAt: row.claimed_at };
}

/** An older handoff has no rank: it is placed by when it was promised. */
const rankOf = ({ handoff }: Mirror) => handoff.rankAt ?? handoff.promisedAt;

const orderOf = (mirror: Mirror) => ({ handoffId: mirror.handoff.id, priority: mirror.handoff.priority, rankAt: rankOf(mirror) });

/** An entry as the desk page sees it; null once it has left the queue. */
export function toQueueEntry({ mirror, status, agent, claimedAt }: Entry, sla: Sla | null): QueueEntry | null {
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
    rankAt: rankOf(mirror),
    skills: handoff.skills,
    awaitingSince: handoff.awaitingSince,
    answeredAt: handoff.answeredAt,
    sla,
    agent: status === 'claimed' ? agent : null,
    due: handoff.due,
    privacyType: handoff.privacyType,
    given: handoff.given,
  };
}
