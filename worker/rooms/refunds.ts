import { DurableObject } from 'cloudflare:workers';
import { z } from 'zod';
import { isBelow } from '../../policy/autonomy.ts';
import type { RefundLimits } from '../../policy/refunds.ts';
import { type EventType, type NotifyEvent, notifyEventSchema } from '../ports/notify/port.ts';
import { loadEngine } from '../release/load.ts';
import { AREA } from '../turn/refund/asked.ts';
import { type RefundFiling, refundKey } from '../turn/refund/filing.ts';
import type { History } from '../turn/refund/ledger.ts';
import { inForce } from '../turn/standing.ts';
import { exists, migrate } from './migrate.ts';
import { Outbox, type OutboxRow } from './outbox.ts';
import { digest } from './random.ts';
import { isRepeated, obstacle } from './refund-limits.ts';
import type { Approver, Obstacle, RefundDecision, RefundList, RefundRequest, RefundStatus } from './refund-schema.ts';
import { RefundStore, refundMigrations } from './refund-store.ts';
import { Schedule } from './schedule.ts';
import { siteSnapshot } from './site-cache.ts';
import { standingNow } from './standing.ts';
import { tellSite } from './tell-site.ts';

export type Decided = { ok: true; request: RefundRequest; repeated: boolean } | ({ ok: false; request: RefundRequest | null } & Obstacle);

/** A row of the outbox: which request, and the event that its site is told. */
const rowSchema = z.strictObject({ key: z.string(), event: notifyEventSchema });

/**
 * The ledger of refunds of one site: each unit of each order is decided once, inside every limit, and its approval is told
 * once. It moves no money. Limits come from the active release; they are read before a transaction and used inside it.
 */
