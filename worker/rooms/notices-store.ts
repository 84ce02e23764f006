import { z } from 'zod';
import { type NotifyEvent, notifyEventSchema } from '../ports/notify/port.ts';
import { day, failing } from './notice-times.ts';
import { type Attempt, attemptSchema, type Notice, type NoticeFilter, type NoticesReport, noticeSchema } from './notices-schema.ts';
import { Outbox } from './outbox.ts';
import { Schedule } from './schedule.ts';

export const noticesMigrations = [
  `CREATE TABLE endpoint (
     id INTEGER PRIMARY KEY CHECK (id = 1), site TEXT NOT NULL, failures INTEGER NOT NULL DEFAULT 0, since INTEGER,
     hold INTEGER NOT NULL DEFAULT 0, sent INTEGER);
   CREATE TABLE notices (
     seq INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, type TEXT NOT NULL, conversation TEXT NOT NULL, event TEXT NOT NULL,
     at INTEGER NOT NULL, status TEXT NOT NULL, tries INTEGER NOT NULL DEFAULT 0, began INTEGER NOT NULL, first INTEGER,
     next INTEGER NOT NULL, ended INTEGER);
   CREATE INDEX notices_due ON notices (status, next);
   CREATE INDEX notices_ended ON notices (status, ended);
   CREATE TABLE attempts (
     id INTEGER PRIMARY KEY AUTOINCREMENT, notice INTEGER NOT NULL, at INTEGER NOT NULL, what TEXT NOT NULL, detail TEXT NOT NULL,
     by TEXT NOT NULL);
   CREATE INDEX attempts_notice ON attempts (notice, id);
   ${Schedule.migration}; ${Outbox.migration};`,
  Schedule.index,
];

type Row = Pick<Notice, 'id' | 'type' | 'conversation' | 'status' | 'tries'> & {
  seq: number;
  event: string;
  at: number;
  next: number;
  ended: number | null;
};
type AttemptRow = Pick<Attempt, 'what' | 'detail' | 'by'> & { at: number };
export type Waiting = Pick<Row, 'seq' | 'conversation' | 'tries'> & { event: NotifyEvent };
export type Endpoint = {
  site: string;
  /** In a row, of whichever events, since it last took one. */
  failures: number;
  since: number | null;
  /** Nothing is tried before. */
  hold: number;
  sent: number | null;
};

/** As it is read where it is not told: its type may be one of a newer worker, which was taken back. */
const keptSchema = notifyEventSchema.extend({ type: z.string() });
export type Kept = z.infer<typeof keptSchema>;

const shown = 100;
/** Attempts kept of one event: all of a round, and what people had done after it. */
const remembered = 60;
const statuses: Record<NoticeFilter, string> = {
  failed: "status = 'dead'",
  waiting: "status = 'waiting'",
  sent: "status IN ('sent', 'nobody')",
};

/** Rows of what a site is told. Everything is synchronous: what one method writes is one transaction with its caller's. */
export class NoticesStore {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  setSite(site: string): void {
    this.#sql.exec('INSERT OR IGNORE INTO endpoint (id, site) VALUES (1, ?)', site);
  }

  endpoint(): Endpoint {
    return this.#sql.exec<Endpoint>('SELECT site, failures, since, hold, sent FROM endpoint').one();
  }

