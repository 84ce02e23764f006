import { Hono } from 'hono';
import { matrixReport } from '../desk/matrix.ts';
import { Problem } from '../errors.ts';
import { numbersSince } from '../records/matrix.ts';
import { loadEngine } from '../release/load.ts';
import { autonomyRequestSchema, pauseRequestSchema } from '../rooms/controls-schema.ts';
import { forgetSites } from '../rooms/site-cache.ts';
import type { ControlAnswer } from '../rooms/site-controls.ts';
import type { App, Ctx } from './context.ts';
import { readJson } from './json.ts';
import { lead, staff } from './staff.ts';

const days = 7;
const changesShown = 20;

/** The living matrix: everyone at the desk reads it, leads and admins pause areas and change levels. */
export const matrix = new Hono<App>();

matrix.get('/desk/matrix', staff, report);

matrix.post('/desk/matrix/pause', staff, lead, async function pause(c) {
  const { area, on, why } = await readJson(c, pauseRequestSchema);
  const { site, id, name } = c.get('staff');
  const of = c.env.SITE.getByName(site);
  const by = { id, name };
  return changed(c, on ? await of.pause(area, by, why) : await of.resume(area, by, why));
});

matrix.post('/desk/matrix/autonomy', staff, lead, async function autonomy(c) {
  const { area, level, why } = await readJson(c, autonomyRequestSchema);
  const { site, id, name } = c.get('staff');
  return changed(c, await c.env.SITE.getByName(site).setLevel(area, level, { id, name }, why));
});

/** Everybody at the desk is told at once; a desk that cannot be reached does not undo what was done. */
async function changed(c: Ctx, done: ControlAnswer) {
  forgetSites();
  if (!done.ok) throw new Problem(done.why === 'unknown-area' ? 404 : 409, done.why, done.message);
  const { site } = c.get('staff');
  try {
    const { pauses } = await c.env.SITE.getByName(site).controls();
    await c.env.DESK.getByName(site).tellPauses(pauses);
  } catch (error) {
    console.error(`pauses of ${site} not told: ${error instanceof Error ? error.message : 'unknown'}`);
  }
  return report(c);
}

/** From the site itself, not from what this isolate remembers of it: whoever has just changed something sees it. */
async function report(c: Ctx) {
  const { site } = c.get('staff');
  const of = c.env.SITE.getByName(site);
  const since = new Date(Date.now() - days * 86_400_000).toISOString();
  const [releases, controls, changes, numbers] = await Promise.all([
    of.releases(),
    of.controls(),
    of.changes(changesShown),
    numbersSince(c.env.DB, site, since),
  ]);
  const release = releases.find(({ active }) => active)?.hash ?? null;
  const { areas } = release === null ? { areas: [] } : (await loadEngine(c.env, release)).policy.matrix;
  return c.json(matrixReport({ release, matrix: { areas }, days, ...controls, numbers, changes }));
}
