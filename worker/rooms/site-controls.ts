import { ceilingOf, isBelow, isForPeople, oneDown } from '../../policy/autonomy.ts';
import { type Autonomy, autonomySchema, type Matrix } from '../../policy/schema.ts';
import { inForce } from '../turn/standing.ts';
import { type Change, type Controls, changeSchema, type Evidence, type Level, type Pause, type Person } from './controls-schema.ts';
import { toStanding } from './standing.ts';

export type ControlAnswer = { ok: true } | { ok: false; why: 'unknown-area' | 'above-release' | 'people-only'; message: string };

const unknownArea: ControlAnswer = {
  ok: false,
  why: 'unknown-area',
  message: 'The active release has no area of this name. Reload the page.',
};

export interface SteppedDown {
  changed: boolean;
  from: Autonomy;
  level: Autonomy;
}

/** What of the matrix is needed here. */
export type Areas = Pick<Matrix, 'areas'>;
type Log = (who: string, what: string, detail: object) => void;
type Stored<T> = { area: string; by_id: string | null; by_name: string | null; at: string; why: string } & T;

/**
 * Who paused or lowered what, and why. The matrix of the active release is the ceiling: everything here can only take away
 * from it. Every change is in the site's log.
 */
export class SiteControls {
  static readonly migration = `
    CREATE TABLE pauses (area TEXT PRIMARY KEY, by_id TEXT NOT NULL, by_name TEXT NOT NULL, at TEXT NOT NULL, why TEXT NOT NULL);
    CREATE TABLE levels (area TEXT PRIMARY KEY, level TEXT NOT NULL, by_id TEXT, by_name TEXT, at TEXT NOT NULL, why TEXT NOT NULL);`;
  readonly #sql: SqlStorage;
  readonly #log: Log;

  constructor(sql: SqlStorage, log: Log) {
    this.#sql = sql;
    this.#log = log;
  }

  read(): Controls {
    const pauses = this.#sql.exec<Stored<object>>('SELECT area, by_id, by_name, at, why FROM pauses ORDER BY at').toArray();
    const levels = this.#sql
      .exec<Stored<{ level: string }>>('SELECT area, level, by_id, by_name, at, why FROM levels ORDER BY at')
      .toArray();
    return {
      pauses: pauses.map(({ area, at, why, ...by }): Pause => ({ area, by: personOf(by) ?? nobody, at, why })),
      levels: levels.map(
        ({ area, level, at, why, ...by }): Level => ({ area, level: autonomySchema.parse(level), by: personOf(by), at, why }),
      ),
    };
  }

  /** Stops everything (`all`) or an area. Pausing what is paused keeps who did it first. */
  pause(areas: Areas['areas'], area: string, by: Person, why: string): ControlAnswer {
    if (area !== 'all' && !areas.some(({ id }) => id === area)) return unknownArea;
    const added = this.#sql.exec(
      'INSERT OR IGNORE INTO pauses (area, by_id, by_name, at, why) VALUES (?, ?, ?, ?, ?)',
      ...[area, by.id, by.name, now(), why],
    );
    if (added.rowsWritten > 0) this.#log(by.id, 'matrix.paused', { area, name: by.name, why });
    return { ok: true };
  }

  resume(area: string, by: Person, why: string): ControlAnswer {
    const removed = this.#sql.exec('DELETE FROM pauses WHERE area = ? RETURNING area', area).toArray();
    if (removed.length > 0) this.#log(by.id, 'matrix.resumed', { area, name: by.name, why });
    return { ok: true };
  }

  setLevel(matrix: Areas, area: string, level: Autonomy, by: Person, why: string): ControlAnswer {
    const row = matrix.areas.find(({ id }) => id === area);
    if (!row) return unknownArea;
    const ceiling = ceilingOf(row);
    if (isBelow(ceiling, level)) {
      if (isForPeople(row)) return { ok: false, why: 'people-only', message: `${row.title} stays with people: its controls say so.` };
      return { ok: false, why: 'above-release', message: `The approved matrix allows ${ceiling} here. To go above it, publish a release.` };
    }
    this.#set(matrix, area, level, by, why);
    return { ok: true };
  }

  /** The system takes an area one level down; what is lowest already stays. Raising it again is for a named lead. */
  stepDown(matrix: Areas, area: string, why: string, evidence: Evidence): SteppedDown {
    const own = this.#own(matrix, area);
    // Two verdicts at the same moment rest on the same reviews, and are one step.
    const held = this.read().levels.find((one) => one.area === area)?.at ?? null;
    if (evidence.since !== undefined && evidence.since !== held) return { changed: false, from: own, level: own };
    const level = oneDown(own);
    return { changed: this.#set(matrix, area, level, null, why, evidence), from: own, level };
  }

  /** The latest changes, newest first. */
  changes(limit: number): Change[] {
    return this.#sql
      .exec<{ at: string; who: string; what: string; detail: string }>(
        "SELECT at, who, what, detail FROM log WHERE what GLOB 'matrix.*' ORDER BY id DESC LIMIT ?",
        limit,
      )
      .toArray()
      .flatMap(({ at, who, what, detail }) => {
        const { area, name, why, from = null, to = null } = JSON.parse(detail);
        const by = who === 'system' ? null : { id: who, name };
        const parsed = changeSchema.safeParse({ at, area, what: what.slice('matrix.'.length), by, why, from, to });
        return parsed.success ? [parsed.data] : [];
      });
  }

  /** The level of the area itself: pauses and triage apart. */
  #own(matrix: Areas, area: string): Autonomy {
    return inForce({ areas: matrix.areas.filter(({ id }) => id === area) }, area, toStanding(this.read())).autonomy;
  }

  #set(matrix: Areas, area: string, level: Autonomy, by: Person | null, why: string, evidence?: Evidence): boolean {
    const from = this.#own(matrix, area);
    if (from === level) return false;
    this.#sql.exec(
      'INSERT OR REPLACE INTO levels (area, level, by_id, by_name, at, why) VALUES (?, ?, ?, ?, ?, ?)',
      ...[area, level, by?.id ?? null, by?.name ?? null, now(), why],
    );
    const what = by === null ? 'stepped-down' : isBelow(level, from) ? 'lowered' : 'raised';
    const owner = matrix.areas.find(({ id }) => id === area)?.owner;
    this.#log(by?.id ?? 'system', `matrix.${what}`, { area, name: by?.name, why, from, to: level, ...(evidence && { evidence, owner }) });
    return true;
  }
}

const now = () => new Date().toISOString();
const nobody: Person = { id: '', name: '' };
const personOf = ({ by_id, by_name }: { by_id: string | null; by_name: string | null }): Person | null =>
  by_id === null ? null : { id: by_id, name: by_name ?? by_id };
