import { byUrgency } from '../../../worker/desk/order.ts';
import type { Colleague, DeskServerFrame, Person, QueueEntry, TeamState } from '../../../worker/protocol.ts';

/** What the desk's socket has said so far. Replaced, never changed in place, so that a signal sees every step. */
export interface Queue {
  me: Person | null;
  entries: ReadonlyMap<string, QueueEntry>;
  agents: readonly Colleague[];
  teams: readonly TeamState[];
  /** `automatic`: who is online and has room is given the next one. */
  mode: 'pull' | 'automatic';
}

export const emptyQueue: Queue = { me: null, entries: new Map(), agents: [], teams: [], mode: 'pull' };

export type QueueFrame = Extract<DeskServerFrame, { type: 'queue' | 'changes' }>;

export function reduceQueue(queue: Queue, frame: QueueFrame): Queue {
  if (frame.type === 'queue') {
    const { me, agents, teams, mode } = frame;
    return { me, entries: byHandoff(frame.entries), agents, teams, mode };
  }
  const entries = new Map(queue.entries);
  for (const entry of frame.entries) entries.set(entry.handoffId, entry);
  for (const handoffId of frame.removed) entries.delete(handoffId);
  return { ...queue, entries, agents: frame.agents ?? queue.agents, teams: frame.teams ?? queue.teams };
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
  for (const entry of [...queue.entries.values()].sort(byUrgency)) result[sectionOf(entry, queue.me)].push(entry);
  return result;
}

export function sectionOf(entry: QueueEntry, me: Person | null): keyof Sections {
  if (entry.status !== 'claimed') return entry.status;
  return me !== null && entry.agent?.id === me.id ? 'mine' : 'taken';
}

/** Of what changed, the entries that wait now and did not before: new ones and those given back. */
export const arrivals = (before: Queue, changed: readonly QueueEntry[]): QueueEntry[] =>
  changed.filter(({ handoffId, status }) => status === 'waiting' && before.entries.get(handoffId)?.status !== 'waiting').sort(byUrgency);

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
