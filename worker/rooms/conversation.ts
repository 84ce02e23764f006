import { DurableObject } from 'cloudflare:workers';
import { route } from '../../policy/queue.ts';
import { type Message, type Person, type Refusal, SUBPROTOCOL } from '../protocol.ts';
import type { Archived } from '../records/conversations/schema.ts';
import { archivedOf } from '../records/conversations/snapshot.ts';
import { decisionOf, type Transcript } from '../records/conversations/transcript.ts';
import { startContext } from '../turn/session.ts';
import { Admission, type StaffFacts } from './admission.ts';
import { conversationFrames, handleFrame } from './conversation-frames.ts';
import { conversationMigrations, type Stored } from './conversation-store.ts';
import type { Answer, Place } from './desk-types.ts';
import { clientIdOf, Flood, parseFrame } from './frames.ts';
import { placed } from './handoff.ts';
import type { Agent } from './machine.ts';
import { exists, migrate } from './migrate.ts';
import { addNote } from './notes.ts';
import { nextOpening } from './opens.ts';
import { randomId } from './random.ts';
import { type Received, receive } from './receive.ts';
import { Room } from './room.ts';
import { tellSeen } from './seen.ts';
import { accept, attachment, ENDED, sendTo } from './sockets.ts';
import { type Holder, Tickets, ticketOf } from './tickets.ts';
import { Turns } from './turns.ts';
import { tellViewers } from './viewers.ts';
import { inConversation } from './watched.ts';

export interface NewConversation {
  id: string;
  site: string;
  visitor: string;
  identity: Stored['identity'];
  network: string;
  /** The visitor's, with a region where it is known: it says which help lines are theirs. */
  locale: string;
  page: string | null;
}

/** One conversation: the authority on itself and the only writer of its history. */
export class Conversation extends DurableObject<Env> {
  readonly #room: Room;
  readonly #turns: Turns;
  readonly #tickets: Tickets;
  readonly #admission: Admission;
  readonly #floods = new WeakMap<WebSocket, Flood>();
  #created: boolean;

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    this.#room = new Room(ctx, env);
    this.#turns = new Turns(this.#room);
    this.#tickets = new Tickets(ctx.storage.sql);
    this.#admission = new Admission(ctx, env);
    this.#created = exists(ctx.storage);
    // Answered by the platform, so that a ping does not wake a hibernating object.
    ctx.setWebSocketAutoResponse(new WebSocketRequestResponsePair('ping', 'pong'));
    if (this.#created) {
      migrate(ctx.storage, conversationMigrations);
      this.#room.schedule.rearm();
      // Whatever woke it: an answer that is owed comes first.
      if (this.#room.store.load().pending) ctx.waitUntil(this.#turns.run());
    }
  }

