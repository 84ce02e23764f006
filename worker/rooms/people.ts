import { z } from 'zod';
import {
  type PersonAnswer,
  type PersonChange,
  type PersonInput,
  personChangeSchema,
  personInputSchema,
  type RosterPerson,
  refusePerson,
  rosterPersonSchema,
  unknownPerson,
} from './people-schema.ts';

export type Log = (who: string, what: string, detail: object) => void;
type Facts = Pick<RosterPerson, 'name' | 'email' | 'role' | 'teams' | 'skills' | 'capacity'>;
type Row = Omit<Facts, 'teams' | 'skills'> & { id: string; teams: string; skills: string; deactivated: string | null };
type Counted = Row & { sessions: number; invites: number; seen: number | null };

const keys = ['name', 'email', 'role', 'teams', 'skills', 'capacity'] as const;
const wordsSchema = z.array(z.string());

/** Who works for a site. Nobody is ever taken out: who left is deactivated, so that what they did keeps their name. */
export class SitePeople {
  static readonly table = 'CREATE TABLE people (id TEXT PRIMARY KEY, name TEXT NOT NULL, email TEXT NOT NULL, role TEXT NOT NULL)';
  /** With defaults, so that the worker before this can go on adding people. */
  static readonly migration = `
    ALTER TABLE people ADD COLUMN teams TEXT NOT NULL DEFAULT '[]';
    ALTER TABLE people ADD COLUMN skills TEXT NOT NULL DEFAULT '[]';
    ALTER TABLE people ADD COLUMN capacity INTEGER NOT NULL DEFAULT 4;
    ALTER TABLE people ADD COLUMN deactivated TEXT`;
  readonly #sql: SqlStorage;
  readonly #log: Log;

  constructor(sql: SqlStorage, log: Log) {
    this.#sql = sql;
    this.#log = log;
  }

  list(now: number): RosterPerson[] {
    return this.#sql
      .exec<Counted>(
        `SELECT people.*,
           (SELECT COUNT(*) FROM sessions WHERE person = people.id AND expires > ?1) AS sessions,
           (SELECT COUNT(*) FROM invites WHERE person = people.id AND expires > ?1) AS invites,
           (SELECT MAX(seen) FROM sessions WHERE person = people.id) AS seen
         FROM people ORDER BY deactivated IS NOT NULL, name, id`,
        now,
      )
      .toArray()
      .map(({ deactivated, seen, teams, skills, ...row }) =>
        rosterPersonSchema.parse({
          ...row,
          teams: words(teams),
          skills: words(skills),
          deactivatedAt: deactivated,
          seenAt: seen === null ? null : new Date(seen).toISOString(),
        }),
      );
  }

  find(id: string): (Facts & { id: string; active: boolean }) | null {
    const row = this.#sql.exec<Row>('SELECT * FROM people WHERE id = ?', id).toArray()[0];
    if (!row) return null;
    const { deactivated, teams, skills, ...rest } = row;
    return { ...rest, teams: words(teams), skills: words(skills), active: deactivated === null };
  }

  /** By an address that was proven elsewhere. Capitals make no difference; two people of one address are nobody. */
  byEmail(email: string): string | null {
    const found = this.#sql
      .exec<{ id: string; active: number }>('SELECT id, deactivated IS NULL AS active FROM people WHERE lower(email) = lower(?)', email)
      .toArray();
    const active = found.filter((one) => one.active === 1);
    if (active.length > 1) return null;
    return active[0]?.id ?? found[0]?.id ?? null;
  }

  /** By an owner's tool: adds somebody, or changes who is there. It may do what admins may not do to themselves. */
  save(id: string, input: PersonInput, who: string): PersonAnswer {
    const known = this.find(id);
    const { teams, skills, capacity, active: _, ...facts } = personInputSchema.parse(input);
    const kept = { teams: known?.teams ?? [], skills: known?.skills ?? [], capacity: known?.capacity ?? 4 };
    const given = { ...(teams && { teams }), ...(skills && { skills }), ...(capacity && { capacity }) };
    return this.#keep(id, { ...facts, ...kept, ...given }, known, who);
  }

