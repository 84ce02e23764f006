import { privacyOpened } from '../ports/notify/events.ts';
import { d1Orders } from '../ports/orders/d1.ts';
import { turnPorts } from '../ports/turn-ports.ts';
import type { Body, Message } from '../protocol.ts';
import { draws } from '../qa/sampling.ts';
import { faultRecord } from '../turn/fault.ts';
import { overtake, speaks, unasked } from '../turn/overtake.ts';
import type { TurnRecord } from '../turn/record.ts';
import { advance, settled } from '../turn/session.ts';
import { type Turned, type TurnInput, turn } from '../turn/turn.ts';
import type { Pending } from './conversation-store.ts';
import { handoffOf } from './handoff.ts';
import { lookupGuard } from './limits.ts';
import { modelFor } from './model.ts';
import { carryAfter } from './outbox.ts';
import { partly } from './partly.ts';
import { randomId } from './random.ts';
import { refundLedger } from './refund-ledger.ts';
import type { Room } from './room.ts';
import { inTime, standingNow, standingOf } from './standing.ts';
import { inConversation } from './watched.ts';

/** Milliseconds after a message by which the assistant has answered or handed over; the promise is 10 seconds. */
const patience = 8_000;
/** After this a turn that nobody is working on (the object was evicted or killed) is taken up again. */
const retryAfter = 2_500;

/**
 * Runs the pending turn of a conversation: one at a time, never from memory alone. What is asked commits with the
 * message; what is answered commits with the end of the question.
 */
export class Turns {
  readonly #room: Room;
  #running: Promise<void> | null = null;

  constructor(room: Room) {
    this.#room = room;
  }

  /** Notes that the customer waits for an outcome. Part of the transaction that stores the message. */
  ask(fromSeq: number, asked: boolean): void {
    const { pending } = this.#room.store.load();
    const next: Pending = pending
      ? { ...pending, generation: pending.generation + 1, asked: pending.asked || asked }
      : { turnId: randomId(), fromSeq, generation: 1, deadline: Date.now() + patience, asked };
    this.#room.store.save({ pending: next });
    this.#room.schedule.set('turn', Date.now() + retryAfter);
  }

