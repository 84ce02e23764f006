import { byUrgency, type Ordered } from '../desk/order.ts';

/**
 * Who waits for which team, in the order of the queue. Held in memory beside the rows: a place is found by halving, where counting
 * the rows ahead would cost every new customer as much as there are others.
 */
export class Places {
  readonly #teams = new Map<string, Ordered[]>();
  readonly #known = new Map<string, { team: string; key: Ordered }>();

  /** Takes a place, or another one than before. */
  set(team: string, key: Ordered): void {
    const before = this.#known.get(key.handoffId);
    if (before?.team === team && byUrgency(before.key, key) === 0) return;
    this.remove(key.handoffId);
    const waiting = this.#teams.get(team) ?? [];
    waiting.splice(ahead(waiting, key), 0, key);
    this.#teams.set(team, waiting);
    this.#known.set(key.handoffId, { team, key });
  }

  remove(handoffId: string): void {
    const known = this.#known.get(handoffId);
    if (!known) return;
    this.#known.delete(handoffId);
    const waiting = this.#teams.get(known.team) ?? [];
    waiting.splice(ahead(waiting, known.key), 1);
  }

  /** From 1, among those who wait for the same team; null when not waiting. */
  of(handoffId: string): number | null {
    const known = this.#known.get(handoffId);
    return known ? ahead(this.#teams.get(known.team) ?? [], known.key) + 1 : null;
  }
}

/** How many come before a key in a sorted list. */
function ahead(sorted: readonly Ordered[], key: Ordered): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const there = sorted[middle];
    if (there && byUrgency(there, key) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}