  /** By an admin. The id is made of the name and stays what it is when the name changes. */
  add(input: PersonInput, who: string): PersonAnswer<{ id: string }> {
    const id = this.#freeId(input.name);
    const done = this.save(id, input, who);
    return done.ok ? { ok: true, id } : done;
  }

  change(id: string, change: PersonChange, who: string): PersonAnswer {
    const known = this.find(id);
    if (!known) return unknownPerson;
    const next = { ...known, ...personChangeSchema.parse(change) };
    const lowered = known.role === 'admin' && next.role !== 'admin';
    if (lowered && id === who) return refusePerson('own-role', 'You cannot take your own rights away. Ask another admin.');
    if (lowered && known.active && this.#otherAdmins(id) === 0) return lastAdmin;
    return this.#keep(id, next, known, who);
  }

  /** True if it was changed. Ending their sessions is for who calls this. */
  setActive(id: string, active: boolean, who: string): PersonAnswer<{ changed: boolean }> {
    const known = this.find(id);
    if (!known) return unknownPerson;
    if (known.active === active) return { ok: true, changed: false };
    if (!active && id === who) return refusePerson('own-account', 'You cannot deactivate yourself. Ask another admin.');
    if (!active && known.role === 'admin' && this.#otherAdmins(id) === 0) return lastAdmin;
    if (active && this.#taken(known.email, id)) return emailTaken;
    this.#sql.exec('UPDATE people SET deactivated = ? WHERE id = ?', active ? null : new Date().toISOString(), id);
    this.#log(who, active ? 'person.reactivated' : 'person.deactivated', { person: id, name: known.name });
    return { ok: true, changed: true };
  }

  #keep(id: string, next: Facts, known: Facts | null, who: string): PersonAnswer {
    if (known?.email !== next.email && this.#taken(next.email, id)) return emailTaken;
    const changed = keys.filter((key) => JSON.stringify(known?.[key]) !== JSON.stringify(next[key]));
    if (changed.length === 0) return { ok: true };
    this.#sql.exec(
      `INSERT INTO people (id, name, email, role, teams, skills, capacity) VALUES (?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (id) DO UPDATE SET name = excluded.name, email = excluded.email, role = excluded.role, teams = excluded.teams,
         skills = excluded.skills, capacity = excluded.capacity`,
      ...[id, next.name, next.email, next.role, JSON.stringify(next.teams), JSON.stringify(next.skills), next.capacity],
    );
    const detail = known
      ? { person: id, from: pick(known, changed), to: pick(next, changed) }
      : { person: id, name: next.name, role: next.role };
    this.#log(who, known ? 'person.changed' : 'person.added', detail);
    return { ok: true };
  }

  /** An address may be used again once nobody who can sign in has it. */
  #taken(email: string, except: string): boolean {
    const found = this.#sql.exec('SELECT id FROM people WHERE lower(email) = lower(?) AND id <> ? AND deactivated IS NULL', email, except);
    return found.toArray().length > 0;
  }

  #otherAdmins(except: string): number {
    return this.#sql
      .exec<{ n: number }>("SELECT COUNT(*) AS n FROM people WHERE role = 'admin' AND deactivated IS NULL AND id <> ?", except)
      .one().n;
  }

  #freeId(name: string): string {
    const plain = name.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase();
    const made = plain
      .replaceAll(/[^a-z0-9]+/g, '-')
      .slice(0, 30)
      .replaceAll(/^-+|-+$/g, '');
    const base = made.length < 2 ? 'person' : made;
    for (let n = 1; ; n++) {
      const id = n === 1 ? base : `${base}-${n}`;
      if (!this.find(id) && !reserved.has(id)) return id;
    }
  }
}

/** What the log calls those who are nobody. */
const reserved = new Set(['service', 'system']);

const lastAdmin = refusePerson('last-admin', 'This is the only admin. Make somebody else an admin first.');
const emailTaken = refusePerson('email-taken', 'Somebody else here has this e-mail address. Each person has their own.');

const words = (text: string): string[] => wordsSchema.parse(JSON.parse(text));

const pick = (facts: Facts, some: readonly (keyof Facts)[]) => Object.fromEntries(some.map((key) => [key, facts[key]]));
