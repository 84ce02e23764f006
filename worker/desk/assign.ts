import type { Colleague } from '../protocol/people.ts';

/** What has to be known of an entry to find somebody for it. */
export interface Wanting {
  team: string;
  skills: readonly string[];
  /** Its promised time nears: skills are no longer waited for. */
  pressing: boolean;
}

/** Somebody without teams works for all of them. */
export const serves = ({ teams }: Pick<Colleague, 'teams'>, team: string): boolean => teams.length === 0 || teams.includes(team);

/**
 * Who is given an entry: online, of its team, with room, and with all its skills where anybody at the desk has them and time
 * allows; of these who has the least to do for their capacity, then who has waited longest. Null: it waits.
 */
export function choose(colleagues: readonly Colleague[], { team, skills, pressing }: Wanting): Colleague | null {
  const here = colleagues.filter(({ presence, ...who }) => presence === 'online' && serves(who, team));
  const able = here.filter((who) => skills.every((skill) => who.skills.includes(skill)));
  const asked = able.length > 0 && !pressing ? able : here;
  const free = asked.filter(({ load, capacity }) => load < capacity);
  // Also under pressure somebody who has the skills goes first.
  const rank = (who: Colleague) => (able.includes(who) ? 0 : 1);
  return (
    free.toSorted(
      (a, b) => rank(a) - rank(b) || a.load / a.capacity - b.load / b.capacity || (a.since < b.since ? -1 : a.since > b.since ? 1 : 0),
    )[0] ?? null
  );
}
