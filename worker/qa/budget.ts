import { oneDown } from '../../policy/autonomy.ts';
import type { Qa } from '../../policy/qa.ts';
import type { Autonomy } from '../../policy/schema.ts';
import { lowerBound, upperBound } from '../release/interval.ts';

/** A turn that people reviewed, with the share its stratum was drawn at. */
export interface Reviewed {
  turn: string;
  /** ISO 8601: when the turn was decided, not when it was reviewed. */
  at: string;
  probability: number;
  defect: boolean;
}

export interface DefectRate {
  reviewed: number;
  defects: number;
  /** Estimated share of all turns that have a defect; null where none was reviewed. */
  rate: number | null;
  /** Ends of its interval, each with 90 % confidence. */
  lower: number;
  upper: number;
}

/** How sure the ends of an interval are, each on its own. */
export const confidence = 0.9;

/**
 * The share of defects among all turns, from those that were drawn: each stands for 1/probability turns (Horvitz and Thompson 1952,
 * normed by the sum of the weights, which is Hájek's ratio). Its interval is that of Clopper and Pearson for the effective
 * number of reviews (Kish 1965; Korn and Graubard 1998), which is their number when all shares are equal.
 */
export function defectRate(turns: readonly Reviewed[]): DefectRate {
  const reviewed = turns.filter(({ probability }) => probability > 0);
  const defects = reviewed.filter(({ defect }) => defect);
  if (reviewed.length === 0) return { reviewed: 0, defects: 0, rate: null, lower: 0, upper: 1 };
  const weight = sum(reviewed, (one) => 1 / one.probability);
  const rate = sum(defects, (one) => 1 / one.probability) / weight;
  const size = weight ** 2 / sum(reviewed, (one) => one.probability ** -2);
  return {
    reviewed: reviewed.length,
    defects: defects.length,
    rate,
    lower: lowerBound(rate * size, size, confidence),
    upper: upperBound(rate * size, size, confidence),
  };
}

/** Enough defects, and a share of them that is above the budget for sure. */
export const overBudget = ({ defects, lower }: DefectRate, qa: Pick<Qa, 'max_defect_rate' | 'min_defects'>): boolean =>
  defects >= qa.min_defects && lower > qa.max_defect_rate;

export interface Verdictable {
  level: Autonomy;
  /** ISO 8601: since when the area runs at this level; null when it always did. */
  since: string | null;
  qa: Qa;
  now: Date;
}

export interface Judged {
  /** Over the whole window: what is shown. */
  window: DefectRate;
  /** Since the level changed: what the next step goes by, so that old mistakes do not count against a level twice. */
  level: DefectRate;
  /** What the area goes down to; null when it stays. */
  stepsDownTo: Autonomy | null;
}

/** Whether reviewed defects have spent the budget of an area. It never raises a level. */
export function judge(turns: readonly Reviewed[], { level, since, qa, now }: Verdictable): Judged {
  const from = windowStart(qa, now);
  const inWindow = turns.filter(({ at }) => at >= from);
  const atLevel = defectRate(since === null ? inWindow : inWindow.filter(({ at }) => at >= since));
  const below = oneDown(level);
  return {
    window: defectRate(inWindow),
    level: atLevel,
    stepsDownTo: below !== level && overBudget(atLevel, qa) ? below : null,
  };
}

export const windowStart = ({ window_days }: Pick<Qa, 'window_days'>, now: Date): string =>
  new Date(now.getTime() - window_days * 86_400_000).toISOString();

const sum = <T>(of: readonly T[], value: (one: T) => number): number => of.reduce((total, one) => total + value(one), 0);