  /** Sets the timer again before a retry, so that being cut off in it is not the end. */
  keepTrying(): void {
    if (this.#room.store.load().pending) this.#room.schedule.set('turn', Date.now() + retryAfter);
  }

  /** Works until nothing is pending. Callers during a run share it. */
  run(): Promise<void> {
    this.#running ??= this.#work().finally(() => {
      this.#running = null;
    });
    return this.#running;
  }

  async #work(): Promise<void> {
    for (let pending = this.#room.store.load().pending; pending; pending = this.#room.store.load().pending) {
      await this.#comeBack(pending);
      this.#room.broadcast({ type: 'typing', author: { kind: 'assistant' }, on: true });
      await this.#once(pending);
    }
    this.#room.schedule.clear('turn');
    this.#room.broadcast({ type: 'typing', author: { kind: 'assistant' }, on: false });
  }

  /** A customer who writes after the end is back with the assistant before the turn begins. */
  async #comeBack(pending: Pending): Promise<void> {
    const { store } = this.#room;
    if (store.load().conversation.state !== 'resolved') return;
    const say = await this.#room.say();
    const { context } = store.load();
    this.#room.announce(this.#room.apply({ type: 'come-back' }, say, { pending, feedback: null, context: settled(context) }).messages);
  }

  async #once(pending: Pending): Promise<void> {
    const { store } = this.#room;
    const { conversation } = store.load();
    const thought = await this.#stillAllowed(await this.#think(pending));
    const { record } = thought;
    const now = store.load();
    // After each wait: is this still the question, and does the assistant still have the conversation?
    if (now.conversation.state !== 'assistant' || now.conversation.epoch !== conversation.epoch) {
      this.#room.transaction(() => {
        this.#keep(record);
        store.save({ pending: null });
      });
      return;
    }
    if (now.pending?.generation !== pending.generation) {
      this.#room.transaction(() => this.#keep({ ...record, id: `${record.id}.${pending.generation}` }));
      return;
    }
    this.#room.announce(this.#commit({ ...thought, record: { ...record, sent: true } }));
  }

  /** The turn itself, with its deadline. Whatever goes wrong in it is a handoff. */
  async #think(pending: Pending): Promise<Thought> {
    const { conversation, context, identity, network } = this.#room.store.load();
    const { env } = this.#room;
    const input: TurnInput = {
      id: pending.turnId,
      conversationId: conversation.id,
      site: conversation.site,
      question: this.#question(pending),
      context: { ...context, asked: pending.asked, returnedFrom: conversation.returnedFrom },
      identity,
      at: new Date(),
    };
    let release = 'none';
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error('the turn took too long')), Math.max(1, pending.deadline - Date.now()));
    });
    const work = async () => {
      const [engine, standing] = await Promise.all([this.#room.engine(), standingOf(env, conversation.site)]);
      release = engine.release;
      const lookups = lookupGuard(env, conversation.site, conversation.visitor, network);
      const ports = await turnPorts(env, conversation.site, engine);
      const draw = draws(env.HANDRAIL_SECRET, conversation.site);
      const own = { orders: d1Orders(env.DB), lookups, refunds: refundLedger(env, conversation.site), draw };
      const model = modelFor(env, engine.policy, conversation);
      return turn({ ...input, standing }, { ...ports, ...own, model, say: partly(this.#room, pending) });
    };
    try {
      return await Promise.race([work(), late]);
    } catch (error) {
      const fault = error instanceof Error ? error.message : 'unknown fault';
      console.error(`turn ${input.id} failed: ${fault}`);
      const say = await this.#room.say();
      return {
        record: faultRecord(input, release, fault, say(input.context.asked ? 'handoff.customer-request' : 'handoff.tool-failure')),
        next: null,
        filing: null,
      };
    } finally {
      clearTimeout(timer);
    }
  }

  /**
   * Words of the assistant go out only after the site itself was asked again: its area may have been paused or lowered since
   * the turn began. Nothing waits between this and the write.
   */
  async #stillAllowed(thought: Thought): Promise<Thought> {
    if (!speaks(thought.record)) return thought;
    try {
      const { site } = this.#room.store.load().conversation;
      const [engine, standing] = await inTime(Promise.all([this.#room.engine(), standingNow(this.#room.env, site)]));
      return overtake(thought, standing, engine.policy, engine.say(thought.record.facts.language));
    } catch (error) {
      console.error(`turn ${thought.record.id}: ${error instanceof Error ? error.message : 'unknown fault'}`);
      return unasked(thought, await this.#room.say());
    }
  }

  /** The customer's words since the question began. A tap on "talk to a person" has none. */
  #question({ fromSeq }: Pending): string {
    const own = this.#room.store.since(fromSeq - 1).filter((message) => message.author.kind === 'customer');
    return own.flatMap((message) => (message.body.type === 'text' ? [message.body.text] : [])).join('\n');
  }

  #keep(record: TurnRecord): void {
    this.#room.store.keepTurn(record);
    this.#room.outbox.put(`turn:${record.id}`, 'record', record);
    this.#room.schedule.set('outbox', Date.now() + carryAfter);
    this.#room.ctx.waitUntil(this.#announceRecord(record));
  }

  /** Agents see the record only once it is stored: the frame leaves after the transaction. */
  async #announceRecord(record: TurnRecord): Promise<void> {
    await Promise.resolve();
    this.#room.broadcast({ type: 'records', records: [inConversation(record)] }, 'agent');
  }

  /** Outcome, record, end of the question and, for a handoff, the entry in the queue, a refund to decide, a privacy case: one transaction. */
  #commit({ record, next, filing }: Thought): Message[] {
    const room = this.#room;
    return room.transaction(() => {
      const { outcome } = record;
      const { conversation, context } = room.store.load();
      this.#keep(record);
      room.store.save({ pending: null, context: advance(context, record, next), conversation: { ...conversation, returnedFrom: '' } });
      if (outcome.kind !== 'handoff') return [room.store.add(randomId(), { kind: 'assistant' }, bodyOf(outcome), { turnId: record.id })];
      if (filing) room.outbox.put(`refund:${record.id}`, 'refund', filing);
      const handoff = handoffOf(record, outcome, {
        id: randomId(),
        at: new Date(),
        queue: room.queue,
        attributes: room.store.load().identity?.attributes ?? {},
        email: context.order.asking ? context.order.email : '',
      });
      if (record.privacy) {
        const opened = { handoff: handoff.id, conversation: conversation.id, opened: handoff.createdAt, ...record.privacy };
        room.outbox.put(`privacy:${handoff.id}`, 'privacy', opened);
        room.tell(privacyOpened(conversation.site, opened));
      }
      // What is shown with a handoff is shown before it: after it the assistant says nothing.
      const shown = [...(outcome.shows ? [record.draft] : []), ...(record.also ?? []).map(({ draft }) => draft)];
      const also = shown.map((draft) =>
        room.store.add(randomId(), { kind: 'assistant' }, bodyOf({ kind: 'answer', draft }), { turnId: record.id }),
      );
      return [...also, ...room.handOff(handoff, outcome.text, record.id)];
    });
  }
}

/** A turn that failed knows nothing for the next one. */
type Thought = Omit<Turned, 'next'> & { next: Turned['next'] | null };

function bodyOf(outcome: Exclude<TurnRecord['outcome'], { kind: 'handoff' }>): Body {
  if (outcome.kind === 'decline') return { type: 'text', text: outcome.text };
  const { draft } = outcome;
  if (draft.kind === 'verbatim')
    return { type: 'answer', blocks: draft.blocks, source: { articleId: draft.articleId, title: draft.title } };
  if (draft.kind === 'composed')
    return {
      type: 'answer',
      blocks: [{ type: 'p', spans: [{ text: draft.text }] }],
      source: { articleId: draft.articleId, title: draft.title },
    };
  if (draft.kind === 'order') return { type: 'order', text: draft.text, order: draft.order };
  if (draft.kind === 'ask') return { type: 'ask', text: draft.text, missing: draft.missing };
  if (draft.kind === 'choose') return { type: 'choices', text: draft.text, choices: draft.choices };
  return { type: 'text', text: draft.kind === 'text' ? draft.text : '' };
}