  create(given: NewConversation): void {
    if (this.#created) return;
    migrate(this.ctx.storage, conversationMigrations);
    this.#created = true;
    const { id, site, visitor, identity, network, locale, page } = given;
    this.#room.store.create({
      conversation: {
        id,
        site,
        visitor,
        history: randomId(9),
        createdAt: new Date().toISOString(),
        state: 'assistant',
        epoch: 0,
        revision: 0,
        handoff: null,
        agent: null,
        returnedFrom: '',
      },
      pending: null,
      context: startContext(locale),
      identity,
      network,
      feedback: null,
      contactEmail: null,
      page,
      queue: null,
    });
  }

  /** A ticket for a socket; null when this conversation does not exist or is not the visitor's. */
  async mint(holder: Holder, identity: Stored['identity'] = null): Promise<{ ticket: string; expiresAt: string } | null> {
    if (!this.#mayOpen(holder)) return null;
    // A visitor who proved who they are in the middle of a conversation is known from here on.
    if (identity && holder.role === 'customer') this.#room.store.save({ identity });
    return this.#tickets.mint(holder);
  }

  /** Only the WebSocket handshake; everything else is a method. The ticket decides, the path does not. */
  override async fetch(request: Request): Promise<Response> {
    if (request.headers.get('Upgrade')?.toLowerCase() !== 'websocket') return new Response(null, { status: 426 });
    const ticket = ticketOf(request, SUBPROTOCOL);
    const holder = this.#created && ticket !== null ? await this.#tickets.take(ticket) : null;
    if (!holder || !this.#mayOpen(holder)) return new Response(null, { status: 401 });
    const admitted = await this.#admission.admit(this.#room.store.load().conversation.site, holder);
    return admitted ? accept(this.ctx, admitted, SUBPROTOCOL) : new Response(null, { status: 401 });
  }

  /** The same as a `send` frame, for pages that cannot keep a socket; null when not the visitor's. */
  async send(visitor: string, clientId: string, text: string): Promise<Received | null> {
    if (!this.#owns(visitor)) return null;
    return receive(this.#room, this.#turns, { kind: 'customer' }, clientId, text);
  }

  /** Messages after `since`, for pages that cannot keep a socket; null when not the visitor's. */
  async messagesSince(visitor: string, since: number): Promise<{ history: string; messages: Message[] } | null> {
    if (!this.#owns(visitor)) return null;
    return { history: this.#room.store.load().conversation.history, messages: this.#room.store.since(since) };
  }

  /** What the list of past conversations is told, as it is now. */
  async about(): Promise<Archived | null> {
    if (!this.#created) return null;
    const { store } = this.#room;
    return archivedOf(store.load(), store.since(0), store.turns());
  }

  /** Everything that was said and decided, for the desk to take away. */
  async transcript(): Promise<Transcript | null> {
    if (!this.#created) return null;
    const { store } = this.#room;
    const [messages, turns] = [store.since(0), store.turns()];
    return { about: archivedOf(store.load(), messages, turns), messages, decisions: turns.map(inConversation).map(decisionOf) };
  }

  /* ---- called by the desk ---- */

  async accept(handoffId: string, epoch: number, agent: Agent): Promise<Answer> {
    return this.#answer(await this.#apply({ type: 'accept', handoffId, epoch, agent }));
  }

  async requeue(handoffId: string, epoch: number): Promise<Answer> {
    if (!this.#created) return this.#answer({ ok: false, why: 'there is no such conversation' });
    // Times are those of the queue as the release has it.
    await this.#room.say();
    const now = new Date();
    const team = this.#room.store.load().conversation.handoff?.team ?? '';
    const times = { promisedAt: this.#room.promise(now), opensAt: nextOpening(this.#room.queue, team, now) };
    return this.#answer(await this.#apply({ type: 'requeue', handoffId, epoch, ...times }));
  }

  /** To a person, decided at the desk: who has it may give it on, and a lead may give it to anybody. */
  async assign(handoffId: string, epoch: number, agent: Agent): Promise<Answer> {
    return this.#answer(await this.#apply({ type: 'assign', handoffId, epoch, agent }));
  }

  /** To another team, or at another priority. Promised times are those of where it goes, from now. */
  async route(handoffId: string, epoch: number, wanted: { team?: string; priority?: number }): Promise<Answer> {
    const { handoff } = this.#created ? this.#room.store.load().conversation : { handoff: null };
    if (!handoff) return this.#answer({ ok: false, why: 'there is no such conversation' });
    await this.#room.say();
    const team = wanted.team ?? handoff.team;
    const priority = wanted.priority ?? handoff.priority;
    const attributes = this.#room.store.load().identity?.attributes ?? {};
    const routed = placed(route(this.#room.queue, { ...handoff, team, priority, attributes }, new Date()));
    // A person's word goes before the rules; what was promised for the whole stays, and so does the place that age gives.
    const change = { ...routed, team, priority, resolveBy: handoff.resolveBy, rankAt: earlier(handoff.rankAt, routed.rankAt) };
    return this.#answer(await this.#apply({ type: 'route', handoffId, epoch, change }));
  }

  /** Words for colleagues, from the desk: with a conversation that is given on. */
  async note(by: Person, text: string, mentions: string[]): Promise<void> {
    if (this.#created) addNote(this.#room, { id: randomId(), by, text, mentions, whisper: false });
  }

  async miss(handoffId: string, epoch: number): Promise<Answer> {
    return this.#answer(await this.#apply({ type: 'miss', handoffId, epoch }));
  }

  /** Whether a person at the desk has written to the customer here. */
  wrote({ id, name }: Agent): boolean {
    return this.#created && this.#room.store.countSince({ kind: 'agent', id, name }, 0) > 0;
  }

  place(place: Place): void {
    if (this.#created) this.#room.setPlace(place);
  }

  /** Name or role of somebody at the desk changed. */
  renew(now: StaffFacts): void {
    this.#admission.renew(now);
    if (this.#created) tellViewers(this.#room);
  }

  /** Closes the sockets of an ended staff session. */
  endSession(session: string): void {
    this.#admission.end(session);
    if (this.#created) tellViewers(this.#room);
  }

  /* ---- sockets and timers ---- */

  override async webSocketMessage(socket: WebSocket, data: string | ArrayBuffer): Promise<void> {
    const held = attachment(socket);
    if (!held) return socket.close(ENDED, 'session-ended');
    const refuse = (reason: Refusal, detail: string) => sendTo(socket, { type: 'refused', reason, clientId: clientIdOf(data), detail });
    const flood = this.#floods.get(socket) ?? new Flood();
    this.#floods.set(socket, flood);
    const pace = flood.take();
    if (pace === 'close') return socket.close(ENDED, 'rate-limited');
    if (pace === 'refuse') return refuse('rate-limited', 'Too many frames at once. Wait a moment and send again.');
    if (held.holder.until < Date.now()) {
      refuse('session-ended', 'This session has ended. Sign in or reload.');
      return socket.close(ENDED, 'session-ended');
    }
    const parsed = parseFrame(conversationFrames.schema, conversationFrames.types, data);
    if (!parsed.ok) return refuse(parsed.reason, parsed.detail);
    try {
      await handleFrame({ room: this.#room, turns: this.#turns, socket, holder: held.holder, ready: held.ready, refuse }, parsed.frame);
    } catch (error) {
      console.error('frame failed', error);
      refuse('unavailable', 'This could not be done. Nothing was changed; try again.');
    }
  }

  override webSocketClose(socket: WebSocket, code: number): void {
    // 1005 and 1006 are never sent on the wire (RFC 6455, 7.4.1).
    socket.close(code === 1005 || code === 1006 ? 1000 : code);
    if (this.#created && attachment(socket)?.holder.role === 'agent') tellViewers(this.#room, socket);
  }

  override async alarm(): Promise<void> {
    if (!this.#created) return;
    await this.#room.schedule.run(Date.now(), async (key) => {
      if (key === 'outbox') return this.#room.carry();
      // The team is there again: what the customer is told of it ends.
      if (key === 'opens') return this.#room.announce([]);
      if (key === 'archive') return this.#room.settle();
      this.#turns.keepTrying();
      await this.#turns.run();
    });
  }

  #mayOpen(holder: Holder): boolean {
    return holder.role === 'agent' ? this.#created : this.#owns(holder.visitor);
  }

  #owns(visitor: string): boolean {
    return this.#created && visitor === this.#room.store.load().conversation.visitor;
  }

  async #apply(event: Parameters<Room['apply']>[0]) {
    if (!this.#created) return { ok: false as const, why: 'there is no such conversation' };
    const say = await this.#room.say();
    const before = this.#room.store.load().conversation.agent?.id;
    const { moved, messages } = this.#room.apply(event, say);
    if (messages.length > 0) this.#room.announce(messages);
    if (this.#room.store.load().conversation.agent?.id !== before) tellSeen(this.#room);
    return moved;
  }

  #answer(moved: { ok: true } | { ok: false; why: string }): Answer {
    const mirror = this.#created ? this.#room.currentMirror() : null;
    if (moved.ok && mirror) return { ok: true, mirror };
    return { ok: false, why: moved.ok ? 'nothing was handed over' : moved.why, mirror };
  }
}

const earlier = (one: string | undefined, other: string) => (one !== undefined && one < other ? one : other);
