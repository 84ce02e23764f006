import { z } from 'zod';
import { canonicalNumber } from '../turn/reference.ts';
import { type RefundFiling, type RefundUnit, refundKey, unitSchema } from '../turn/refund/filing.ts';
import type { History } from '../turn/refund/ledger.ts';
import { Outbox } from './outbox.ts';
import type { Spent } from './refund-limits.ts';
import { type Approver, approverSchema, type RefundRequest, type RefundStatus, refundRequestSchema } from './refund-schema.ts';
import { Schedule } from './schedule.ts';

export const refundMigrations = [
  `CREATE TABLE ledger (id INTEGER PRIMARY KEY CHECK (id = 1), site TEXT NOT NULL);
   CREATE TABLE requests (
     key TEXT PRIMARY KEY, order_number TEXT NOT NULL, status TEXT NOT NULL, currency TEXT NOT NULL, amount INTEGER NOT NULL,
     customer TEXT NOT NULL, ceiling INTEGER NOT NULL, revision INTEGER NOT NULL, turn TEXT NOT NULL, filed INTEGER NOT NULL,
     decided INTEGER, told TEXT NOT NULL, record TEXT NOT NULL);
   CREATE INDEX requests_open ON requests (status, filed);
   CREATE INDEX requests_order ON requests (order_number);
   CREATE INDEX requests_customer ON requests (customer, status, decided);
   CREATE INDEX requests_decided ON requests (status, decided);
   CREATE TABLE steps (
     id INTEGER PRIMARY KEY AUTOINCREMENT, key TEXT NOT NULL, at INTEGER NOT NULL, what TEXT NOT NULL, person TEXT, amount INTEGER NOT NULL,
     reason TEXT NOT NULL);
   CREATE INDEX steps_key ON steps (key, id);
   ${Schedule.migration}; ${Outbox.migration};`,
];

type Step = RefundRequest['history'][number]['what'];
type Row = {
  key: string;
  order_number: string;
  status: RefundRequest['status'];
  currency: string;
  amount: number;
  customer: string;
  ceiling: number;
  revision: number;
  turn: string;
  told: RefundRequest['told'];
  record: string;
};

/** What stays as it was filed. */
const recordSchema = z.strictObject({ order: z.string(), conversation: z.string(), question: z.string(), unit: unitSchema });

const shown = 200;
const day = 86_400_000;

/** Rows of the ledger. Everything is synchronous: what one method writes is one transaction with its caller's. */
export class RefundStore {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  site(): string {
    return this.#sql.exec<{ site: string }>('SELECT site FROM ledger').toArray()[0]?.site ?? '';
  }

  setSite(site: string): void {
    this.#sql.exec('INSERT OR IGNORE INTO ledger (id, site) VALUES (1, ?)', site);
  }

  find(key: string): RefundRequest | null {
    const row = this.#row(key);
    return row ? this.#request(row) : null;
  }

  /** False where this unit was filed before: nothing is written then. */
  add(filing: RefundFiling, unit: RefundUnit, customer: string, by: Approver | null): boolean {
    const key = refundKey(this.site(), filing.order, unit.line, unit.unit);
    if (this.#row(key)) return false;
    const { order, conversation, question } = filing;
    this.#sql.exec(
      `INSERT INTO requests (key, order_number, status, currency, amount, customer, ceiling, revision, turn, filed, told, record)
       VALUES (?, ?, 'open', ?, ?, ?, ?, 1, ?, ?, '', ?)`,
      key,
      canonicalNumber(order),
      filing.currency,
      unit.amount,
      customer,
      filing.ceiling,
      filing.turn,
      Date.now(),
      JSON.stringify({ order, conversation, question, unit }),
    );
    this.#step(key, 'filed', by, unit.amount, '');
    return true;
  }

  change(key: string, amount: number, by: Approver, reason: string): void {
    this.#sql.exec('UPDATE requests SET amount = ?, revision = revision + 1 WHERE key = ?', amount, key);
    this.#step(key, 'changed', by, amount, reason);
  }

