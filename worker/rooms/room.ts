import type { Say } from '../../policy/bundle.ts';
import { afterOpen } from '../../policy/hours.ts';
import { hoursOf, plainQueue, type QueuePolicy, queueOf } from '../../policy/queue.ts';
import { type EmbedPort, notInstalled } from '../ports/embed/port.ts';
import type { NotifyEvent } from '../ports/notify/port.ts';
import { questionPort } from '../ports/turn-ports.ts';
import type { Body, ConversationServerFrame, ConversationView, Message } from '../protocol.ts';
import { deliverConversation, parseArchived } from '../records/conversations/keep.ts';
import type { Archived } from '../records/conversations/schema.ts';
import { keepDraftDecision, keptDecisionSchema } from '../records/draft-decisions.ts';
import { keepPrivacyCase } from '../records/privacy-cases.ts';
import { openedCaseSchema } from '../records/privacy-schema.ts';
import { together, type Write } from '../records/together.ts';
import { keepTurnRecord } from '../records/turns.ts';
import type { Engine } from '../release/engine.ts';
import { loadEngine } from '../release/load.ts';
import { lastResort } from '../turn/outcome.ts';
import { type TurnRecord, turnRecordSchema } from '../turn/record.ts';
import { filingSchema } from '../turn/refund/filing.ts';
import { Archiver } from './archiver.ts';
import { ConversationStore, type Stored } from './conversation-store.ts';
import { type Mirror, mentionSchema, type Place } from './desk-types.ts';
import { type Conversation, type Event, type Handoff, type Step, step } from './machine.ts';
import { mirrorOf, snippetOf } from './mirror.ts';
import { notifyOf } from './notify-of.ts';
import { opensLater } from './opens.ts';
import { carryAfter, Outbox, type OutboxRow } from './outbox.ts';
import { randomId } from './random.ts';
import { Schedule } from './schedule.ts';
import { siteSnapshot } from './site-cache.ts';
import { ready, sendTo } from './sockets.ts';
import { Summaries } from './summary.ts';
import { tellSite } from './tell-site.ts';

/** What lists and reviews tell of a turn. Nobody waits for it: it leaves when the conversation falls quiet, with the rest. */
const unhurried = ['record'];

/** What the parts of a conversation share: its rows, timers, outbox and sockets, and the one way to change its state. */
export class Room {
  readonly ctx: DurableObjectState;
  readonly env: Env;
  readonly store: ConversationStore;
  readonly schedule: Schedule;
  readonly outbox: Outbox;
  readonly archiver: Archiver;
  readonly summaries: Summaries;
  /** The queue as the release has it; until one was read, ten minutes are promised and everybody is there. */
  queue: QueuePolicy = plainQueue(10);
  readonly #database: Write;
  /** Place and expected wait, as the desk last told. Not history, so never written: after an eviction the desk is asked again. */
  #place: Place | null = null;

  constructor(ctx: DurableObjectState, env: Env) {
    this.ctx = ctx;
    this.env = env;
    this.store = new ConversationStore(ctx.storage.sql);
    this.schedule = new Schedule(ctx.storage, ['turn', 'outbox', 'archive']);
    // The desk knows a repeat by its revision, the others by its id.
    this.outbox = new Outbox(ctx.storage.sql, ['desk', 'notify', ...unhurried]);
    this.archiver = new Archiver(this.store, this.schedule);
    this.summaries = new Summaries(this);
    this.#database = together(env.DB);
  }

  /** One transaction. What is held in memory follows a rollback. */
  transaction<T>(work: () => T): T {
    try {
      return this.ctx.storage.transactionSync(() => {
        const done = work();
        this.archiver.changed();
        return done;
      });
    } catch (error) {
      this.store.reload();
      this.archiver.rolledBack();
      throw error;
    }
  }

  async engine(): Promise<Engine> {
    const site = await siteSnapshot(this.env, this.store.load().conversation.site);
    if (!site?.release) throw new Error('the site has no active release');
    const engine = await loadEngine(this.env, site.release);
    this.queue = queueOf(engine.policy);
    return engine;
  }

  /** Approved words in the customer's language; the last resort when no release can be read. */
  async say(): Promise<Say> {
    try {
      return (await this.engine()).say(this.store.load().context.language);
    } catch {
      return (key) => (key === 'notice.requeued' ? lastResort : '');
    }
  }

