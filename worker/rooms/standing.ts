import { asReleased, type Standing } from '../turn/standing.ts';
import type { Controls } from './controls-schema.ts';
import { siteSnapshot } from './site-cache.ts';

export const toStanding = ({ pauses, levels }: Controls): Standing => ({
  paused: pauses.map(({ area }) => area),
  levels: new Map(levels.map(({ area, level }) => [area, level])),
});

/** As this isolate knows it, which is at most 3 s old: for the beginning of a turn. */
export async function standingOf(env: Env, site: string): Promise<Standing> {
  const snapshot = await siteSnapshot(env, site);
  return snapshot ? toStanding(snapshot) : asReleased;
}

/** As the site itself has it at this moment: for its end. */
export async function standingNow(env: Env, site: string): Promise<Standing> {
  return toStanding(await env.SITE.getByName(site).controls());
}

/** How long the end of a turn may wait for the site; with the turn's own deadline it stays inside the promised 10 seconds. */
const patience = 1_500;

export async function inTime<T>(work: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('the site did not answer in time')), patience);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
