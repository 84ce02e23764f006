import { byUrgency } from '../../../worker/desk/order.ts';
import type { Person, QueueEntry } from '../../../worker/protocol.ts';

export interface Sections {
  mine: QueueEntry[];
  waiting: QueueEntry[];
  missed: QueueEntry[];
  /** Claimed by colleagues. */
  taken: QueueEntry[];
}

export type Section = keyof Sections;

export const noSections: Sections = { mine: [], waiting: [], missed: [], taken: [] };

export function sectionOf(entry: QueueEntry, me: Person | null): Section {
  if (entry.status !== 'claimed') return entry.status;
  return me !== null && entry.agent?.id === me.id ? 'mine' : 'taken';
}

/** All of them, sorted: once for a snapshot. */
export function sections(entries: Iterable<QueueEntry>, me: Person | null): Sections {
  const result: Sections = { mine: [], waiting: [], missed: [], taken: [] };
  for (const entry of [...entries].sort(byUrgency)) result[sectionOf(entry, me)].push(entry);
  return result;
}

/**
 * A few changes to sorted sections: each entry is found and put by halving, as sorting ten thousand for each change would
 * take most of a frame. Sections that nothing happened to stay the same arrays, so that nothing renders them again.
 */
export function moved(parts: Sections, me: Person | null) {
  const next = { ...parts };
  const writable = (section: Section): QueueEntry[] => {
    if (next[section] === parts[section]) next[section] = parts[section].slice();
    return next[section];
  };
  return {
    parts: next,
    take(entry: QueueEntry): void {
      const list = writable(sectionOf(entry, me));
      const at = placeOf(list, entry);
      if (list[at]?.handoffId === entry.handoffId) list.splice(at, 1);
    },
    put(entry: QueueEntry): void {
      const list = writable(sectionOf(entry, me));
      list.splice(placeOf(list, entry), 0, entry);
    },
  };
}

/** Where it is, or would be. The order has no ties but of an entry with itself. */
function placeOf(list: readonly QueueEntry[], entry: QueueEntry): number {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const there = list[middle];
    if (there !== undefined && byUrgency(there, entry) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}