  /** Changes the state: what the machine allows, its notice in the transcript, and the news for the desk. */
  apply(event: Event, say: Say, change: Partial<Stored> = {}): { moved: Step; messages: Message[] } {
    return this.transaction(() => {
      const before = this.store.load().conversation;
      const moved = step(before, event);
      if (!moved.ok || moved.next === before) return { moved, messages: [] };
      if (moved.notice === null) {
        this.store.save({ conversation: moved.next, ...change });
        this.mirror();
        return { moved, messages: [] };
      }
      const text = say(`notice.${moved.notice}`, { name: moved.next.agent?.name ?? before.agent?.name ?? '' });
      const messages = this.#write(moved.next, change, { type: 'notice', code: moved.notice, text: text || moved.notice });
      return { moved, messages };
    });
  }

  /**
   * The promise of a person and the entry that keeps it: state, silence of the assistant, words and outbox are one
   * write. Part of the caller's transaction.
   */
  handOff(handoff: Handoff, text: string, turnId: string): Message[] {
    const moved = step(this.store.load().conversation, { type: 'hand-off', handoff });
    if (!moved.ok) throw new Error(moved.why);
    this.summaries.begin(handoff.id);
    return this.#write(moved.next, {}, { type: 'notice', code: 'handoff', text }, turnId);
  }

