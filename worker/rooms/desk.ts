import { DurableObject } from 'cloudflare:workers';
import { deskClientFrame, type Person, PROTOCOL_VERSION, type Refusal, SUBPROTOCOL } from '../protocol.ts';
import { Admission, type StaffFacts } from './admission.ts';
import type { Pause } from './controls-schema.ts';
import { DeskFloor } from './desk-floor.ts';
import { handleDeskFrame } from './desk-frames.ts';
import { DeskNews } from './desk-news.ts';
import { breachOf, deliverDesk } from './desk-outbox.ts';
import { DeskPeople } from './desk-people.ts';
import { DeskStore, deskMigrations } from './desk-store.ts';
import { type Mention, mirrorSchema, type Place } from './desk-types.ts';
import { Flood, frameTypes, parseFrame } from './frames.ts';
import { exists, migrate } from './migrate.ts';
import { Outbox } from './outbox.ts';
import { Queue } from './queue.ts';
import { Schedule } from './schedule.ts';
import { staffSession } from './site-cache.ts';
import { accept, attach, attachment, ENDED, ready, sendTo, sendToAll, staffHere } from './sockets.ts';
import { type Holder, Tickets, ticketOf } from './tickets.ts';

const types = frameTypes(deskClientFrame);
type Agent = Extract<Holder, { role: 'agent' }>;

