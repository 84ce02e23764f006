import { DurableObject } from 'cloudflare:workers';
import { z } from 'zod';
import { notifyPort } from '../ports/notify/driver.ts';
import { webhookTest } from '../ports/notify/events.ts';
import { type NotifyEvent, notifyEventSchema } from '../ports/notify/port.ts';
import { exists, migrate } from './migrate.ts';
import { day, failing, holdAfter, lease, patience, together, waitAfter } from './notice-times.ts';
import type { NoticeDetail, NoticeFilter, NoticesReport } from './notices-schema.ts';
import { type Kept, NoticesStore, noticesMigrations, type Waiting } from './notices-store.ts';
import { Outbox, type OutboxRow } from './outbox.ts';
import { Schedule } from './schedule.ts';
import { siteSnapshot } from './site-cache.ts';

export type Replayed = { ok: true; notices: number } | { ok: false; why: 'gone' | 'over'; message: string };
interface Person {
  id: string;
  name: string;
}

const logSchema = z.strictObject({ who: z.string(), what: z.string(), detail: z.record(z.string(), z.unknown()) });
const toldSchema = z.strictObject({ key: z.string(), told: z.enum(['pending', 'sent', 'nobody', 'failed']) });
/** An alarm may run for minutes (2026); whatever is left after this goes on with the next. */
const longestRun = 60_000;

/**
 * Tells the site's own system what happened: one object a site. Whatever is put here is delivered at least once under its id,
 * or kept as a dead letter for people; it never goes away by itself. While the whole system fails it is asked by one try at a
 * time, and whatever waits behind that try loses none of its own.
 */
