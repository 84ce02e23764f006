import { byUrgency } from '../../../worker/desk/order.ts';
import type { Colleague, DeskServerFrame, Person, QueueEntry, TeamState } from '../../../worker/protocol.ts';
import { moved, noSections, type Sections, sections } from './sections.ts';

/** What the desk's socket has said so far. Replaced, never changed in place, so that a signal sees every step. */
export interface Queue {
  me: Person | null;
  entries: ReadonlyMap<string, QueueEntry>;
  /** The same entries as they are shown. */
  parts: Sections;
  agents: readonly Colleague[];
  teams: readonly TeamState[];
  /** `automatic`: who is online and has room is given the next one. */
  mode: 'pull' | 'automatic';
}

export const emptyQueue: Queue = { me: null, entries: new Map(), parts: noSections, agents: [], teams: [], mode: 'pull' };

export type QueueFrame = Extract<DeskServerFrame, { type: 'queue' | 'changes' }>;

export function reduceQueue(queue: Queue, frame: QueueFrame): Queue {
  if (frame.type === 'queue') {
    const { me, agents, teams, mode } = frame;
    const entries = byHandoff(frame.entries);
    return { me, entries, parts: sections(entries.values(), me), agents, teams, mode };
  }
  const entries = new Map(queue.entries);
  const move = moved(queue.parts, queue.me);
  for (const entry of frame.entries) {
    const before = entries.get(entry.handoffId);
    if (before !== undefined) move.take(before);
    entries.set(entry.handoffId, entry);
    move.put(entry);
  }
  for (const handoffId of frame.removed) {
    const before = entries.get(handoffId);
    if (before !== undefined) move.take(before);
    entries.delete(handoffId);
  }
  return {
    ...queue,
    entries,
    parts: move.parts,
    agents: people(queue.agents, frame),
    teams: frame.teams ?? queue.teams,
    mode: frame.mode ?? queue.mode,
  };
}

/** Who is new or changed takes the place of who was known; by name. */
function people(before: readonly Colleague[], { agents, left }: Extract<QueueFrame, { type: 'changes' }>): readonly Colleague[] {
  if (agents === undefined) return before;
  const gone = new Set([...agents.map(({ id }) => id), ...(left ?? [])]);
  return [...before.filter(({ id }) => !gone.has(id)), ...agents].sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
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
