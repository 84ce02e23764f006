import type { Refusal } from '../protocol.ts';
import type { DeskStore, Entry } from './desk-store.ts';
import type { Answer, Mirror } from './desk-types.ts';
import type { Agent } from './machine.ts';
import type { Schedule } from './schedule.ts';

export type Claimed = { ok: true; conversationId: string } | { ok: false; reason: Refusal; detail: string };

/** The conversation's side of the protocol, so that the queue can be tested without one. */
export interface Authority {
  accept(conversationId: string, handoffId: string, epoch: number, agent: Agent): Promise<Answer>;
  assign(conversationId: string, handoffId: string, epoch: number, agent: Agent): Promise<Answer>;
  route(conversationId: string, handoffId: string, epoch: number, wanted: { team?: string; priority?: number }): Promise<Answer>;
  requeue(conversationId: string, handoffId: string, epoch: number): Promise<Answer>;
  miss(conversationId: string, handoffId: string, epoch: number): Promise<Answer>;
}

/** A claim whose answer was lost is asked again after this. */
const confirmAfter = 5_000;

/**
 * The queue and its claim protocol. The desk decides who asks first (compare and set on its row), the conversation
 * decides whether there is anything to claim; whatever it answers is what the row becomes.
 */
export class Queue {
  readonly #store: DeskStore;
  readonly #schedule: Schedule;
  readonly #authority: Authority;
  readonly #settled: (entry: Entry, before: Entry | null) => void;

  /** `settled` hears of every change of an entry, and what it was before. */
  constructor(store: DeskStore, schedule: Schedule, authority: Authority, settled: (entry: Entry, before: Entry | null) => void) {
    this.#store = store;
    this.#schedule = schedule;
    this.#authority = authority;
    this.#settled = settled;
  }

  /** Takes what a conversation says of itself. Older revisions and repeats change nothing. */
  take(mirror: Mirror): void {
    const id = mirror.handoff.id;
    const known = this.#store.find(id);
    if (known && known.mirror.revision >= mirror.revision) return;
    // A claim on its way is not undone by news from before it; its answer will tell.
    if (known && !known.confirmed && mirror.status === known.mirror.status) {
      const still = { ...known, mirror };
      this.#store.put(still, null);
      this.#settled(still, known);
      return;
    }
    this.#settle(mirror);
  }

  async claim(handoffId: string, agent: Agent): Promise<Claimed> {
    const entry = this.#store.find(handoffId);
    if (!isOpen(entry)) return ended(entry);
    if (entry.status === 'claimed') {
      if (entry.agent?.id === agent.id) return { ok: true, conversationId: entry.mirror.conversationId };
      return { ok: false, reason: 'already-claimed', detail: `${entry.agent?.name ?? 'Someone else'} has this conversation.` };
    }
    const claimed: Entry = { ...entry, status: 'claimed', agent, confirmed: false, claimedAt: new Date().toISOString() };
    this.#store.put(claimed, null);
    this.#schedule.set(`confirm:${handoffId}`, Date.now() + confirmAfter);
    this.#settled(claimed, entry);
    return this.confirm(handoffId);
  }

  /** Asks the conversation about an unconfirmed claim. Repeated by the timer until it answers. */
  async confirm(handoffId: string): Promise<Claimed> {
    const entry = this.#store.find(handoffId);
    if (!entry?.agent || entry.status !== 'claimed')
      return { ok: false, reason: 'gone', detail: 'This conversation is no longer in the queue.' };
    const { conversationId } = entry.mirror;
    if (entry.confirmed) return { ok: true, conversationId };
    this.#schedule.set(`confirm:${handoffId}`, Date.now() + confirmAfter);
    const answer = await this.#authority.accept(conversationId, handoffId, entry.mirror.epoch, entry.agent);
    this.#schedule.clear(`confirm:${handoffId}`);
    const now = this.#store.find(handoffId) ?? entry;
    if (answer.mirror) this.#settle(answer.mirror);
    else this.#close(now);
    const settled = this.#store.find(handoffId);
    if (answer.ok || settled?.agent?.id === entry.agent.id) return { ok: true, conversationId };
    if (settled?.status === 'claimed')
      return { ok: false, reason: 'already-claimed', detail: `${settled.agent?.name ?? 'Someone else'} has this conversation.` };
    if (settled?.status === 'waiting') return { ok: false, reason: 'unavailable', detail: 'The queue had changed. Claim it again.' };
    return { ok: false, reason: 'withdrawn', detail: 'The customer is no longer waiting.' };
  }