export class Notices extends DurableObject<Env> {
  readonly #store: NoticesStore;
  readonly #schedule: Schedule;
  readonly #outbox: Outbox;
  /** Row and conversation of every try that is under way. */
  readonly #flying = new Map<number, string>();
  #opened: boolean;

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    this.#store = new NoticesStore(ctx.storage.sql);
    this.#schedule = new Schedule(ctx.storage);
    this.#outbox = new Outbox(ctx.storage.sql);
    this.#opened = exists(ctx.storage);
    if (this.#opened) {
      migrate(ctx.storage, noticesMigrations);
      this.#arm();
      this.#schedule.rearm();
    }
  }

  /** Once this returns, the event is kept. The same again changes nothing. */
  put(site: string, payload: string): void {
    const event = notifyEventSchema.parse(JSON.parse(payload));
    this.#open(site);
    this.#transaction(() => this.#add(event));
  }

  /** An event that says only who sent it, tried at once. Answers with its id. */
  sendTest(site: string, by: Person): string {
    const event = webhookTest(site, by, crypto.randomUUID(), new Date().toISOString());
    this.#open(site);
    this.#transaction(() => {
      this.#add(event);
      const { seq } = this.#store.find(event.id) ?? {};
      if (seq !== undefined) this.#store.putOff(seq, 0);
      this.#store.saveEndpoint({ hold: 0 });
      this.#log(by.id, 'webhook.tested', { event: event.id });
    });
    return event.id;
  }

  report(filter: NoticeFilter): NoticesReport {
    if (!this.#opened) return { counts: { failed: 0, waiting: 0, sent: 0 }, failing: null, sentAt: null, notices: [] };
    return this.#store.report(filter);
  }

  detail(id: string): NoticeDetail | null {
    const found = this.#opened ? this.#store.find(id) : null;
    return found && { notice: found.notice, attempts: this.#store.attempts(found.seq) };
  }

  /** By a person: a dead letter begins anew, one that waits is tried at once. */
  replay(id: string, by: Person): Replayed {
    const found = this.#opened ? this.#store.find(id) : null;
    if (!found) return { ok: false, why: 'gone', message: 'There is no such event. It may be too old.' };
    const { seq, notice, event } = found;
    if (event === null) {
      const message = notice.status === 'sent' ? 'Your system has taken this event.' : 'There was no system to tell of this event.';
      return { ok: false, why: 'over', message: `${message} It is not told again.` };
    }
    this.#transaction(() => {
      this.#again(seq, event, notice.status === 'dead', by);
      this.#store.saveEndpoint({ hold: 0 });
      this.#log(by.id, 'webhook.replayed', { event: id, type: notice.type });
    });
    return { ok: true, notices: 1 };
  }

  replayFailed(by: Person): Replayed {
    const dead = this.#opened ? this.#store.dead() : [];
    if (dead.length > 0)
      this.#transaction(() => {
        for (const { seq, event } of dead) this.#again(seq, event, true, by);
        this.#store.saveEndpoint({ hold: 0 });
        this.#log(by.id, 'webhook.replayed', { events: dead.length });
      });
    return { ok: true, notices: dead.length };
  }

  override async alarm(): Promise<void> {
    if (!this.#opened) return;
    await this.#schedule.run(Date.now(), async (key) => {
      if (key === 'outbox') return this.#flush();
      if (key === 'forget') return this.#forget();
      return this.#deliver();
    });
  }

  #open(site: string): void {
    if (this.#opened) return;
    migrate(this.ctx.storage, noticesMigrations);
    this.#store.setSite(site);
    this.#opened = true;
  }

  #add(event: NotifyEvent): void {
    if (this.#store.add(event, Date.now())) this.#schedule.setOnce('forget', Date.now() + day);
  }

  #transaction(work: () => void): void {
    this.ctx.storage.transactionSync(() => {
      work();
      this.#arm();
    });
    this.ctx.waitUntil(Promise.all([this.#deliver(), this.#flush()]));
  }

  /** The next try, also if this object dies before it. A try that is under way goes on with the next by itself. */
  #arm(): void {
    const next = this.#store.next();
    if (next === null) this.#schedule.clear('deliver');
    else this.#schedule.set('deliver', Math.max(next, Date.now() + (this.#flying.size > 0 ? 5_000 : 250)));
    if (this.#outbox.next() !== null) this.#schedule.setOnce('outbox', Date.now() + 1_000);
  }

  async #deliver(): Promise<void> {
    const until = Date.now() + longestRun;
    this.#giveUp();
    const lanes = Array.from({ length: together }, () => this.#lane(until));
    // Before anything is waited for, so that a process that ends in the middle leaves a timer.
    this.#arm();
    await Promise.all(lanes);
    this.#arm();
  }

  async #lane(until: number): Promise<void> {
    for (let one = this.#take(until); one; one = this.#take(until)) {
      const recovered = await this.#try(one);
      if (recovered) await this.#deliver();
    }
  }

  #take(until: number): Waiting | null {
    const now = Date.now();
    const { failures, hold } = this.#store.endpoint();
    if (now >= until || now < hold || this.#flying.size >= (failures >= failing ? 1 : together)) return null;
    const one = this.#store.pick(now, this.#flying);
    if (!one) return null;
    this.#flying.set(one.seq, one.conversation);
    this.#store.putOff(one.seq, now + lease);
    return one;
  }

  /** True where it ends an outage. */
  async #try({ seq, event, tries }: Waiting): Promise<boolean> {
    try {
      const site = await siteSnapshot(this.env, this.#store.endpoint().site);
      if (!site) throw new Error('the site is not there');
      const sent = await notifyPort(site.config.webhook).send(event);
      const at = Date.now();
      const { failures, since, hold } = this.#store.endpoint();
      const recovered = sent.ok && failures >= failing;
      this.ctx.storage.transactionSync(() => {
        if (sent.ok) {
          this.#store.tried(seq, at, sent.value, '');
          this.#end(seq, event, at, sent.value);
          this.#store.saveEndpoint({ failures: 0, since: null, ...(recovered && { hold: 0 }), ...(sent.value === 'sent' && { sent: at }) });
          if (recovered && since !== null) this.#store.hurry(since, at);
          return;
        }
        const { why, retryAfter } = sent.fault;
        this.#store.tried(seq, at, 'failed', why);
        const left = Math.max(hold, at + holdAfter(failures + 1, retryAfter));
        this.#store.saveEndpoint({ failures: failures + 1, since: since ?? at, hold: left });
        const wait = waitAfter(tries + 1, retryAfter);
        if (wait === null) this.#end(seq, event, at, 'dead');
        else this.#store.failed(seq, at, at + wait);
      });
      return recovered;
    } catch (error) {
      // Nothing of the receiver's: the site cannot be read. It is no try.
      console.warn('notice not tried', error instanceof Error ? error.message : error);
      this.#store.putOff(seq, Date.now() + 5_000);
      return false;
    } finally {
      this.#flying.delete(seq);
      this.ctx.waitUntil(this.#flush());
    }
  }

  #end(seq: number, event: Kept, at: number, status: 'sent' | 'nobody' | 'dead'): void {
    this.#store.end(seq, at, status);
    this.#tellLedger(event, status === 'dead' ? 'failed' : status);
  }

  #again(seq: number, event: Kept, dead: boolean, by: Person): void {
    const now = Date.now();
    this.#store.tried(seq, now, 'replayed', '', by.name);
    if (dead) {
      this.#store.again(seq, now);
      this.#tellLedger(event, 'pending');
    } else if (!this.#flying.has(seq)) this.#store.putOff(seq, 0);
  }

  /** While nothing arrives, what waits in line is not tried: it cannot fail, so it has to grow old. */
  #giveUp(): void {
    const now = Date.now();
    const { failures, since } = this.#store.endpoint();
    if (failures < failing || since === null) return;
    const old = this.#store.old(now - patience).filter(({ seq }) => !this.#flying.has(seq));
    if (old.length === 0) return;
    this.ctx.storage.transactionSync(() => {
      for (const { seq, event } of old) {
        this.#store.tried(seq, now, 'expired', `nothing has arrived since ${new Date(since).toISOString()}`);
        this.#end(seq, event, now, 'dead');
      }
    });
  }

  /** Whoever approved a refund sees on it whether it was told. Part of the transaction that made it so. */
  #tellLedger({ type, data: { key } }: Kept, told: z.infer<typeof toldSchema>['told']): void {
    if (type === 'refund.approved' && typeof key === 'string') this.#outbox.put(`told:${key}`, 'told', { key, told });
  }

  #log(who: string, what: string, detail: Record<string, unknown>): void {
    this.#outbox.put(`log:${crypto.randomUUID()}`, 'log', { who, what, detail });
  }

  async #forget(): Promise<void> {
    const lost = this.#store.forget(Date.now());
    if (lost > 0) this.#log('system', 'webhook.forgotten', { events: lost });
    if (!this.#store.isEmpty()) this.#schedule.set('forget', Date.now() + day);
    await this.#flush();
  }

  async #flush(): Promise<void> {
    this.#arm();
    await this.#outbox.flush((row) => this.#owe(row));
    const next = this.#outbox.next();
    if (next === null) this.#schedule.clear('outbox');
    else this.#schedule.set('outbox', Math.max(next, Date.now() + 250));
  }

  async #owe({ kind, payload }: OutboxRow): Promise<void> {
    const { site } = this.#store.endpoint();
    if (kind === 'told') {
      const { key, told } = toldSchema.parse(JSON.parse(payload));
      return this.env.REFUNDS.getByName(site).told(key, told);
    }
    const { who, what, detail } = logSchema.parse(JSON.parse(payload));
    await this.env.SITE.getByName(site).note(who, what, detail);
  }
}
