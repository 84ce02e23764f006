import { ceilingOf, EVERYWHERE, lower } from '../../policy/autonomy.ts';
import type { Decision } from '../../policy/evaluate.ts';
import type { Autonomy, Facts, Matrix } from '../../policy/schema.ts';

/** What leads, and the system itself, have set since the release was made. It can only take away from what the matrix gives. */
export interface Standing {
  /** Areas that are paused; `all` is every one of them. */
  paused: readonly string[];
  /** Levels by area. One above the matrix counts as the matrix's. */
  levels: ReadonlyMap<string, Autonomy>;
}

export const asReleased: Standing = { paused: [], levels: new Map() };

export type Force = Pick<Facts, 'autonomy' | 'paused'>;

/** Which level is in force in an area, and whether it is paused. An area that the matrix does not have is for people. */
export function inForce({ areas }: Pick<Matrix, 'areas'>, area: string, standing: Standing): Force {
  const level = (id: string): Autonomy | null => {
    const row = areas.find((one) => one.id === id);
    return row ? lower(ceilingOf(row), standing.levels.get(id) ?? row.autonomy) : null;
  };
  const own = level(area) ?? 'human-only';
  return {
    autonomy: lower(own, level(EVERYWHERE) ?? own),
    paused: ['all', EVERYWHERE, area].some((id) => standing.paused.includes(id)),
  };
}

/** The rule that sends people what is paused. A pause holds in a release that was made before the rule, too. */
export const PAUSED_RULE = 'paused-goes-to-people';

/** A pause leaves nothing but a handoff, whichever rules the release has. */
export function whilePaused(decision: Decision, { paused }: Pick<Facts, 'paused'>): Decision {
  if (!paused || decision.outcome === 'handoff') return decision;
  return { ...decision, outcome: 'handoff', ruleIds: [PAUSED_RULE], reason: 'paused', priority: 3, team: 'care', say: null, rest: false };
}
