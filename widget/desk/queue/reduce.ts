import { byUrgency } from '../../../worker/desk/order.ts';
import type { Colleague, DeskServerFrame, Person, QueueEntry, TeamState } from '../../../worker/protocol.ts';
import { Entries } from './entries.ts';
import { moved, noSections, type Sections, sections } from './sections.ts';

/** What the desk's socket has said so far. Replaced, never changed in place, so that a signal sees every step. */
export interface Queue {
  me: Person | null;
  entries: Entries;
  /** The same entries as they are shown. */
  parts: Sections;
  agents: readonly Colleague[];
  teams: readonly TeamState[];
  /** `automatic`: who is online and has room is given the next one. */
  mode: 'pull' | 'automatic';
}

export const emptyQueue: Queue = { me: null, entries: Entries.of([]), parts: noSections, agents: [], teams: [], mode: 'pull' };

export type QueueFrame = Extract<DeskServerFrame, { type: 'queue' | 'changes' }>;

export function reduceQueue(queue: Queue, frame: QueueFrame): Queue {
  if (frame.type === 'queue') {
    const { me, agents, teams, mode } = frame;
    const entries = Entries.of(frame.entries);
    return { me, entries, parts: sections(entries.values(), me), agents, teams, mode };
  }
  const entries = queue.entries.with(frame.entries, frame.removed);
  const move = moved(queue.parts, queue.me);
  for (const handoffId of new Set([...frame.entries.map((entry) => entry.handoffId), ...frame.removed])) {
    const [before, after] = [queue.entries.get(handoffId), entries.get(handoffId)];
    if (before !== undefined) move.take(before);
    if (after !== undefined) move.put(after);
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
