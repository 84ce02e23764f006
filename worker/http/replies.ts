import { Hono } from 'hono';
import type { RepliesView } from '../../policy/replies.ts';
import { loadEngine } from '../release/load.ts';
import { siteSnapshot } from '../rooms/site-cache.ts';
import type { App } from './context.ts';
import { staff } from './staff.ts';

/** Texts that people here send again and again: asked for once a page, as no conversation changes them. */
export const replies = new Hono<App>();

replies.get('/desk/replies', staff, async function list(c) {
  const snapshot = await siteSnapshot(c.env, c.get('staff').site);
  const policy = snapshot?.release ? (await loadEngine(c.env, snapshot.release)).policy : null;
  return c.json({ base: policy?.wording[0]?.locale ?? 'en', replies: policy?.replies?.replies ?? [] } satisfies RepliesView);
});
