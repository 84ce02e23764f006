import type { DeskServerFrame, Person, QueueEntry } from '../../../worker/protocol.ts';

/** What the desk's socket has said so far. Replaced, never changed in place, so that a signal sees every step. */
export interface Queue {
  me: Person | null;
  entries: ReadonlyMap<string, QueueEntry>;
  agents: readonly Person[];
}

export const emptyQueue: Queue = { me: null, entries: new Map(), agents: [] };

export type QueueFrame = Extract<DeskServerFrame, { type: 'queue' | 'changes' }>;

export function reduceQueue(queue: Queue, frame: QueueFrame): Queue {
  if (frame.type === 'queue') return { me: frame.me, entries: byHandoff(frame.entries), agents: frame.agents };
  const entries = new Map(queue.entries);
  for (const entry of frame.entries) entries.set(entry.handoffId, entry);
  for (const handoffId of frame.removed) entries.delete(handoffId);
  return { ...queue, entries, agents: frame.agents ?? queue.agents };
}

/** The server's order, in which customers are told their place: what is urgent, then who came first. The id breaks ties, so rows never swap by themselves. */
export function inOrder(a: QueueEntry, b: QueueEntry): number {
  return a.priority - b.priority || compare(a.createdAt, b.createdAt) || compare(a.handoffId, b.handoffId);
}

export interface Sections {
  mine: QueueEntry[];
  waiting: QueueEntry[];
  missed: QueueEntry[];
  /** Claimed by colleagues. */
  taken: QueueEntry[];
}

export function sections(queue: Queue): Sections {
  const result: Sections = { mine: [], waiting: [], missed: [], taken: [] };
  for (const entry of [...queue.entries.values()].sort(inOrder)) result[sectionOf(entry, queue.me)].push(entry);
  return result;
}

export function sectionOf(entry: QueueEntry, me: Person | null): keyof Sections {
  if (entry.status !== 'claimed') return entry.status;
  return me !== null && entry.agent?.id === me.id ? 'mine' : 'taken';
}

/** Entries that wait now and did not before: new ones and those given back. */
export function arrivals(before: Queue, after: Queue): QueueEntry[] {
  const waits = (queue: Queue, handoffId: string) => queue.entries.get(handoffId)?.status === 'waiting';
  return sections(after).waiting.filter((entry) => !waits(before, entry.handoffId));
}

export function entryOf(queue: Queue, conversationId: string): QueueEntry | null {
  let found: QueueEntry | null = null;
  // A conversation that came back has a newer handoff; the older one may linger until its removal arrives.
  for (const entry of queue.entries.values()) {
    if (entry.conversationId === conversationId && (found === null || entry.createdAt > found.createdAt)) found = entry;
  }
  return found;
}

function byHandoff(entries: readonly QueueEntry[]): Map<string, QueueEntry> {
  return new Map(entries.map((entry) => [entry.handoffId, entry]));
}

// ISO 8601 in UTC with a fixed number of digits sorts as text does.
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
