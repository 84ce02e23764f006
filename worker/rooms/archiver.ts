import type { Archived } from '../records/conversations/schema.ts';
import { archivedOf } from '../records/conversations/snapshot.ts';
import type { ConversationStore } from './conversation-store.ts';
import type { Schedule } from './schedule.ts';

/** Quiet that a conversation has to keep before the list of past ones hears of it, and how long it waits for that. */
const quiet = 2_500;
const patience = 30_000;

/**
 * Tells the list of past conversations what became of this one: a while after it fell quiet, and at once when it is resolved.
 * A message costs no more than a look at memory while the timer runs, and one row that starts it otherwise.
 */
export class Archiver {
  readonly #store: ConversationStore;
  readonly #schedule: Schedule;
  /** When the timer ends, as far as memory knows: after an eviction it is started again, which changes nothing. */
  #ends: number | null = null;
  #changed = 0;
  #since = 0;

  constructor(store: ConversationStore, schedule: Schedule) {
    this.#store = store;
    this.#schedule = schedule;
  }

  /** Something was written. Part of the transaction that wrote it. */
  changed(now = Date.now()): void {
    this.#changed = now;
    const wait = this.#store.load().conversation.state === 'resolved' ? 0 : quiet;
    if (this.#ends !== null && this.#ends <= now + wait) return;
    this.#since = this.#ends === null ? now : this.#since;
    this.#start(now + wait);
  }

  /** The transaction was rolled back, and the timer with it. */
  rolledBack(): void {
    this.#ends = null;
  }

  /** The timer has ended: what there is to carry, null when the conversation still goes on. The timer's row stays until it is carried. */
  due(now = Date.now()): Archived | null {
    this.#ends = null;
    const { conversation } = this.#store.load();
    const settles = Math.min(this.#changed + quiet, this.#since + patience);
    // Almost is enough: another round would cost more than it tells.
    if (conversation.state !== 'resolved' && settles - now > quiet / 3) {
      this.#start(settles);
      return null;
    }
    return archivedOf(this.#store.load(), this.#store.since(0), this.#store.decided());
  }

  #start(at: number): void {
    this.#ends = at;
    this.#schedule.set('archive', at);
  }
}
