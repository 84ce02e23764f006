import { Hono } from 'hono';
import type { KnowledgeReport } from '../release/calibration.ts';
import { loadEngine } from '../release/load.ts';
import { siteSnapshot } from '../rooms/site-cache.ts';
import type { App } from './context.ts';
import { lead, staff } from './staff.ts';

/** What the active release promises of the assistant's answers, for those who decide what it may answer. */
export const knowledge = new Hono<App>();

knowledge.get('/desk/knowledge', staff, lead, async function report(c) {
  const snapshot = await siteSnapshot(c.env, c.get('staff').site);
  const release = snapshot?.release ?? null;
  const languages = release === null ? [] : (await loadEngine(c.env, release)).calibrations;
  return c.json({ release, languages: [...languages] } satisfies KnowledgeReport);
});
