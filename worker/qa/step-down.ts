import type { Autonomy, Matrix } from '../../policy/schema.ts';
import { reviewedSince } from '../records/reviews/evidence.ts';
import type { AreaQuality } from '../records/reviews/schema.ts';
import { forgetSites } from '../rooms/site-cache.ts';
import { type AreaJudged, areaJudged, longestWindow } from './quality.ts';

/** Every area of the matrix with what was reviewed in it. Levels are those of this moment. */
export async function judgeAreas(env: Env, site: string, matrix: Matrix): Promise<AreaJudged[]> {
  const now = new Date();
  const [controls, reviewed] = await Promise.all([
    env.SITE.getByName(site).controls(),
    reviewedSince(env.DB, site, longestWindow(matrix, now)),
  ]);
  return matrix.areas.map((area) => areaJudged(matrix, area, reviewed.get(area.id) ?? [], controls, now));
}

export interface AfterVerdict {
  quality: AreaQuality | null;
  steppedDownTo: Autonomy | null;
}

/**
 * After a verdict: has the area spent its budget? Then it goes one level down, at once and by itself. Two verdicts at the same
 * moment lower it once, because the evidence says since when its level held. The site tells its own system itself.
 */
export async function afterVerdict(env: Env, site: string, matrix: Matrix, area: string): Promise<AfterVerdict> {
  const judged = (await judgeAreas(env, site, matrix)).find(({ quality }) => quality.area === area);
  if (!judged) return { quality: null, steppedDownTo: null };
  const { quality, over } = judged;
  if (!over) return { quality, steppedDownTo: null };
  const { changed, level } = await env.SITE.getByName(site).stepDown(area, over.why, over.evidence);
  if (!changed) return { quality: { ...quality, level }, steppedDownTo: null };
  forgetSites();
  await nudge(env, site);
  return { quality: { ...quality, level }, steppedDownTo: level };
}

/** Desks that are open look at the levels again when they are told what is paused. One that is not reached will see it later. */
async function nudge(env: Env, site: string): Promise<void> {
  try {
    const { pauses } = await env.SITE.getByName(site).controls();
    await env.DESK.getByName(site).tellPauses(pauses);
  } catch (error) {
    console.warn('desks not told of a step down', error);
  }
}
