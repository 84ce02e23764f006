import { z } from 'zod';
import { serves } from '../desk/assign.ts';
import { type Colleague, type Presence, presenceSchema } from '../protocol.ts';
import type { Holder } from './tickets.ts';

/** Somebody at the desk as their row holds it. Not strict, and later parts have a default: see machine.ts. */
const rowSchema = z.object({
  id: z.string(),
  name: z.string(),
  role: z.enum(['agent', 'lead', 'admin']),
  presence: presenceSchema,
  since: z.iso.datetime(),
  capacity: z.int().positive(),
  teams: z.array(z.string()),
  skills: z.array(z.string()),
  lostAt: z.iso.datetime().nullable(),
});
type Row = z.infer<typeof rowSchema>;

/**
 * Who is at the desk. Rows, so that an evicted desk still knows who is away and who has been lost since when; read once, because
 * every change of the queue asks who is here.
 */
export class DeskPeople {
  static readonly migration = 'CREATE TABLE people (id TEXT PRIMARY KEY, record TEXT NOT NULL)';
  readonly #sql: SqlStorage;
  #rows: Map<string, Row> | null = null;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  #all(): Map<string, Row> {
    this.#rows ??= new Map(
      this.#sql
        .exec<{ record: string }>('SELECT record FROM people')
        .toArray()
        .map(({ record }) => rowSchema.parse(JSON.parse(record)))
        .map((row) => [row.id, row]),
    );
    return this.#rows;
  }

  find(id: string): Row | null {
    return this.#all().get(id) ?? null;
  }

  /** Said hello. Who was away or wrapping up still is: another tab must not change that. */
  arrive({ id, name, person: role, capacity, teams, skills }: Extract<Holder, { role: 'agent' }>): void {
    const known = this.find(id);
    const back = known !== null && known.presence !== 'offline';
    const presence = back ? known.presence : 'online';
    const since = back ? known.since : new Date().toISOString();
    this.#put({ id, name, role, capacity, teams, skills, presence, since, lostAt: null });
  }

  /** True if it changed. */
  set(id: string, presence: Presence): boolean {
    const known = this.find(id);
    if (!known || known.presence === presence) return false;
    this.#put({ ...known, presence, since: new Date().toISOString() });
    return true;
  }

  /** The last connection is gone; what they have is kept for them until then. */
  lose(id: string, lostAt: Date): void {
    const known = this.find(id);
    if (known) this.#put({ ...known, lostAt: lostAt.toISOString() });
  }

  leave(id: string): void {
    const known = this.find(id);
    if (known) this.#put({ ...known, presence: 'offline', since: new Date().toISOString(), lostAt: null });
  }

  /** Somebody who is here, or is gone and still has conversations. */
  colleague(id: string): Colleague | null {
    const row = this.find(id);
    if (!row) return null;
    const { load } = this.#sql
      .exec<{ load: number }>("SELECT COUNT(*) AS load FROM entries WHERE status = 'claimed' AND agent = ?", id)
      .one();
    return row.presence !== 'offline' || load > 0 ? { ...row, load } : null;
  }

  /** Everybody like that, by name. */
  list(): Colleague[] {
    const loads = new Map(
      this.#sql
        .exec<{ agent: string; load: number }>("SELECT agent, COUNT(*) AS load FROM entries WHERE status = 'claimed' GROUP BY agent")
        .toArray()
        .map(({ agent, load }) => [agent, load]),
    );
    return [...this.#all().values()]
      .map((row) => ({ ...row, load: loads.get(row.id) ?? 0 }))
      .filter(({ presence, load }) => presence !== 'offline' || load > 0)
      .sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
  }

  /** How many are online for a team. */
  atWork(team: string): number {
    return [...this.#all().values()].filter((row) => row.presence === 'online' && serves(row, team)).length;
  }

  #put(row: Row): void {
    this.#sql.exec('INSERT OR REPLACE INTO people (id, record) VALUES (?, ?)', row.id, JSON.stringify(row));
    this.#all().set(row.id, row);
  }
}