  #write(conversation: Conversation, change: Partial<Stored>, body: Body, turnId?: string): Message[] {
    const { pending, conversation: before } = this.store.load();
    const message = this.store.add(randomId(), { kind: 'system' }, body, turnId ? { turnId } : {});
    this.store.save({
      conversation,
      pending: conversation.state === 'assistant' ? pending : null,
      queue: null,
      ...change,
    });
    if (conversation.state !== 'queued') this.#place = null;
    const opensAt = opensLater(conversation);
    if (opensAt !== null) this.schedule.set('opens', Date.parse(opensAt));
    for (const event of notifyOf(before, conversation, message.at)) this.tell(event);
    this.mirror();
    return [message];
  }

  /** Until when a person is promised anew, for what is handed over already. */
  promise(at: Date): string {
    const { handoff } = this.store.load().conversation;
    const minutes = handoff?.promise?.first ?? this.queue.promised.at(-1)?.first ?? 10;
    return afterOpen(hoursOf(this.queue, handoff?.team ?? ''), at, minutes).toISOString();
  }

  /** Changes what the entry says without changing its owner. Part of the caller's transaction. */
  amend(change: Partial<Handoff>): void {
    const { conversation } = this.store.load();
    if (!conversation.handoff) return;
    const handoff = { ...conversation.handoff, ...change };
    this.store.save({ conversation: { ...conversation, handoff, revision: conversation.revision + 1 } });
    this.mirror();
  }

  /** Tells the site's own system, if it has one. Part of the caller's transaction. */
  tell(event: NotifyEvent): void {
    this.outbox.put(`notify:${event.id}`, 'notify', event);
    this.schedule.set('outbox', Date.now() + carryAfter);
  }

  /** Puts the current state into the outbox for the desk. Part of the caller's transaction. */
  mirror(): void {
    const mirror = this.currentMirror();
    if (!mirror) return;
    this.outbox.put(`desk:${mirror.handoff.id}`, 'desk', mirror);
    this.schedule.set('outbox', Date.now() + carryAfter);
  }

  currentMirror(): Mirror | null {
    const stored = this.store.load();
    return mirrorOf(stored, snippetOf(this.store));
  }

  /** Tells everyone about messages and the state, then carries the outbox. Call after a transaction. */
  announce(messages: readonly Message[], state = true): void {
    for (const message of messages) this.broadcast({ type: 'message', message });
    if (state) this.broadcast({ type: 'state', conversation: this.view() });
    this.ctx.waitUntil(this.flush());
  }

  broadcast(frame: ConversationServerFrame, role?: 'customer' | 'agent', except?: WebSocket): void {
    for (const { socket } of ready(this.ctx, role)) if (socket !== except) sendTo(socket, frame);
  }

  view(): ConversationView {
    const { conversation, feedback, contactEmail } = this.store.load();
    const opensAt = opensLater(conversation);
    return {
      id: conversation.id,
      state: conversation.state,
      agent: conversation.state === 'human' ? conversation.agent : null,
      queue:
        conversation.state === 'queued'
          ? { ...(this.#place ?? { place: null, waitMinutes: null }), ...(opensAt !== null && { opensAt }) }
          : null,
      feedback,
      contact: contactEmail !== null,
    };
  }

  /** Carries what somebody waits for. The timer that was set with each row stays: it sweeps and carries the rest. */
  async flush(): Promise<void> {
    await this.outbox.flush((row) => this.#deliver(row), unhurried);
    this.#again(unhurried);
  }

  /** The timer of the outbox: everything that is still there. */
  async carry(): Promise<void> {
    await this.outbox.flush((row) => this.#deliver(row));
    this.outbox.sweep();
    this.#again();
  }

  #again(later: readonly string[] = []): void {
    const next = this.outbox.next(later);
    if (next !== null) this.schedule.set('outbox', Math.max(next, Date.now() + 250));
  }

  /** It has been quiet for a while: the list of past conversations is told, in one write with what else the database gets. */
  async settle(): Promise<void> {
    const archived = this.archiver.due();
    if (archived) await Promise.all([this.#archive(archived), this.outbox.flush((row) => this.#deliver(row))]);
  }

  async #archive(archived: Archived): Promise<void> {
    try {
      await deliverConversation(this.env, this.store.load().conversation.site, archived, this.#database);
    } catch (error) {
      console.warn('archive not delivered', error instanceof Error ? error.message : error);
      // One key: what could not be delivered before is out of date by now.
      this.outbox.put('archive', 'archive', archived);
      this.schedule.set('outbox', Date.now() + 1_000);
    }
  }

  async #deliver(row: OutboxRow): Promise<void> {
    const { conversation } = this.store.load();
    if (row.kind === 'record') {
      const record = this.store.keptTurn(row.id.slice('turn:'.length)) ?? turnRecordSchema.parse(JSON.parse(row.payload));
      return keepTurnRecord(this.env.DB, conversation.site, record, await this.#comparing(record), this.#database);
    }
    if (row.kind === 'refund') {
      await this.env.REFUNDS.getByName(conversation.site).file(conversation.site, filingSchema.parse(JSON.parse(row.payload)));
      return;
    }
    if (row.kind === 'privacy') return keepPrivacyCase(this.env.DB, conversation.site, openedCaseSchema.parse(JSON.parse(row.payload)));
    if (row.kind === 'decision')
      return keepDraftDecision(this.env.DB, conversation.site, conversation.id, keptDecisionSchema.parse(JSON.parse(row.payload)));
    if (row.kind === 'notify') {
      await tellSite(this.env, conversation.site, row.payload);
      return;
    }
    if (row.kind === 'archive') return deliverConversation(this.env, conversation.site, parseArchived(row.payload), this.#database);
    if (row.kind === 'mention')
      return this.env.DESK.getByName(conversation.site).mention(conversation.site, mentionSchema.parse(JSON.parse(row.payload)));
    const place = await this.env.DESK.getByName(conversation.site).mirror(conversation.site, row.payload);
    this.setPlace(place);
  }

  /** What an unanswered question is compared with others by: words alone while no release can be read. */
  async #comparing({ facts }: TurnRecord): Promise<EmbedPort> {
    try {
      return questionPort(this.env, await this.engine(), facts.language);
    } catch {
      return notInstalled;
    }
  }

  /** Told by the desk. */
  setPlace(place: Place): void {
    if (this.store.load().conversation.state !== 'queued') return;
    if (this.#place?.place === place.place && this.#place.waitMinutes === place.waitMinutes) return;
    this.#place = place;
    this.broadcast({ type: 'state', conversation: this.view() });
  }

  /** Somebody looks: the desk is asked unless it has told. */
  async findPlace(): Promise<void> {
    const { conversation } = this.store.load();
    const mirror = conversation.state === 'queued' && this.#place === null ? this.currentMirror() : null;
    if (!mirror) return;
    try {
      this.setPlace(await this.env.DESK.getByName(conversation.site).mirror(conversation.site, JSON.stringify(mirror)));
    } catch (error) {
      console.warn('place not told', error);
    }
  }
}
