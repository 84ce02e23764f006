import { expectedWait } from '../desk/order.ts';
import type { Colleague, QueueEntry, TeamState } from '../protocol.ts';
import type { DeskStore, Entry } from './desk-store.ts';
import type { Place } from './desk-types.ts';

/** The first change leaves at once; those within this many milliseconds after it leave as one frame. */
const coalesce = 50;
/** Customers are told their place when it changes, at most this often and this far back. */
const placeEvery = 1_000;
const placesTold = 50;

export interface Reach {
  /** Null when not at the desk any more. */
  colleague: (id: string) => Colleague | null;
  teams: () => { teams: TeamState[]; mode: 'pull' | 'automatic' };
  shown: (entry: Entry) => QueueEntry | null;
  /** How many people would take an entry of this team. */
  atWork: (team: string) => number;
  /** To everybody at the desk. */
  tell: (frame: object) => void;
  tellPlace: (entry: Entry, place: Place) => void;
}

/** Changes on their way to the people at the desk and to those who wait: gathered, so that a rush is a few frames. */
export class DeskNews {
  readonly #store: DeskStore;
  readonly #reach: Reach;
  readonly #changed = new Set<string>();
  readonly #people = new Set<string>();
  readonly #told = new Map<string, string>();
  #flushing = false;
  #placing = false;
  #teams = false;

  constructor(store: DeskStore, reach: Reach) {
    this.#store = store;
    this.#reach = reach;
  }

  entry(handoffId: string): void {
    this.#changed.add(handoffId);
    this.#soon();
    if (this.#placing) return;
    this.#placing = true;
    setTimeout(() => this.#tellPlaces(), placeEvery);
  }

  person(id: string): void {
    this.#people.add(id);
    this.#soon();
  }

  teams(): void {
    this.#teams = true;
    this.#soon();
  }

  place(entry: Entry): Place {
    const recent = this.#store.recentWaits(entry.mirror.handoff.team);
    return this.#placed(entry, this.#store.placeOf(entry), recent);
  }

  #placed({ mirror }: Entry, place: number | null, recent: readonly number[]): Place {
    const { id, team } = mirror.handoff;
    const waitMinutes = place === null ? null : expectedWait(recent, place, this.#reach.atWork(team));
    this.#told.set(id, JSON.stringify({ place, waitMinutes }));
    return { place, waitMinutes };
  }

  #soon(): void {
    if (this.#flushing) return;
    this.#flushing = true;
    // After what is being written now, so that the frame tells the finished change.
    queueMicrotask(() => this.#flush());
  }

  #flush(): void {
    // Until the pause is over, changes gather; without any the next one leaves at once again.
    setTimeout(() => {
      this.#flushing = false;
      if (this.#changed.size > 0 || this.#people.size > 0 || this.#teams) this.#soon();
    }, coalesce);
    const shown = [...this.#changed].map((id) => {
      const entry = this.#store.find(id);
      return { id, entry: entry && this.#reach.shown(entry) };
    });
    this.#changed.clear();
    const people = [...this.#people].map((id) => ({ id, now: this.#reach.colleague(id) }));
    this.#people.clear();
    this.#reach.tell({
      type: 'changes',
      entries: shown.flatMap(({ entry }) => entry ?? []),
      removed: shown.flatMap(({ id, entry }) => (entry ? [] : [id])),
      ...(people.length > 0 && {
        agents: people.flatMap(({ now }) => now ?? []),
        left: people.flatMap(({ id, now }) => (now ? [] : [id])),
      }),
      ...(this.#teams && this.#reach.teams()),
    });
    this.#teams = false;
  }

  /** From the head of the queue, so that a place is the number of those before it: asking for each would count the queue again and again. */
  #tellPlaces(): void {
    this.#placing = false;
    const teams = new Map<string, { ahead: number; recent: number[] }>();
    for (const entry of this.#store.waiting(placesTold)) {
      const { id, team } = entry.mirror.handoff;
      const own = teams.get(team) ?? { ahead: 0, recent: this.#store.recentWaits(team) };
      teams.set(team, own);
      own.ahead++;
      const before = this.#told.get(id);
      const place = this.#placed(entry, own.ahead, own.recent);
      if (JSON.stringify(place) !== before) this.#reach.tellPlace(entry, place);
    }
    if (this.#told.size > 10_000) this.#told.clear();
  }
}
