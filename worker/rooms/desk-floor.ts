import { changesAt, opensAt } from '../../policy/hours.ts';
import { hoursOf, plainQueue, type QueuePolicy } from '../../policy/queue.ts';
import { choose } from '../desk/assign.ts';
import { slaOf } from '../desk/sla.ts';
import type { QueueEntry, Sla, TeamState } from '../protocol.ts';
import type { DeskNews } from './desk-news.ts';
import type { DeskPeople } from './desk-people.ts';
import { type DeskStore, type Entry, toQueueEntry } from './desk-store.ts';
import type { Queue } from './queue.ts';
import type { Schedule } from './schedule.ts';

/** The release is asked for its queue again after this. */
const policyLife = 5_000;
/** How far down the queue somebody is looked for. */
const looked = 200;

export interface FloorReach {
  isHere: (person: string) => boolean;
  /** The queue of the active release. */
  readPolicy: () => Promise<QueuePolicy>;
  tell: (frame: object, person: string) => void;
  breached: (entry: Entry, sla: Sla) => void;
  /** Milliseconds that somebody whose connection is gone keeps what they have. */
  grace: number;
}

/** What happens on the floor by itself: who is here, who is given what, whose promised time runs out. */
export class DeskFloor {
  /** Until a release was read, everybody is there and takes what they want. */
  policy: QueuePolicy = plainQueue(10);
  readonly #store: DeskStore;
  readonly #people: DeskPeople;
  readonly #schedule: Schedule;
  readonly #queue: () => Queue;
  readonly #news: () => DeskNews;
  readonly #reach: FloorReach;
  #readAt = 0;
  #giving: Promise<void> | null = null;
  #giveAgain = false;

  constructor(
    store: DeskStore,
    people: DeskPeople,
    schedule: Schedule,
    parts: { queue: () => Queue; news: () => DeskNews },
    reach: FloorReach,
  ) {
    this.#store = store;
    this.#people = people;
    this.#schedule = schedule;
    this.#queue = parts.queue;
    this.#news = parts.news;
    this.#reach = reach;
  }

  /** An object that wakes up goes on with the queue it knew: with another one it would look at everybody who waits. */
  recall(): void {
    this.policy = this.#store.policy() ?? this.policy;
  }