export class Refunds extends DurableObject<Env> {
  readonly #store: RefundStore;
  readonly #schedule: Schedule;
  readonly #outbox: Outbox;
  #opened: boolean;

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    this.#store = new RefundStore(ctx.storage.sql);
    this.#schedule = new Schedule(ctx.storage);
    this.#outbox = new Outbox(ctx.storage.sql);
    this.#opened = exists(ctx.storage);
    if (this.#opened) {
      migrate(ctx.storage, refundMigrations);
      this.#schedule.rearm();
    }
  }

  /** Files requests for people to decide. Filing again changes nothing and returns the same requests. */
  async file(site: string, filing: RefundFiling, by: Approver | null = null): Promise<RefundRequest[]> {
    this.#open(site);
    const ids = await this.#ids(filing);
    const customer = await this.#customer(filing.email);
    return this.#transaction(() => this.#add(filing, ids, customer, by));
  }

  /**
   * Files and approves without a person, if the policy declares a limit and every cap leaves room. One transaction: either
   * both, or nothing at all. A retry of the same turn gets the same answer.
   */
  async approve(site: string, filing: RefundFiling): Promise<boolean> {
    const [unit, ...others] = filing.units;
    if (!unit || others.length > 0 || unit.eligible !== 'yes' || !unit.proven) return false;
    this.#open(site);
    const ids = await this.#ids(filing);
    const customer = await this.#customer(filing.email);
    const [limits, speaks] = [await this.#limits(filing.currency), await this.#assistantActs()];
    const key = refundKey(site, filing.order, unit.line, unit.unit);
    let approved = false;
    try {
      this.#transaction(() => {
        if (this.#store.approvedIn(key, filing.turn)) {
          approved = true;
          return;
        }
        if (!speaks) throw new NotAutomatic();
        const already = this.#store.find(key);
        const [request] = already ? [] : this.#add(filing, ids, customer, null);
        const decision = { action: 'approve' as const, seen: 1 };
        if (!request || obstacle(request, decision, null, limits, this.#spent(key, limits))) throw new NotAutomatic();
        this.#approve(key, null, ids.get(key)?.approved ?? '');
        approved = true;
      });
    } catch (error) {
      if (!(error instanceof NotAutomatic)) throw error;
    }
    return approved;
  }

  /** One person's decision. The same again gives the first answer; another one is told what happened. */
  async decide(key: string, person: Approver, decision: RefundDecision): Promise<Decided> {
    const before = this.#opened ? this.#store.find(key) : null;
    if (!before) return { ok: false, request: null, why: 'gone', message: 'There is no such request.' };
    const limits = await this.#limits(before.currency);
    const id = await eventId('refund.approved', key);
    return this.#transaction((): Decided => {
      const request = this.#store.find(key) ?? before;
      if (isRepeated(request, decision, person)) return { ok: true, request, repeated: true };
      const stands = obstacle(request, decision, person, limits, this.#spent(key, limits));
      if (stands) return { ok: false, request, ...stands };
      if (decision.action === 'approve') this.#approve(key, person, id);
      if (decision.action === 'change') this.#store.change(key, decision.amount, person, decision.reason);
      if (decision.action === 'reject') this.#store.close(key, 'rejected', person, decision.reason);
      return { ok: true, request: this.#store.find(key) ?? request, repeated: false };
    });
  }

  /** What waits, or what was decided, and what keeps this person from approving it. */
  async list(status: RefundStatus, person: Approver): Promise<RefundList> {
    if (!this.#opened) return { requests: [], open: 0 };
    const found = this.#store.list(status);
    const limits = new Map<string, RefundLimits | undefined>();
    for (const { currency } of found) if (!limits.has(currency)) limits.set(currency, await this.#limits(currency));
    const requests = found.map((request) => {
      const of = limits.get(request.currency);
      const decision = { action: 'approve' as const, seen: request.revision };
      return { request, obstacle: status === 'open' ? obstacle(request, decision, person, of, this.#spent(request.key, of)) : null };
    });
    return { requests, open: this.#store.open() };
  }

  /** What a turn has to know before it calculates. What the turn itself filed before a retry does not count. */
  async history(asked: { order: string; email: string; currency: string; turn: string }): Promise<History> {
    if (!this.#opened) return { known: true, units: [], customerTotal: 0 };
    const [customer, limits] = [await this.#customer(asked.email), await this.#limits(asked.currency)];
    return this.#store.history(asked.order, customer, asked.currency, limits?.per_customer.days ?? 1, asked.turn);
  }

  /** What became of the event of an approval, from whoever tells the site. */
  told(key: string, told: RefundRequest['told']): void {
    if (this.#opened) this.#store.told(key, told);
  }

  override async alarm(): Promise<void> {
    if (this.#opened) await this.#schedule.run(Date.now(), () => this.#flush());
  }

  #open(site: string): void {
    if (this.#opened) return;
    migrate(this.ctx.storage, refundMigrations);
    this.#store.setSite(site);
    this.#opened = true;
  }

  #transaction<T>(work: () => T): T {
    const done = this.ctx.storage.transactionSync(work);
    if (this.#outbox.next() !== null) {
      // Also if this object dies before the try below.
      this.#schedule.setOnce('outbox', Date.now() + 1_000);
      this.ctx.waitUntil(this.#flush());
    }
    return done;
  }

  #add(filing: RefundFiling, ids: Ids, customer: string, by: Approver | null): RefundRequest[] {
    return filing.units.flatMap((unit) => {
      const key = refundKey(this.#store.site(), filing.order, unit.line, unit.unit);
      const added = this.#store.add(filing, unit, customer, by);
      const request = this.#store.find(key);
      if (added && request) this.#tell(request, 'refund.requested', ids.get(key)?.requested ?? '');
      return request ?? [];
    });
  }

  #approve(key: string, person: Approver | null, id: string): void {
    this.#store.close(key, 'approved', person, '');
    const request = this.#store.find(key);
    if (request) this.#tell(request, 'refund.approved', id);
  }

  /** Part of the transaction that made it so: an event exists if and only if what it tells does. */
  #tell(request: RefundRequest, type: EventType, id: string): void {
    if (id === '') throw new Error(`no id for ${type}`);
    const { key, order, line, unit, item, amount, currency, clause, eligible, conversation, history } = request;
    const { at = '', by = null } = history.at(-1) ?? {};
    const data = { site: this.#store.site(), key, order, line, unit, item, amount, currency, clause, eligible, conversation };
    const event: NotifyEvent = { id, type, timestamp: at, data: { ...data, by: by ? { kind: 'person', id: by.id } : { kind: 'policy' } } };
    this.#outbox.put(id, 'notify', { key, event });
  }

  #spent(key: string, limits: RefundLimits | undefined) {
    return this.#store.spent(key, limits?.per_customer.days ?? 1);
  }

  async #limits(currency: string): Promise<RefundLimits | undefined> {
    const site = await siteSnapshot(this.env, this.#store.site());
    if (!site?.release) return undefined;
    const { limits = {} } = (await loadEngine(this.env, site.release)).policy.refunds ?? {};
    return Object.hasOwn(limits, currency) ? limits[currency] : undefined;
  }

  /** A pause, and an area that leaves the assistant nothing, stop money here as well. As the site has it now, not as a cache does. */
  async #assistantActs(): Promise<boolean> {
    const site = await siteSnapshot(this.env, this.#store.site());
    if (!site?.release) return false;
    const { policy } = await loadEngine(this.env, site.release);
    const { paused, autonomy } = inForce(policy.matrix, AREA, await standingNow(this.env, site.id));
    return !paused && !isBelow(autonomy, 'assist');
  }

  /** The ledger needs to know that it is the same customer, not who it is. */
  #customer(email: string): Promise<string> {
    return digest(`${this.#store.site()}/${email.toLowerCase()}`);
  }

  async #ids({ order, units }: RefundFiling): Promise<Ids> {
    const keys = units.map(({ line, unit }) => refundKey(this.#store.site(), order, line, unit));
    const made = async (key: string) => ({
      requested: await eventId('refund.requested', key),
      approved: await eventId('refund.approved', key),
    });
    return new Map(await Promise.all(keys.map(async (key) => [key, await made(key)] as const)));
  }

  async #flush(): Promise<void> {
    await this.#outbox.flush((row) => this.#deliver(row));
    const next = this.#outbox.next();
    if (next === null) this.#schedule.clear('outbox');
    else this.#schedule.set('outbox', Math.max(next, Date.now() + 250));
  }

  async #deliver(row: OutboxRow): Promise<void> {
    const { key, event } = rowSchema.parse(JSON.parse(row.payload));
    const told = await tellSite(this.env, this.#store.site(), JSON.stringify(event));
    if (told === 'nobody' && event.type === 'refund.approved') this.#store.told(key, told);
  }
}

type Ids = ReadonlyMap<string, { requested: string; approved: string }>;

/** Takes a filing back that could not be approved by itself; people get it with the handoff. */
class NotAutomatic extends Error {}

/** Made of the key alone. No dot in it, since dots part what is signed. */
const eventId = async (type: EventType, key: string): Promise<string> => `evt_${await digest(`${type}/${key}`)}`;
