import type { Counter, Spent } from './budget.ts';

/** Counters of one run of a command, as exact as those of a worker (worker/rooms/quota.ts), and gone with it. */
export class MemoryCounters {
  readonly #spent = new Map<string, Spent>();

  /** The counter of this name. */
  named(name: string): Counter {
    const held = new Map<number, Spent>();
    const add = (tokens: number, micros: number): void => {
      const now = this.spentOf(name);
      this.#spent.set(name, { tokens: Math.max(0, now.tokens + tokens), micros: Math.max(0, now.micros + micros) });
    };
    let last = 0;
    return {
      spend: async (limit, most) => {
        const now = this.spentOf(name);
        if (now.tokens + most.tokens > limit.tokens || now.micros + most.micros > limit.micros) return { allowed: false, id: 0 };
        add(most.tokens, most.micros);
        held.set(++last, most);
        return { allowed: true, id: last };
      },
      settle: async (id, used) => {
        const most = held.get(id);
        held.delete(id);
        if (most) add(used.tokens - most.tokens, used.micros - most.micros);
      },
    };
  }

  /** So far, reservations included. */
  spentOf(name: string): Spent {
    return this.#spent.get(name) ?? { tokens: 0, micros: 0 };
  }
}
