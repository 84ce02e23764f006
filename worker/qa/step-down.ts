import type { Autonomy, Matrix } from '../../policy/schema.ts';
import { notifyPort } from '../ports/notify/driver.ts';
import type { NotifyPort } from '../ports/notify/port.ts';
import { reviewedSince } from '../records/reviews/evidence.ts';
import type { AreaQuality } from '../records/reviews/schema.ts';
import { forgetSites, siteSnapshot } from '../rooms/site-cache.ts';
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
  /** Tells the site's own system. It can take its time. */
  tell: (() => Promise<void>) | null;
}

/**
 * After a verdict: has the area spent its budget? Then it goes one level down, at once and by itself. Two verdicts at the same
 * moment lower it once, because the evidence says since when its level held.
 */
export async function afterVerdict(env: Env, site: string, matrix: Matrix, area: string): Promise<AfterVerdict> {
  const judged = (await judgeAreas(env, site, matrix)).find(({ quality }) => quality.area === area);
  if (!judged) return { quality: null, steppedDownTo: null, tell: null };
  const { quality, over } = judged;
  if (!over) return { quality, steppedDownTo: null, tell: null };
  const { changed, level } = await env.SITE.getByName(site).stepDown(area, over.why, over.evidence);
  if (!changed) return { quality: { ...quality, level }, steppedDownTo: null, tell: null };
  forgetSites();
  await nudge(env, site);
  const at = new Date().toISOString();
  const { title, owner, level: from } = quality;
  const data = { site, area, title, owner, from, to: level, why: over.why, ...over.evidence };
  const tell = async () => {
    const snapshot = await siteSnapshot(env, site);
    await insist(notifyPort(snapshot?.config.webhook), {
      id: `stepped-down/${site}/${area}/${at}`,
      type: 'area.stepped-down',
      timestamp: at,
      data,
    });
  };
  return { quality: { ...quality, level }, steppedDownTo: level, tell };
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

/** A few tries. The desk and the site's log say it whatever becomes of them. */
async function insist(
  port: NotifyPort,
  event: Parameters<NotifyPort['send']>[0],
  pauses: readonly number[] = [1_000, 5_000],
): Promise<void> {
  const sent = await port.send(event);
  if (sent.ok) return;
  const [pause, ...rest] = pauses;
  if (!sent.fault.again || pause === undefined) {
    console.error(`${event.type} could not be told: ${sent.fault.why}`);
    return;
  }
  await new Promise((resolve) => setTimeout(resolve, pause));
  return insist(port, event, rest);
}
