import { qaOf } from '../../policy/qa.ts';
import type { Area, Autonomy, Matrix } from '../../policy/schema.ts';
import type { AreaQuality } from '../records/reviews/schema.ts';
import type { Controls, Evidence } from '../rooms/controls-schema.ts';
import { toStanding } from '../rooms/standing.ts';
import { inForce } from '../turn/standing.ts';
import { type DefectRate, judge, type Reviewed, windowStart } from './budget.ts';

/** An area with what was reviewed in it: what is shown, and what follows from it. */
export interface AreaJudged {
  quality: AreaQuality;
  /** Why the area has to go one level down, and what that rests on; null when it stays. */
  over: { to: Autonomy; why: string; evidence: Evidence } | null;
}

export function areaJudged(matrix: Matrix, area: Area, turns: readonly Reviewed[], controls: Controls, now: Date): AreaJudged {
  const qa = qaOf(matrix, area.id);
  // The level of the area itself: a level of all areas (triage) is no mistake of this one.
  const level = inForce({ areas: [area] }, area.id, toStanding(controls)).autonomy;
  const since = controls.levels.find((one) => one.area === area.id)?.at ?? null;
  const judged = judge(turns, { level, since, qa, now });
  return {
    quality: {
      area: area.id,
      title: area.title,
      owner: area.owner,
      level,
      budget: qa.max_defect_rate,
      days: qa.window_days,
      ...judged.window,
    },
    over: judged.stepsDownTo && {
      to: judged.stepsDownTo,
      why: whyOf(judged.level, qa.max_defect_rate),
      evidence: {
        reviewed: judged.level.reviewed,
        defects: judged.level.defects,
        lower: judged.level.lower,
        budget: qa.max_defect_rate,
        since,
      },
    },
  };
}

/** The longest that any area looks back. */
export function longestWindow({ defaults, areas }: Matrix, now: Date): string {
  const days = [defaults.qa.window_days, ...areas.map(({ qa }) => qa?.window_days ?? 0)];
  return windowStart({ window_days: Math.max(...days) }, now);
}

const percent = (share: number): string => `${Number((share * 100).toFixed(1))} %`;

const whyOf = ({ reviewed, defects, lower }: DefectRate, budget: number): string =>
  `${defects} of ${reviewed} reviewed turns have a defect: at least ${percent(lower)} of all with 90 % confidence, and the budget is ${percent(budget)}.`;
