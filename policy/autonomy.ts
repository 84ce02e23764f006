import { type Area, type Autonomy, autonomySchema } from './schema.ts';

/** Levels in the order of the schema, lowest first. */
const rank = (level: Autonomy): number => autonomySchema.options.indexOf(level);

export const isBelow = (level: Autonomy, other: Autonomy): boolean => rank(level) < rank(other);
export const lower = (a: Autonomy, b: Autonomy): Autonomy => (isBelow(a, b) ? a : b);

/** The next level down; `human-only` is the end. */
export const oneDown = (level: Autonomy): Autonomy => autonomySchema.options[rank(level) - 1] ?? 'human-only';

/** Controls that leave an area to people, whatever level stands beside them. */
export const peopleOnly: readonly string[] = ['human-only', 'mandatory-escalation'];

/** The highest level of an area: what the approved matrix says, and never more than its controls allow. */
export function ceilingOf(area: Pick<Area, 'autonomy' | 'controls'>): Autonomy {
  return isForPeople(area) ? 'human-only' : area.autonomy;
}

export const isForPeople = ({ controls }: Pick<Area, 'controls'>): boolean => controls.some((control) => peopleOnly.includes(control));

/** Every message passes triage, so that what stops it there stops it in every area. */
export const EVERYWHERE = 'triage';