  /** Reads the queue of the active release, at most every few seconds. One that cannot be read changes nothing. */
  async freshen(): Promise<void> {
    if (Date.now() - this.#readAt < policyLife) return;
    this.#readAt = Date.now();
    try {
      const policy = await this.#reach.readPolicy();
      const changed = JSON.stringify(policy) !== JSON.stringify(this.policy);
      this.policy = policy;
      if (!changed) return;
      this.#store.keepPolicy(policy);
      this.#news().teams();
      // What was promised under other hours is watched by these from now on.
      for (const { mirror } of this.#store.open()) this.look(mirror.handoff.id);
      this.watchTeams();
      this.give();
    } catch (error) {
      console.warn('the queue of the release cannot be read', error instanceof Error ? error.message : error);
    }
  }

  shown(entry: Entry): QueueEntry | null {
    return toQueueEntry(entry, slaOf(this.policy, entry.status, entry.mirror.handoff, Date.now()).sla);
  }

  teams(): TeamState[] {
    const now = new Date();
    return this.policy.teams.map(({ id, title }) => {
      const opens = opensAt(hoursOf(this.policy, id), now);
      const open = opens?.getTime() === now.getTime();
      return { id, title, open, opensAt: open ? null : (opens?.toISOString() ?? null) };
    });
  }

  /** Tells when a team comes or goes, while anybody is there to be told. */
  watchTeams(): void {
    if (this.#people.list().length === 0) return;
    const at = this.policy.teams.flatMap(({ id }) => changesAt(hoursOf(this.policy, id), new Date())?.getTime() ?? []);
    if (at.length > 0) this.#schedule.set('teams', Math.min(...at));
  }

  /** An entry has changed: everybody hears of it, its promised times are watched, and who resolved it may finish their notes. */
  settled(entry: Entry, before: Entry | null): void {
    this.#news().entry(entry.mirror.handoff.id);
    // Who has how much has changed with it.
    if (entry.status !== before?.status || entry.agent?.id !== before?.agent?.id)
      for (const one of new Set([entry.agent?.id, before?.agent?.id])) if (one !== undefined) this.#news().person(one);
    this.look(entry.mirror.handoff.id);
    const agent = before?.status === 'claimed' && entry.status !== 'claimed' ? before.agent : null;
    const { mode, wrap_up_seconds } = this.policy.assignment;
    if (
      agent &&
      entry.status === 'done' &&
      mode === 'automatic' &&
      wrap_up_seconds > 0 &&
      this.#people.find(agent.id)?.presence === 'online'
    ) {
      this.#people.set(agent.id, 'wrapping-up');
      this.#schedule.set(`wrapped:${agent.id}`, Date.now() + wrap_up_seconds * 1_000);
    }
    this.give();
  }

  /** Promised times of an entry: nearing is shown, broken is shown and told to the site once. */
  look(handoffId: string): void {
    const entry = this.#store.find(handoffId);
    if (!entry) return;
    const { sla, breached, changes } = slaOf(this.policy, entry.status, entry.mirror.handoff, Date.now());
    if (changes === null) this.#schedule.clear(`sla:${handoffId}`);
    else this.#schedule.set(`sla:${handoffId}`, changes);
    const fresh = this.#store.breach(
      handoffId,
      breached.map(({ kind, due }) => `${kind}@${due}`),
    );
    for (const one of breached) if (fresh.includes(`${one.kind}@${one.due}`)) this.#reach.breached(entry, one);
    if (sla?.status !== 'kept') this.#news().entry(handoffId);
  }

  presenceChanged(person: string): void {
    this.#schedule.clear(`wrapped:${person}`);
    this.#news().person(person);
    this.give();
  }

  wrappedUp(person: string): void {
    if (this.#people.find(person)?.presence !== 'wrapping-up') return;
    this.#people.set(person, 'online');
    this.presenceChanged(person);
  }

  /** The last connection of somebody is gone: time to come back, which everybody sees. */
  expect(person: string): void {
    const at = Date.now() + this.#reach.grace;
    this.#schedule.setOnce(`lost:${person}`, at);
    this.#people.lose(person, new Date(at));
    this.#news().person(person);
  }

  /** Gone for longer than that: what they have goes back to the queue, at the place its age gives. */
  async lost(person: string): Promise<void> {
    if (this.#reach.isHere(person)) return;
    this.#people.leave(person);
    await this.#queue().requeueAll(person);
    this.#news().person(person);
  }

  /** Gives what waits to who is free. One round at a time; what changes during it starts another. */
  give(): void {
    if (this.policy.assignment.mode !== 'automatic') return;
    this.#giveAgain = true;
    this.#giving ??= this.#rounds().finally(() => {
      this.#giving = null;
    });
  }

  async #rounds(): Promise<void> {
    while (this.#giveAgain) {
      this.#giveAgain = false;
      for (const { mirror } of this.#store.waiting(looked)) {
        const { handoff } = mirror;
        const { sla } = slaOf(this.policy, 'waiting', handoff, Date.now());
        const here = this.#people.list().filter(({ id }) => this.#reach.isHere(id));
        const who = choose(here, { team: handoff.team, skills: handoff.skills, pressing: sla !== null && sla.status !== 'kept' });
        if (!who) continue;
        // A conversation that cannot be reached is asked again by the timer of its claim.
        const claimed = await this.#queue()
          .claim(handoff.id, { id: who.id, name: who.name })
          .catch(() => null);
        if (claimed?.ok)
          this.#reach.tell({ type: 'assigned', handoffId: handoff.id, conversationId: claimed.conversationId, by: null }, who.id);
      }
    }
  }
}
