/** Faults in a row after which a service is left alone, for how long, and for how long at most when it keeps failing. */
export interface BreakerLimits {
  faults: number;
  restMs: number;
  mostMs: number;
}
export const breakerLimits: BreakerLimits = { faults: 5, restMs: 15_000, mostMs: 300_000 };

export type BreakerState = 'closed' | 'open' | 'half-open';

/** Leave to ask, to be given back once: how it went. Null: it says nothing of the service. */
export type Leave = (good: boolean | null, retryAfter?: number | null) => void;

/**
 * Keeps us from asking a service that fails: each try would cost a customer seconds. After a rest one call is let through; if it
 * comes back, all are, and if not, the rest is twice as long. Kept in memory, by isolate: each finds out for itself.
 */
export class Breaker {
  readonly #limits: BreakerLimits;
  #faults = 0;
  #rests = 0;
  #until = 0;
  #probing = false;

  constructor(limits = breakerLimits) {
    this.#limits = limits;
  }

  state(now = Date.now()): BreakerState {
    if (this.#until === 0) return 'closed';
    return now < this.#until ? 'open' : 'half-open';
  }

  /** Null: not now. */
  ask(now = Date.now()): Leave | null {
    const state = this.state(now);
    if (state === 'open' || (state === 'half-open' && this.#probing)) return null;
    if (state === 'half-open') this.#probing = true;
    return this.#leave(state === 'half-open');
  }

  #leave(probe: boolean): Leave {
    let given = false;
    return (good, retryAfter = null) => {
      if (given) return;
      given = true;
      if (probe) this.#probing = false;
      if (good === null) return;
      if (good) return this.#close();
      this.#faults++;
      if (probe || (this.#until === 0 && this.#faults >= this.#limits.faults)) this.#open(retryAfter);
    };
  }

  #close(): void {
    this.#faults = 0;
    this.#rests = 0;
    this.#until = 0;
  }

  #open(retryAfter: number | null): void {
    const { restMs, mostMs } = this.#limits;
    const rest = Math.min(mostMs, Math.max(restMs * 2 ** this.#rests, retryAfter ?? 0));
    this.#rests = Math.min(this.#rests + 1, 20);
    this.#until = Date.now() + rest;
  }
}

/** One for each site and driver; those that were asked least lately are forgotten. */
export class Breakers {
  readonly #all = new Map<string, Breaker>();
  readonly #most: number;

  constructor(most = 500) {
    this.#most = most;
  }

  of(site: string, driver: string): Breaker {
    const key = `${site} ${driver}`;
    const breaker = this.#all.get(key) ?? new Breaker();
    this.#all.delete(key);
    this.#all.set(key, breaker);
    const [oldest] = this.#all.keys();
    if (this.#all.size > this.#most && oldest !== undefined) this.#all.delete(oldest);
    return breaker;
  }
}
