import { serves } from '../../../worker/desk/assign.ts';
import type { Colleague, DeskClientFrame, Person, QueueEntry, TeamState } from '../../../worker/protocol.ts';

/** What the server would allow, so that the dialog offers nothing else; the server decides all the same. */

export const isLead = ({ role }: Pick<Person, 'role'>): boolean => role !== 'agent';

const isMine = (entry: QueueEntry, me: Person): boolean => entry.status === 'claimed' && entry.agent?.id === me.id;

/** Whoever has it, a lead, and anybody while nobody has it. */
export const mayMove = (entry: QueueEntry, me: Person): boolean => entry.status !== 'claimed' || isLead(me) || isMine(entry, me);

/** To a person: whoever has it, or a lead. Others claim it first. */
export const mayGive = (entry: QueueEntry, me: Person): boolean => isLead(me) || isMine(entry, me);

/** What may be dangerous stays first, until a lead says otherwise. */
export const mayPrioritize = (entry: QueueEntry, me: Person): boolean => entry.priority !== 1 || isLead(me);

export const priorities = [2, 3, 4] as const;

export interface PersonChoice {
  colleague: Colleague;
  /** Why they cannot be chosen; empty: they can. */
  not: string;
}

/** Everybody at the desk but who has it; first who can be chosen, of these who has the least to do. */
export function peopleFor(entry: QueueEntry, me: Person, agents: readonly Colleague[], teamTitle: string): PersonChoice[] {
  return agents
    .filter(({ id }) => id !== entry.agent?.id)
    .map((colleague) => ({ colleague, not: whyNot(entry, me, colleague, teamTitle) }))
    .sort((a, b) => Number(a.not !== '') - Number(b.not !== '') || share(a.colleague) - share(b.colleague));
}

const share = ({ load, capacity }: Colleague): number => load / capacity;

function whyNot(entry: QueueEntry, me: Person, colleague: Colleague, teamTitle: string): string {
  if (colleague.presence === 'offline') return 'not at the desk';
  // What they were given now would come back to the queue with the rest.
  if (colleague.lostAt !== null) return 'connection lost';
  if (isLead(me)) return '';
  if (colleague.presence !== 'online') return 'takes nothing just now';
  if (colleague.load >= colleague.capacity) return 'has as many as they take';
  return serves(colleague, entry.team) ? '' : `does not work for ${teamTitle}`;
}

/** Teams an entry could go to: all but its own. Those that are there come first. */
export const teamsFor = (entry: QueueEntry, teams: readonly TeamState[]): TeamState[] =>
  teams.filter(({ id }) => id !== entry.team).sort((a, b) => Number(b.open) - Number(a.open));

export type Target = { kind: 'person' | 'team'; id: string };
export type MoveFrame = Extract<DeskClientFrame, { type: 'assign' | 'route' }>;

/** What has to be asked for; null: nothing would change. A note alone is written in the conversation. */
export function framesOf(
  entry: Pick<QueueEntry, 'handoffId' | 'priority'>,
  target: Target | null,
  wanted: number,
  note: string,
): [MoveFrame, ...MoveFrame[]] | null {
  const { handoffId } = entry;
  const words = note.trim() === '' ? {} : { note: note.trim() };
  const priority = wanted === entry.priority ? {} : { priority: wanted };
  if (target?.kind === 'team') return [{ type: 'route', handoffId, team: target.id, ...priority, ...words }];
  const given: MoveFrame | null = target === null ? null : { type: 'assign', handoffId, to: target.id, ...words };
  if (wanted === entry.priority) return given === null ? null : [given];
  const placed: MoveFrame = { type: 'route', handoffId, ...priority };
  return given === null ? [{ ...placed, ...words }] : [placed, given];
}