  /** To somebody in particular, from the queue or from whoever has it. The conversation decides, the row follows. */
  async assign(handoffId: string, agent: Agent): Promise<Claimed> {
    const entry = this.#store.find(handoffId);
    if (!isOpen(entry)) return ended(entry);
    const { conversationId } = entry.mirror;
    return this.#told(handoffId, await this.#authority.assign(conversationId, handoffId, entry.mirror.epoch, agent));
  }

  /** To another team, or at another priority. */
  async route(handoffId: string, wanted: { team?: string; priority?: number }): Promise<Claimed> {
    const entry = this.#store.find(handoffId);
    if (!isOpen(entry)) return ended(entry);
    const { conversationId } = entry.mirror;
    return this.#told(handoffId, await this.#authority.route(conversationId, handoffId, entry.mirror.epoch, wanted));
  }

  #told(handoffId: string, answer: Answer): Claimed {
    if (answer.mirror) this.#settle(answer.mirror);
    const now = this.#store.find(handoffId);
    if (!isOpen(now)) return ended(now);
    if (answer.ok) return { ok: true, conversationId: now.mirror.conversationId };
    return { ok: false, reason: 'unavailable', detail: 'The queue had changed meanwhile. Look at the entry and try again.' };
  }

  /** Nobody claimed it in the promised time. */
  async miss(handoffId: string): Promise<void> {
    const entry = this.#store.find(handoffId);
    if (entry?.status !== 'waiting') return;
    const answer = await this.#authority.miss(entry.mirror.conversationId, handoffId, entry.mirror.epoch);
    if (answer.mirror) this.#settle(answer.mirror);
  }

  /** An agent's connection is lost for good: back to the queue, at the place their age gives them. */
  async requeueAll(agent: string): Promise<void> {
    for (const entry of this.#store.claimedBy(agent)) {
      const { conversationId, handoff, epoch } = entry.mirror;
      const answer = await this.#authority.requeue(conversationId, handoff.id, epoch);
      if (answer.mirror) this.#settle(answer.mirror);
    }
  }

  /**
   * The row becomes what the conversation says, unless something newer was already heard. The answer to a question about one
   * handoff may tell of a newer one: the row is always that of the answer.
   */
  #settle(mirror: Mirror): void {
    const known = this.#store.find(mirror.handoff.id);
    if (known && known.mirror.revision > mirror.revision) return;
    const claimedAt =
      mirror.status !== 'claimed'
        ? null
        : known?.agent?.id === mirror.agent?.id && known?.claimedAt
          ? known.claimedAt
          : new Date().toISOString();
    const waited = mirror.status === 'claimed' ? Date.now() - Date.parse(mirror.handoff.createdAt) : null;
    const entry: Entry = { mirror, status: mirror.status, agent: mirror.agent, confirmed: true, claimedAt };
    this.#store.put(entry, waited);
    const timer = `missed:${mirror.handoff.id}`;
    if (mirror.status === 'waiting') this.#schedule.set(timer, Math.max(Date.parse(mirror.handoff.promisedAt), Date.now() + 1_000));
    else this.#schedule.clear(timer);
    this.#settled(entry, known);
  }

  /** The conversation does not exist: nothing to keep in the queue. */
  #close(entry: Entry): void {
    const closed: Entry = { ...entry, status: 'done', agent: null, confirmed: true, claimedAt: null };
    this.#store.put(closed, null);
    this.#settled(closed, entry);
  }
}

const isOpen = (entry: Entry | null): entry is Entry => entry !== null && entry.status !== 'done' && entry.status !== 'withdrawn';

const ended = (entry: Entry | null): Claimed =>
  entry?.status === 'withdrawn'
    ? { ok: false, reason: 'withdrawn', detail: 'The customer went back to the assistant.' }
    : { ok: false, reason: 'gone', detail: 'This conversation has already ended.' };