  /** False where it is known already. */
  add(event: NotifyEvent, now: number): boolean {
    const { conversation } = event.data;
    const { rowsWritten } = this.#sql.exec(
      `INSERT OR IGNORE INTO notices (id, type, conversation, event, at, status, began, next) VALUES (?, ?, ?, ?, ?, 'waiting', ?, ?)`,
      ...[event.id, event.type, typeof conversation === 'string' ? conversation : '', JSON.stringify(event), now, now, now],
    );
    return rowsWritten > 0;
  }

  /**
   * What may be tried now: in the order of arrival, but while the system fails whatever was tried longest ago, so that one
   * event which it never takes does not stand for all. Of one conversation one at a time.
   */
  pick(now: number, flying: ReadonlyMap<number, string>): Waiting | null {
    const order = this.endpoint().failures >= failing ? 'next, seq' : 'seq';
    const due = this.#sql
      .exec<Row>(`SELECT * FROM notices WHERE status = 'waiting' AND next <= ? ORDER BY ${order} LIMIT 50`, now)
      .toArray();
    const busy = new Set(flying.values());
    for (const { seq, conversation, tries, event } of due) {
      if (flying.has(seq) || (conversation !== '' && busy.has(conversation))) continue;
      const read = notifyEventSchema.safeParse(JSON.parse(event));
      if (read.success) return { seq, conversation, tries, event: read.data };
      // Of a newer worker: it keeps for when that is there again.
      this.putOff(seq, now + day / 24);
    }
    return null;
  }

  /** When something may be tried; null when nothing waits. */
  next(): number | null {
    const { next } = this.#sql.exec<{ next: number | null }>("SELECT MIN(next) AS next FROM notices WHERE status = 'waiting'").one();
    return next === null ? null : Math.max(next, this.endpoint().hold);
  }

  /** Another one may not begin it before. Its end says when it is really tried again. */
  putOff(seq: number, next: number): void {
    this.#sql.exec("UPDATE notices SET next = ? WHERE seq = ? AND status = 'waiting'", next, seq);
  }

  tried(seq: number, at: number, what: Attempt['what'], detail: string, by = ''): void {
    this.#sql.exec('INSERT INTO attempts (notice, at, what, detail, by) VALUES (?, ?, ?, ?, ?)', seq, at, what, detail, by);
    this.#sql.exec(
      'DELETE FROM attempts WHERE notice = ?1 AND id <= (SELECT id FROM attempts WHERE notice = ?1 ORDER BY id DESC LIMIT 1 OFFSET ?2)',
      seq,
      remembered,
    );
  }

  failed(seq: number, at: number, next: number): void {
    this.#sql.exec(
      "UPDATE notices SET tries = tries + 1, first = COALESCE(first, ?1), next = ?2 WHERE seq = ?3 AND status = 'waiting'",
      at,
      next,
      seq,
    );
  }

  /** What was taken is not needed again: only a dead one keeps what it says. */
  end(seq: number, at: number, status: 'sent' | 'nobody' | 'dead'): void {
    const tries = status === 'nobody' ? '' : ', tries = tries + 1';
    const event = status === 'dead' ? '' : ", event = ''";
    this.#sql.exec(`UPDATE notices SET status = ?, ended = ?${tries}${event} WHERE seq = ?`, status, at, seq);
  }

  saveEndpoint(change: Partial<Endpoint>): void {
    const { failures, since, hold, sent } = { ...this.endpoint(), ...change };
    this.#sql.exec('UPDATE endpoint SET failures = ?, since = ?, hold = ?, sent = ?', failures, since, hold, sent);
  }

  /** The system is back: what failed in this outage only goes again at once. What failed before it keeps its own pause. */
  hurry(since: number, now: number): void {
    this.#sql.exec("UPDATE notices SET next = ?1 WHERE status = 'waiting' AND first >= ?2 AND next > ?1", now, since);
  }

  /** Those whose patience is over. */
  old(before: number): { seq: number; event: Kept }[] {
    return this.#sql
      .exec<{ seq: number; event: string }>("SELECT seq, event FROM notices WHERE status = 'waiting' AND began < ? LIMIT 200", before)
      .toArray()
      .map(({ seq, event }) => ({ seq, event: keptSchema.parse(JSON.parse(event)) }));
  }

  /** From the beginning, before all others. */
  again(seq: number, now: number): void {
    this.#sql.exec(
      "UPDATE notices SET status = 'waiting', tries = 0, began = ?, first = NULL, next = 0, ended = NULL WHERE seq = ?",
      now,
      seq,
    );
  }

  dead(): { seq: number; event: Kept }[] {
    return this.#sql
      .exec<{ seq: number; event: string }>("SELECT seq, event FROM notices WHERE status = 'dead' ORDER BY seq")
      .toArray()
      .map(({ seq, event }) => ({ seq, event: keptSchema.parse(JSON.parse(event)) }));
  }

  /** Forgets what is long over. Answers with how many of those nobody ever took. */
  forget(now: number): number {
    const over = "(status IN ('sent', 'nobody') AND ended < ?1) OR (status = 'dead' AND ended < ?2)";
    const [sent, dead] = [now - 7 * day, now - 90 * day];
    const lost = this.#sql.exec<{ n: number }>("SELECT COUNT(*) AS n FROM notices WHERE status = 'dead' AND ended < ?", dead).one().n;
    this.#sql.exec(`DELETE FROM attempts WHERE notice IN (SELECT seq FROM notices WHERE ${over})`, sent, dead);
    this.#sql.exec(`DELETE FROM notices WHERE ${over}`, sent, dead);
    return lost;
  }

  isEmpty(): boolean {
    return this.#sql.exec('SELECT seq FROM notices LIMIT 1').toArray().length === 0;
  }

  find(id: string): { seq: number; notice: Notice; event: Kept | null } | null {
    const row = this.#sql.exec<Row>('SELECT * FROM notices WHERE id = ?', id).toArray()[0];
    if (!row) return null;
    return { seq: row.seq, notice: this.#notice(row), event: row.event === '' ? null : keptSchema.parse(JSON.parse(row.event)) };
  }

  attempts(seq: number): Attempt[] {
    return this.#sql
      .exec<AttemptRow>('SELECT at, what, detail, by FROM attempts WHERE notice = ? ORDER BY id', seq)
      .toArray()
      .map(attemptOf);
  }

  report(filter: NoticeFilter): NoticesReport {
    const { failures, since, sent } = this.endpoint();
    const next = this.next();
    const order = filter === 'waiting' ? 'seq' : 'ended DESC, seq DESC';
    const rows = this.#sql.exec<Row>(`SELECT * FROM notices WHERE ${statuses[filter]} ORDER BY ${order} LIMIT ${shown}`).toArray();
    const down = failures >= failing && since !== null;
    return {
      counts: { failed: this.#count('failed'), waiting: this.#count('waiting'), sent: this.#count('sent') },
      failing: down ? { since: iso(since), failures, next: next === null ? null : iso(next) } : null,
      sentAt: sent === null ? null : iso(sent),
      notices: rows.map((row) => this.#notice(row)),
    };
  }

  #count(filter: NoticeFilter): number {
    return this.#sql.exec<{ n: number }>(`SELECT COUNT(*) AS n FROM notices WHERE ${statuses[filter]}`).one().n;
  }

  #notice({ seq, id, type, conversation, at, status, tries, next, ended }: Row): Notice {
    const last = this.#sql.exec<AttemptRow>('SELECT at, what, detail, by FROM attempts WHERE notice = ? ORDER BY id DESC LIMIT 1', seq);
    return noticeSchema.parse({
      ...{ id, type, conversation, status, tries, at: iso(at), next: status === 'waiting' ? iso(next) : null },
      ...{ ended: ended === null ? null : iso(ended), last: last.toArray().map(attemptOf)[0] ?? null },
    });
  }
}

const iso = (at: number) => new Date(at).toISOString();
const attemptOf = (row: AttemptRow): Attempt => attemptSchema.parse({ ...row, at: iso(row.at) });
