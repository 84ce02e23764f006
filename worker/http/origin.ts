import { Problem } from '../errors.ts';
import { siteSnapshot } from '../rooms/site-cache.ts';
import type { SiteSnapshot } from '../rooms/site-schema.ts';
import type { Ctx } from './context.ts';

/** A site that exists; its absence and an unreachable site are different answers. */
export async function siteOf(c: Ctx, id: string): Promise<SiteSnapshot> {
  let site: SiteSnapshot | null;
  try {
    site = await siteSnapshot(c.env, id);
  } catch (cause) {
    throw new Problem(503, 'unavailable', 'The site cannot be reached right now. Try again in a moment.', { cause });
  }
  if (!site) throw new Problem(404, 'unknown-site', 'There is no site with this id. Check data-site of the script tag.');
  return site;
}

const notAllowed = () =>
  new Problem(403, 'origin-not-allowed', 'This page may not use the site’s chat. Add its origin to the site’s list.');

/** A filter, not an authentication: browsers tell the page's origin, others may say what they like. */
export function checkOrigin(c: Ctx, site: SiteSnapshot): void {
  const origin = c.req.header('Origin');
  if (origin !== undefined && !site.config.origins.includes(origin)) throw notAllowed();
}

/** A handshake always carries an origin: exactly one of the site's, or the desk's own. */
export function checkHandshake(c: Ctx, site: SiteSnapshot): void {
  const origin = c.req.header('Origin');
  if (origin === undefined) throw notAllowed();
  if (origin !== new URL(c.req.url).origin && !site.config.origins.includes(origin)) throw notAllowed();
}
