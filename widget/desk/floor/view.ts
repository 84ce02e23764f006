import { byUrgency } from '../../../worker/desk/order.ts';
import type { Colleague, QueueEntry, TeamState } from '../../../worker/protocol.ts';
import type { Sections } from '../queue/sections.ts';
import { title } from '../words.ts';

/** What a lead looks at, made of what the desk's socket says: who is on what, who waits where, which promise is broken. */
export interface Floor {
  people: PersonOnFloor[];
  teams: TeamOnFloor[];
  totals: Standing & { waiting: number; missed: number; claimed: number; online: number; away: number };
}

/** How many promised times are broken, and how many soon will be. */
export interface Standing {
  breached: number;
  nearing: number;
}

export interface PersonOnFloor {
  colleague: Colleague;
  entries: QueueEntry[];
  standing: Standing;
}

export interface TeamOnFloor {
  team: TeamState;
  /** Nobody has them, in the order of the queue. */
  waiting: QueueEntry[];
  missed: QueueEntry[];
  /** Since when the one who waits longest does, ISO 8601. */
  oldest: string | null;
  standing: Standing;
}

export function standingOf(entries: readonly QueueEntry[]): Standing {
  const many = (status: 'breached' | 'nearing') => entries.filter(({ sla }) => sla?.status === status).length;
  return { breached: many('breached'), nearing: many('nearing') };
}

export function floorOf(parts: Sections, agents: readonly Colleague[], teams: readonly TeamState[]): Floor {
  const { waiting, missed } = parts;
  const claimed = [...parts.mine, ...parts.taken].sort(byUrgency);
  const { breached, nearing } = standingOf([...claimed, ...waiting, ...missed]);
  return {
    people: peopleOf(claimed, agents),
    teams: teamsOf([...waiting, ...missed], teams),
    totals: {
      breached,
      nearing,
      waiting: waiting.length,
      missed: missed.length,
      claimed: claimed.length,
      online: agents.filter(({ presence, lostAt }) => presence === 'online' && lostAt === null).length,
      away: agents.filter(({ presence }) => presence === 'away' || presence === 'wrapping-up').length,
    },
  };
}

/** Who has most to answer for comes first; who has nothing, last. */
function peopleOf(claimed: readonly QueueEntry[], agents: readonly Colleague[]): PersonOnFloor[] {
  const of = new Map<string, QueueEntry[]>();
  for (const entry of claimed) {
    const id = entry.agent?.id ?? '';
    of.set(id, [...(of.get(id) ?? []), entry]);
  }
  return agents
    .map((colleague) => {
      const entries = of.get(colleague.id) ?? [];
      return { colleague, entries, standing: standingOf(entries) };
    })
    .sort((a, b) => trouble(b) - trouble(a) || b.entries.length - a.entries.length);
}

const trouble = ({ colleague, standing: { breached, nearing } }: PersonOnFloor): number =>
  (colleague.lostAt === null ? 0 : 10_000) + breached * 100 + nearing;

/** Every team of the policy, and those that entries still have from an older one; where promises are broken, first. */
function teamsOf(free: readonly QueueEntry[], teams: readonly TeamState[]): TeamOnFloor[] {
  const known = new Set(teams.map(({ id }) => id));
  const gone = [...new Set(free.map(({ team }) => team))].filter((id) => !known.has(id));
  const all = [...teams, ...gone.map((id): TeamState => ({ id, title: title(id), open: false, opensAt: null }))];
  const found = all.map((team) => {
    const entries = free.filter((entry) => entry.team === team.id);
    const since = entries.map(({ createdAt }) => createdAt).sort();
    return {
      team,
      waiting: entries.filter(({ status }) => status === 'waiting'),
      missed: entries.filter(({ status }) => status === 'missed'),
      oldest: since[0] ?? null,
      standing: standingOf(entries),
    };
  });
  // The sort is stable: teams as the policy lists them, the late ones before them.
  return found.sort((a, b) => b.standing.breached - a.standing.breached || b.standing.nearing - a.standing.nearing);
}
