import { DurableObject } from 'cloudflare:workers';
import { expectedWait } from '../desk/order.ts';
import { deskClientFrame, type Person, PROTOCOL_VERSION, type Refusal, SUBPROTOCOL } from '../protocol.ts';
import type { Pause } from './controls-schema.ts';
import { DeskStore, deskMigrations, type Entry, toQueueEntry } from './desk-store.ts';
import { mirrorSchema, type Place } from './desk-types.ts';
import { Flood, frameTypes, parseFrame } from './frames.ts';
import { exists, migrate } from './migrate.ts';
import { Queue } from './queue.ts';
import { Schedule } from './schedule.ts';
import { staffSession } from './site-cache.ts';
import { accept, attach, attachment, ENDED, ready, sendTo } from './sockets.ts';
import { type Holder, Tickets, ticketOf } from './tickets.ts';

const types = frameTypes(deskClientFrame);
/** The first change leaves at once; those within this many milliseconds after it leave as one frame. */
const coalesce = 25;
/** Customers are told their place when it changes, at most this often and this far back. */
const placeEvery = 1_000;
const placesTold = 50;

/** The live queue of one site: who waits, who is here, who has what. Chat never passes through it. */
export class Desk extends DurableObject<Env> {
  readonly #store: DeskStore;
  readonly #schedule: Schedule;
  readonly #tickets: Tickets;
  readonly #queue: Queue;
  readonly #floods = new WeakMap<WebSocket, Flood>();
  readonly #changed = new Set<string>();
  readonly #told = new Map<string, string>();
  #flushing = false;
  #placing = false;
  #agentsChanged = false;
  #opened: boolean;

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    const { storage } = ctx;
    this.#store = new DeskStore(storage.sql);
    this.#schedule = new Schedule(storage);
    this.#tickets = new Tickets(storage.sql);
    const conversation = (id: string) => env.CONVERSATION.getByName(`${this.#store.site()}/${id}`);
    const authority = {
      accept: async (id: string, handoff: string, epoch: number, agent: { id: string; name: string }) =>
        conversation(id).accept(handoff, epoch, agent),
      requeue: async (id: string, handoff: string, epoch: number) => conversation(id).requeue(handoff, epoch),
      miss: async (id: string, handoff: string, epoch: number) => conversation(id).miss(handoff, epoch),
    };
    this.#queue = new Queue(this.#store, this.#schedule, authority, (handoffId) => this.#noteChange(handoffId));
    ctx.setWebSocketAutoResponse(new WebSocketRequestResponsePair('ping', 'pong'));
    this.#opened = exists(storage);
    if (this.#opened) {
      migrate(storage, deskMigrations);
      // Sockets do not survive a restart: whoever had conversations and is not back in time loses them to the queue.
      for (const agent of this.#store.claimants()) if (!this.#isHere(agent)) this.#expect(agent);
      this.#schedule.rearm();
    }
  }

  #open(site: string): void {
    if (this.#opened) return;
    migrate(this.ctx.storage, deskMigrations);
    this.#store.setSite(site);
    this.#opened = true;
  }

