import type { QueueEntry } from '../../../worker/protocol.ts';
import type { Queue } from './reduce.ts';

/** Whose entries the queue shows: `mine`, `all`, or one team by its id. */
export type TeamFilter = 'mine' | 'all' | (string & {});

/** Somebody without teams works for all of them. */
export const myTeams = ({ me, agents }: Pick<Queue, 'me' | 'agents'>): readonly string[] =>
  agents.find(({ id }) => id === me?.id)?.teams ?? [];

/** What the choice comes to: a team that the policy no longer has shows mine, as at first. */
export function filterOf(chosen: TeamFilter, queue: Pick<Queue, 'me' | 'agents' | 'teams'>): TeamFilter {
  if (chosen === 'all' || queue.teams.some(({ id }) => id === chosen)) return chosen;
  return myTeams(queue).length === 0 ? 'all' : 'mine';
}

/** Teams that are shown; null: all of them. */
export function teamsShown(filter: TeamFilter, queue: Pick<Queue, 'me' | 'agents'>): readonly string[] | null {
  if (filter === 'all') return null;
  return filter === 'mine' ? myTeams(queue) : [filter];
}

/** Danger is shown to everybody, whatever they chose: somebody has to take it. */
export const isShown = (teams: readonly string[] | null, { priority, team }: Pick<QueueEntry, 'priority' | 'team'>): boolean =>
  teams === null || priority === 1 || teams.includes(team);
