import { Hono } from 'hono';
import { modelReport } from '../desk/model.ts';
import { modelState } from '../ports/model/driver.ts';
import { loadEngine } from '../release/load.ts';
import { siteSnapshot } from '../rooms/site-cache.ts';
import type { App } from './context.ts';
import { lead, staff } from './staff.ts';

/** Which model writes for this site, how it is, what it has cost today and how far it may go: for those who answer for it. */
export const model = new Hono<App>();

model.get('/desk/model', staff, lead, async function report(c) {
  const { site } = c.get('staff');
  const release = (await siteSnapshot(c.env, site))?.release ?? null;
  const [state, engine] = await Promise.all([
    modelState(c.env, { site, at: new Date(), spentOf: (name) => c.env.QUOTA.getByName(name).spent() }),
    release === null ? null : loadEngine(c.env, release),
  ]);
  return c.json(modelReport(state, engine?.policy ?? null));
});
