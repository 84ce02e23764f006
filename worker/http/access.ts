import { Hono } from 'hono';
import { z } from 'zod';
import { Problem } from '../errors.ts';
import { type AccessSettings, accessSettings, provenBy } from './access-token.ts';
import type { App, Ctx } from './context.ts';
import { readJson } from './json.ts';
import { siteOf } from './origin.ts';
import { browserOf, described, mayTry, siteId } from './sign-in.ts';
import { giveSession, refuseForged } from './staff.ts';

/**
 * Sign-in for those whose company stands Cloudflare Access before the worker. It proves an address; who that is, and whether
 * they may come in, is up to the site's people. What is opened is a session like any other.
 */
export const access = new Hono<App>();

/** What the sign-in page can offer. */
access.get('/desk/sign-in', function ways(c) {
  const settings = settingsOf(c);
  return c.json({ access: settings === null ? null : new URL(settings.team).hostname });
});

access.post('/desk/session/access', async function signIn(c) {
  refuseForged(c);
  const settings = settingsOf(c);
  if (!settings) throw new Problem(404, 'no-access', 'Cloudflare Access is not set up here. Use a sign-in link.');
  const { site: id } = await readJson(c, z.strictObject({ site: siteId }));
  const site = await siteOf(c, id);
  const release = await mayTry(c, id);
  const email = await proven(c, settings);
  const opened = await c.env.SITE.getByName(id).signInAs(email, browserOf(c.req.header('User-Agent')));
  if (!opened.ok) throw refused(opened.why === 'deactivated', email, site.config.name);
  await release();
  await giveSession(c, id, opened);
  return c.json(described(opened.session, site.config.name));
});

async function proven(c: Ctx, settings: AccessSettings): Promise<string> {
  const token = c.req.header('Cf-Access-Jwt-Assertion');
  if (!token)
    throw new Problem(
      401,
      'access-missing',
      'This request did not come through Cloudflare Access. Its application has to cover /desk and /api/v1/desk/session/access.',
    );
  const found = await provenBy(token, settings);
  if (found.ok) return found.email;
  if (found.why === 'invalid')
    throw new Problem(401, 'access-invalid', `Cloudflare Access sent a token that is not accepted: ${found.detail}. Reload the page.`);
  console.error('keys of Cloudflare Access', found.detail);
  throw new Problem(
    503,
    'access-unavailable',
    'The keys of Cloudflare Access cannot be read right now. Try again in a moment, or use a sign-in link.',
  );
}

function settingsOf(c: Ctx): AccessSettings | null {
  const settings = accessSettings(c.env.HANDRAIL_ACCESS_TEAM, c.env.HANDRAIL_ACCESS_AUD);
  if (settings === null || !('problem' in settings)) return settings;
  console.error('Cloudflare Access is not used:', settings.problem);
  return null;
}

function refused(deactivated: boolean, email: string, site: string): Problem {
  if (deactivated) return new Problem(403, 'access-deactivated', `${email} may not sign in to ${site} any more. Ask an admin of the desk.`);
  return new Problem(403, 'access-unknown', `${email} is not among the people of ${site}. Ask an admin of the desk to add this address.`);
}