/** The live queue of one site: who waits, who is here, who has what. Chat never passes through it. */
export class Desk extends DurableObject<Env> {
  readonly #store: DeskStore;
  readonly #people: DeskPeople;
  readonly #schedule: Schedule;
  readonly #outbox: Outbox;
  readonly #tickets: Tickets;
  readonly #queue: Queue;
  readonly #news: DeskNews;
  readonly #floor: DeskFloor;
  readonly #admission: Admission;
  readonly #floods = new WeakMap<WebSocket, Flood>();
  #opened: boolean;

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    const { storage } = ctx;
    this.#store = new DeskStore(storage);
    this.#people = new DeskPeople(storage.sql);
    this.#schedule = new Schedule(storage);
    this.#outbox = new Outbox(storage.sql);
    this.#tickets = new Tickets(storage.sql);
    this.#admission = new Admission(ctx, env);
    const of = (id: string) => this.#conversation(id);
    this.#floor = new DeskFloor(
      this.#store,
      this.#people,
      this.#schedule,
      { queue: () => this.#queue, news: () => this.#news },
      {
        isHere: (person) => this.#isHere(person),
        readPolicy: async () => env.SITE.getByName(this.#store.site()).liveQueue(),
        tell: (frame, person) => this.#tell(frame, person),
        breached: (entry, sla) => {
          const event = breachOf(this.#store.site(), entry, sla);
          this.#promise('notify', event.id, event);
        },
        grace: Number(env.HANDRAIL_AGENT_GRACE ?? 45) * 1_000,
      },
    );
    this.#queue = new Queue(
      this.#store,
      this.#schedule,
      {
        accept: async (id, ...claim) => of(id).accept(...claim),
        assign: async (id, ...given) => of(id).assign(...given),
        route: async (id, ...wanted) => of(id).route(...wanted),
        requeue: async (id, ...lost) => of(id).requeue(...lost),
        miss: async (id, ...missed) => of(id).miss(...missed),
      },
      (entry, before) => this.#floor.settled(entry, before),
    );
    this.#news = new DeskNews(this.#store, {
      colleague: (id) => this.#people.colleague(id),
      teams: () => ({ teams: this.#floor.teams(), mode: this.#floor.policy.assignment.mode }),
      shown: (entry) => this.#floor.shown(entry),
      atWork: (team) => this.#people.atWork(team),
      tell: (frame) => this.#tell(frame),
      tellPlace: (entry, place) => {
        const told = of(entry.mirror.conversationId).place(place);
        ctx.waitUntil(told.catch((error: unknown) => console.warn('place not told', error)));
      },
    });
    ctx.setWebSocketAutoResponse(new WebSocketRequestResponsePair('ping', 'pong'));
    this.#opened = exists(storage);
    if (this.#opened) this.#wake();
  }

  #wake(): void {
    migrate(this.ctx.storage, deskMigrations);
    this.#floor.recall();
    // Sockets do not survive a restart: whoever is not back in time loses what they have to the queue.
    const here = new Set(staffHere(this.ctx));
    const expected = new Set([...this.#store.claimants(), ...this.#people.list().map(({ id }) => id)]);
    for (const agent of expected) if (!here.has(agent)) this.#floor.expect(agent);
    this.#schedule.rearm();
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
    this.ctx.waitUntil(this.#floor.freshen());
    const mirror = mirrorSchema.parse(JSON.parse(payload));
    this.#store.transaction(() => this.#queue.take(mirror));
    const entry = this.#store.find(mirror.handoff.id);
    return entry ? this.#news.place(entry) : { place: null, waitMinutes: null };
  }

  /** A colleague is named in a note: told now, or when they are back. */
  mention(site: string, mention: Mention): void {
    this.#open(site);
    this.#store.keepMention(mention);
    this.#tellMentions(mention.person);
  }

  async mint(site: string, holder: Holder): Promise<{ ticket: string; expiresAt: string }> {
    this.#open(site);
    return this.#tickets.mint(holder);
  }

  override async fetch(request: Request): Promise<Response> {
    if (request.headers.get('Upgrade')?.toLowerCase() !== 'websocket') return new Response(null, { status: 426 });
    const ticket = ticketOf(request, SUBPROTOCOL);
    const holder = this.#opened && ticket !== null ? await this.#tickets.take(ticket) : null;
    const admitted = holder?.role === 'agent' ? await this.#admission.admit(this.#store.site(), holder) : null;
    return admitted ? accept(this.ctx, admitted, SUBPROTOCOL) : new Response(null, { status: 401 });
  }

  /** Told to everybody at the desk at once, by whoever changed it. */
  tellPauses(pauses: Pause[]): void {
    this.#tell({ type: 'pauses', pauses });
  }

  /** Role, teams or name of somebody changed: the pages they have open begin anew with that. */
  renew(now: StaffFacts): void {
    for (const { socket, holder } of this.#admission.renew(now)) this.#welcome(socket, holder);
  }

  endSession(session: string): void {
    this.#admission.end(session);
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
    const me = await this.#stillSignedIn(socket, holder);
    if (!me) return;
    try {
      await handleDeskFrame(
        {
          store: this.#store,
          people: this.#people,
          queue: this.#queue,
          me,
          send: (answer) => sendTo(socket, answer),
          refuse,
          note: async (id, text, mentions) => this.#conversation(id).note(me, text, mentions),
          log: (what, detail) => this.#promise('log', crypto.randomUUID(), { who: me.id, what, detail }),
          given: (person, entry) => this.#tell({ type: 'assigned', ...entry, by: me }, person),
          teams: () => this.#floor.policy.teams.map(({ id }) => id),
          presenceChanged: (person) => this.#floor.presenceChanged(person),
        },
        frame,
      );
    } catch (error) {
      console.error(`${frame.type} failed`, error);
      refuse(
        'unavailable',
        'The conversation could not be reached. Look at the entry and try again.',
        'handoffId' in frame ? frame.handoffId : undefined,
      );
    }
  }

  override webSocketClose(socket: WebSocket, code: number): void {
    socket.close(code === 1005 || code === 1006 ? 1000 : code);
    const holder = attachment(socket)?.holder;
    if (holder?.role !== 'agent' || !this.#opened) return;
    if (!this.#isHere(holder.id, socket)) this.#floor.expect(holder.id);
  }

  override async alarm(): Promise<void> {
    if (!this.#opened) return;
    await this.#floor.freshen();
    await this.#schedule.run(Date.now(), async (key) => {
      const [what = '', id = ''] = key.split(/:(.*)/s);
      if (what === 'confirm') await this.#queue.confirm(id);
      if (what === 'missed') await this.#queue.miss(id);
      if (what === 'lost') await this.#floor.lost(id);
      if (what === 'sla') this.#floor.look(id);
      if (what === 'wrapped') this.#floor.wrappedUp(id);
      if (what === 'teams') this.#news.teams();
      if (what === 'outbox') await this.#flush();
      if (what === 'prune') this.#store.prune();
    });
    this.#floor.watchTeams();
    this.#floor.give();
  }

  #welcome(socket: WebSocket, holder: Agent): void {
    attach(socket, { holder, ready: true });
    this.#people.arrive(holder);
    this.#schedule.clear(`lost:${holder.id}`);
    this.#schedule.setOnce('prune', Date.now() + 86_400_000);
    const entries = this.#store.open().flatMap((entry) => this.#floor.shown(entry) ?? []);
    const me = { id: holder.id, name: holder.name, role: holder.person };
    const here = { agents: this.#people.list(), teams: this.#floor.teams(), mode: this.#floor.policy.assignment.mode };
    sendTo(socket, { type: 'queue', protocol: PROTOCOL_VERSION, me, entries, ...here });
    this.#tellMentions(holder.id);
    this.#news.person(holder.id);
    this.#floor.watchTeams();
    this.ctx.waitUntil(this.#sendPauses(socket));
    this.ctx.waitUntil(this.#floor.freshen());
    this.#floor.give();
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
  async #stillSignedIn(socket: WebSocket, holder: Agent): Promise<Person | null> {
    const session = holder.until > Date.now() ? await staffSession(this.env, this.#store.site(), holder.session) : null;
    if (session) return { id: session.id, name: session.name, role: session.role };
    sendTo(socket, { type: 'refused', reason: 'session-ended', detail: 'This session has ended. Sign in again.' });
    socket.close(ENDED, 'session-ended');
    return null;
  }

  #conversation(id: string) {
    return this.env.CONVERSATION.getByName(`${this.#store.site()}/${id}`);
  }

  /** To everybody who is here, or to one person, on every page they have open. */
  #tell(frame: object, person?: string): boolean {
    const text = JSON.stringify(frame);
    if (person === undefined) return sendToAll(this.ctx, 'agent', text) > 0;
    const sockets = ready(this.ctx, 'agent').filter(({ holder }) => holder.role === 'agent' && holder.id === person);
    for (const { socket } of sockets) sendTo(socket, text);
    return sockets.length > 0;
  }

  #tellMentions(person: string): void {
    for (const { id, conversationId, by, text } of this.#store.mentionsOf(person))
      if (this.#tell({ type: 'mentioned', conversationId, by, text }, person)) this.#store.forgetMention(id);
  }

  #isHere(agent: string, except?: WebSocket): boolean {
    return staffHere(this.ctx, except).includes(agent);
  }

  /** What another object must hear of: written here first, carried until it has. */
  #promise(kind: 'log' | 'notify', id: string, payload: object): void {
    this.#outbox.put(`${kind}:${id}`, kind, payload);
    this.#schedule.set('outbox', Date.now() + 1_000);
    this.ctx.waitUntil(this.#flush());
  }

  async #flush(): Promise<void> {
    await this.#outbox.flush((row) => deliverDesk(this.env, this.#store.site(), row));
    const next = this.#outbox.next();
    if (next === null) this.#schedule.clear('outbox');
    else this.#schedule.set('outbox', Math.max(next, Date.now() + 250));
  }
}
