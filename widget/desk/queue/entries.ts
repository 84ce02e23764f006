import type { QueueEntry } from '../../../worker/protocol.ts';

/** With ten thousand entries, some forty in each: a change copies those, not all. */
const PARTS = 256;

type Part = ReadonlyMap<string, QueueEntry>;

/** Entries by handoff id. Never changed in place: `with` gives the next one, which shares what stayed. */
export class Entries {
  readonly #parts: readonly Part[];
  readonly size: number;

  private constructor(parts: readonly Part[]) {
    this.#parts = parts;
    this.size = parts.reduce((sum, part) => sum + part.size, 0);
  }

  static of(entries: Iterable<QueueEntry>): Entries {
    return new Entries(Array.from({ length: PARTS }, () => new Map())).with(entries, []);
  }

  get(handoffId: string): QueueEntry | undefined {
    return this.#parts[partOf(handoffId)]?.get(handoffId);
  }

  *values(): Generator<QueueEntry> {
    for (const part of this.#parts) yield* part.values();
  }

  /** Of one id twice, the last counts; what is removed as well is gone. */
  with(changed: Iterable<QueueEntry>, removed: Iterable<string>): Entries {
    const parts = [...this.#parts];
    const copies = new Map<number, Map<string, QueueEntry>>();
    const writable = (handoffId: string): Map<string, QueueEntry> => {
      const at = partOf(handoffId);
      const copy = copies.get(at) ?? new Map(parts[at]);
      copies.set(at, copy);
      parts[at] = copy;
      return copy;
    };
    for (const entry of changed) writable(entry.handoffId).set(entry.handoffId, entry);
    for (const handoffId of removed) writable(handoffId).delete(handoffId);
    return new Entries(parts);
  }
}

/** Ids are random at their end, whatever they begin with. */
function partOf(handoffId: string): number {
  let hash = 0;
  for (let at = Math.max(0, handoffId.length - 8); at < handoffId.length; at++) hash = (hash * 31 + handoffId.charCodeAt(at)) | 0;
  return (hash >>> 0) % PARTS;
}
