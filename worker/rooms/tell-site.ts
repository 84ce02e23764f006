import { siteSnapshot } from './site-cache.ts';

/**
 * Gives an event to whoever tells the site's own system, from a caller's outbox: once this returns, it is kept. A site that
 * has no such system costs nothing further, and is told nothing later.
 */
export async function tellSite(env: Env, site: string, event: string): Promise<'kept' | 'nobody'> {
  const snapshot = await siteSnapshot(env, site);
  if (!snapshot) throw new Error('the site is not there');
  if (!snapshot.config.webhook) return 'nobody';
  await env.NOTICES.getByName(site).put(site, event);
  return 'kept';
}