  close(key: string, status: 'approved' | 'rejected', by: Approver | null, reason: string): void {
    const told = status === 'approved' ? 'pending' : '';
    this.#sql.exec(
      'UPDATE requests SET status = ?, decided = ?, told = ?, revision = revision + 1 WHERE key = ?',
      status,
      Date.now(),
      told,
      key,
    );
    this.#step(key, status, by, this.#row(key)?.amount ?? 0, reason);
  }

  told(key: string, told: RefundRequest['told']): void {
    this.#sql.exec('UPDATE requests SET told = ? WHERE key = ?', told, key);
  }

  /** Whether the policy approved it in this very turn: a retry gets the same answer. */
  approvedIn(key: string, turn: string): boolean {
    const row = this.#row(key);
    return row?.turn === turn && row.status === 'approved' && this.#request(row).history.at(-1)?.by === null;
  }

  /** What was approved so far, as far as it counts for this request. */
  spent(key: string, windowDays: number): Spent {
    const row = this.#row(key);
    if (!row) return { customer: 0, day: 0, order: 0, ceiling: 0 };
    const now = Date.now();
    const sum = (where: string, ...values: (string | number)[]) =>
      this.#sql
        .exec<{ total: number }>(
          `SELECT COALESCE(SUM(amount), 0) AS total FROM requests WHERE status = 'approved' AND currency = ? AND ${where}`,
          row.currency,
          ...values,
        )
        .one().total;
    return {
      customer: sum('customer = ? AND decided > ?', row.customer, now - windowDays * day),
      day: sum('decided >= ?', now - (now % day)),
      order: sum('order_number = ?', row.order_number),
      ceiling: row.ceiling,
    };
  }

  history(order: string, customer: string, currency: string, windowDays: number, turn: string): History {
    const units = this.#sql
      .exec<Row>('SELECT * FROM requests WHERE order_number = ? AND turn <> ?', canonicalNumber(order), turn)
      .toArray()
      .map((row) => ({ ...recordOf(row).unit, status: row.status, amount: row.amount }))
      .map(({ line, unit, status, amount }) => ({ line, unit, status, amount }));
    const { total } = this.#sql
      .exec<{ total: number }>(
        `SELECT COALESCE(SUM(amount), 0) AS total FROM requests
         WHERE status = 'approved' AND customer = ? AND currency = ? AND decided > ? AND turn <> ?`,
        customer,
        currency,
        Date.now() - windowDays * day,
        turn,
      )
      .one();
    return { known: true, units, customerTotal: total };
  }

  /** Open ones in the order they came; decided ones, the newest first. */
  list(status: RefundStatus): RefundRequest[] {
    const sql =
      status === 'open'
        ? "SELECT * FROM requests WHERE status = 'open' ORDER BY filed, order_number, key LIMIT ?"
        : "SELECT * FROM requests WHERE status <> 'open' ORDER BY decided DESC, key LIMIT ?";
    return this.#sql
      .exec<Row>(sql, shown)
      .toArray()
      .map((row) => this.#request(row));
  }

  open(): number {
    return this.#sql.exec<{ n: number }>("SELECT COUNT(*) AS n FROM requests WHERE status = 'open'").one().n;
  }

  #row(key: string): Row | undefined {
    return this.#sql.exec<Row>('SELECT * FROM requests WHERE key = ?', key).toArray()[0];
  }

  #step(key: string, what: Step, by: Approver | null, amount: number, reason: string): void {
    const person = by === null ? null : JSON.stringify(by);
    this.#sql.exec(
      'INSERT INTO steps (key, at, what, person, amount, reason) VALUES (?, ?, ?, ?, ?, ?)',
      key,
      Date.now(),
      what,
      person,
      amount,
      reason,
    );
  }

  #request(row: Row): RefundRequest {
    const { order, conversation, question, unit } = recordOf(row);
    const steps = this.#sql
      .exec<{ at: number; what: Step; person: string | null; amount: number; reason: string }>(
        'SELECT at, what, person, amount, reason FROM steps WHERE key = ? ORDER BY id',
        row.key,
      )
      .toArray();
    const { line, unit: number, item, paid, eligible, amount: eligibleAmount, clause, text, why } = unit;
    const { key, currency, amount, status, revision, told } = row;
    return refundRequestSchema.parse({
      ...{ key, order, line, unit: number, item, currency, paid, eligible, eligibleAmount, clause, text, why },
      ...{ amount, status, revision, conversation, question, told },
      history: steps.map((step) => ({
        at: new Date(step.at).toISOString(),
        what: step.what,
        by: step.person === null ? null : approverSchema.parse(JSON.parse(step.person)),
        amount: step.amount,
        reason: step.reason,
      })),
    });
  }
}

const recordOf = (row: Row) => recordSchema.parse(JSON.parse(row.record));
