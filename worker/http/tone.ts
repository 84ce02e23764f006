import { Hono } from 'hono';
import type { ToneView } from '../../policy/tone.ts';
import { loadEngine } from '../release/load.ts';
import { siteSnapshot } from '../rooms/site-cache.ts';
import type { App } from './context.ts';
import { staff } from './staff.ts';

/** How the shop speaks, for whoever writes at the desk: asked for once a page, as no conversation changes it. */
export const tone = new Hono<App>();

tone.get('/desk/tone', staff, async function read(c) {
  const snapshot = await siteSnapshot(c.env, c.get('staff').site);
  const said = snapshot?.release ? (await loadEngine(c.env, snapshot.release)).policy.tone : null;
  return c.json({ voice: said?.voice ?? [], forbidden: said?.forbidden ?? [] } satisfies ToneView);
});