  /** News of a conversation, from its outbox. Answers with the customer's place. */
  mirror(site: string, payload: string): Place {
    this.#open(site);
    const mirror = mirrorSchema.parse(JSON.parse(payload));
    this.ctx.storage.transactionSync(() => this.#queue.take(mirror));
    const entry = this.#store.find(mirror.handoff.id);
    return entry ? this.#place(entry) : { place: null, waitMinutes: null };
  }

  async mint(site: string, holder: Holder): Promise<{ ticket: string; expiresAt: string }> {
    this.#open(site);
    return this.#tickets.mint(holder);
  }

  override async fetch(request: Request): Promise<Response> {
    if (request.headers.get('Upgrade')?.toLowerCase() !== 'websocket') return new Response(null, { status: 426 });
    const ticket = ticketOf(request, SUBPROTOCOL);
    const holder = this.#opened && ticket !== null ? await this.#tickets.take(ticket) : null;
    if (holder?.role !== 'agent') return new Response(null, { status: 401 });
    return accept(this.ctx, holder, SUBPROTOCOL);
  }

  /** Told to everybody at the desk at once, by whoever changed it. */
  tellPauses(pauses: Pause[]): void {
    for (const { socket } of ready(this.ctx, 'agent')) sendTo(socket, { type: 'pauses', pauses });
  }

  endSession(session: string): void {
    for (const socket of this.ctx.getWebSockets('agent')) {
      const holder = attachment(socket)?.holder;
      if (holder?.role === 'agent' && holder.session === session) socket.close(ENDED, 'session-ended');
    }
  }

  override async webSocketMessage(socket: WebSocket, data: string | ArrayBuffer): Promise<void> {
    const held = attachment(socket);
    if (held?.holder.role !== 'agent') return socket.close(ENDED, 'session-ended');
    const { holder } = held;
    const refuse = (reason: Refusal, detail: string, handoffId?: string) => sendTo(socket, { type: 'refused', reason, handoffId, detail });
    const flood = this.#floods.get(socket) ?? new Flood();
    this.#floods.set(socket, flood);
    const pace = flood.take();
    if (pace === 'close') return socket.close(ENDED, 'rate-limited');
    if (pace === 'refuse') return refuse('rate-limited', 'Too many frames at once. Wait a moment.');
    const parsed = parseFrame(deskClientFrame, types, data);
    if (!parsed.ok) return refuse(parsed.reason, parsed.detail);
    const { frame } = parsed;
    if (frame.type === 'hello') {
      if (frame.protocol === PROTOCOL_VERSION) return this.#welcome(socket, holder);
      refuse('wrong-version', `This server speaks version ${PROTOCOL_VERSION}. Reload the page.`);
      return socket.close(ENDED, 'wrong-version');
    }
    if (!held.ready) return refuse('hello-first', 'Say hello before anything else.');
    if (!(await this.#stillSignedIn(socket, holder))) return;
    try {
      const claimed = await this.#queue.claim(frame.handoffId, { id: holder.id, name: holder.name });
      if (claimed.ok) sendTo(socket, { type: 'claimed', handoffId: frame.handoffId, conversationId: claimed.conversationId });
      else refuse(claimed.reason, claimed.detail, frame.handoffId);
    } catch (error) {
      console.error('claim failed', error);
      refuse('unavailable', 'The conversation could not be reached. The claim is being tried again.', frame.handoffId);
    }
  }

  override webSocketClose(socket: WebSocket, code: number): void {
    socket.close(code === 1005 || code === 1006 ? 1000 : code);
    const holder = attachment(socket)?.holder;
    if (holder?.role !== 'agent') return;
    this.#agentsChanged = true;
    this.#noteChange();
    if (!this.#isHere(holder.id, socket)) this.#expect(holder.id);
  }

  override async alarm(): Promise<void> {
    if (!this.#opened) return;
    await this.#schedule.run(Date.now(), async (key) => {
      const [what = '', id = ''] = key.split(/:(.*)/s);
      if (what === 'confirm') await this.#queue.confirm(id);
      if (what === 'missed') await this.#queue.miss(id);
      if (what === 'lost' && !this.#isHere(id)) await this.#queue.requeueAll(id);
      if (what === 'prune') this.#store.prune();
    });
  }

  #welcome(socket: WebSocket, holder: Holder & { role: 'agent' }): void {
    attach(socket, { holder, ready: true });
    this.#schedule.clear(`lost:${holder.id}`);
    this.#schedule.setOnce('prune', Date.now() + 86_400_000);
    const entries = this.#store.open().flatMap((entry) => toQueueEntry(entry) ?? []);
    const me = { id: holder.id, name: holder.name, role: holder.person };
    sendTo(socket, { type: 'queue', protocol: PROTOCOL_VERSION, me, entries, agents: this.#agents() });
    this.#agentsChanged = true;
    this.#noteChange();
    this.ctx.waitUntil(this.#sendPauses(socket));
  }

  /** From the site itself: who has just come back may have missed being told. */
  async #sendPauses(socket: WebSocket): Promise<void> {
    try {
      sendTo(socket, { type: 'pauses', pauses: (await this.env.SITE.getByName(this.#store.site()).controls()).pauses });
    } catch (error) {
      console.warn('pauses not told', error);
    }
  }

  /** Rights are looked at again for each frame: a session may have ended meanwhile (5 s cache). */
  async #stillSignedIn(socket: WebSocket, holder: Holder & { role: 'agent' }): Promise<boolean> {
    if (holder.until > Date.now() && (await staffSession(this.env, this.#store.site(), holder.session))) return true;
    sendTo(socket, { type: 'refused', reason: 'session-ended', detail: 'This session has ended. Sign in again.' });
    socket.close(ENDED, 'session-ended');
    return false;
  }

  #isHere(agent: string, except?: WebSocket): boolean {
    return ready(this.ctx, 'agent').some(
      ({ socket, holder }) => socket !== except && socket.readyState === WebSocket.OPEN && holder.role === 'agent' && holder.id === agent,
    );
  }

  /** Gives an agent time to come back before their conversations return to the queue. */
  #expect(agent: string): void {
    const grace = Number(this.env.HANDRAIL_AGENT_GRACE ?? 45) * 1_000;
    this.#schedule.setOnce(`lost:${agent}`, Date.now() + grace);
  }

  #agents(): Person[] {
    const people = new Map<string, Person>();
    for (const { socket, holder } of ready(this.ctx, 'agent')) {
      if (holder.role === 'agent' && socket.readyState === WebSocket.OPEN)
        people.set(holder.id, { id: holder.id, name: holder.name, role: holder.person });
    }
    return [...people.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  #place(entry: Entry): Place {
    const place = this.#store.placeOf(entry);
    const queue = { place, waitMinutes: place === null ? null : expectedWait(this.#store.recentWaits(), place, this.#agents().length) };
    this.#told.set(entry.mirror.handoff.id, JSON.stringify(queue));
    return queue;
  }

  #noteChange(handoffId?: string): void {
    if (handoffId) this.#changed.add(handoffId);
    if (!this.#flushing) {
      this.#flushing = true;
      // After what is being written now, so that the frame tells the finished change.
      queueMicrotask(() => this.#flush());
    }
    if (handoffId && !this.#placing) {
      this.#placing = true;
      setTimeout(() => this.#tellPlaces(), placeEvery);
    }
  }

  #flush(): void {
    // Until the pause is over, changes gather; without any the next one leaves at once again.
    setTimeout(() => {
      this.#flushing = false;
      if (this.#changed.size > 0 || this.#agentsChanged) this.#noteChange();
    }, coalesce);
    const changed = [...this.#changed].map((id) => ({ id, entry: this.#store.find(id) }));
    this.#changed.clear();
    const shown = changed.map(({ id, entry }) => ({ id, entry: entry && toQueueEntry(entry) }));
    const frame = {
      type: 'changes',
      entries: shown.flatMap(({ entry }) => entry ?? []),
      removed: shown.flatMap(({ id, entry }) => (entry ? [] : [id])),
      ...(this.#agentsChanged ? { agents: this.#agents() } : {}),
    };
    this.#agentsChanged = false;
    for (const { socket } of ready(this.ctx, 'agent')) sendTo(socket, frame);
  }

  #tellPlaces(): void {
    this.#placing = false;
    for (const entry of this.#store.waiting(placesTold)) {
      const before = this.#told.get(entry.mirror.handoff.id);
      const place = this.#place(entry);
      if (JSON.stringify(place) === before) continue;
      const object = this.env.CONVERSATION.getByName(`${this.#store.site()}/${entry.mirror.conversationId}`);
      this.ctx.waitUntil(object.place(place).catch((error: unknown) => console.warn('place not told', error)));
    }
    if (this.#told.size > 10_000) this.#told.clear();
  }
}
