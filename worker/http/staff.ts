import { getCookie, setCookie } from 'hono/cookie';
import { createMiddleware } from 'hono/factory';
import { Problem, sessionEnded } from '../errors.ts';
import { digest } from '../rooms/random.ts';
import { forgetSites, staffSession } from '../rooms/site-cache.ts';
import type { StaffSession } from '../rooms/site-schema.ts';
import type { App, Ctx } from './context.ts';
import { readService, type Scope } from './service.ts';

export const cookieName = 'handrail_desk';

/** The signed-in person of a request, from its cookie `<site>.<token>`; the token is looked up by its hash. */
export async function readStaff(c: Ctx): Promise<StaffSession | null> {
  const [site = '', token = ''] = (getCookie(c, cookieName) ?? '').split('.');
  if (site === '' || token === '') return null;
  return staffSession(c.env, site, await digest(token));
}

/**
 * The token goes into a cookie that no script can read, and nowhere else. Whoever was signed in here before is signed out: a
 * session that no browser holds any more would stay open for hours.
 */
export async function giveSession(c: Ctx, site: string, { token, session }: { token: string; session: StaffSession }): Promise<void> {
  await endBefore(c).catch((error: unknown) => console.warn('the session before was not ended', error));
  const secure = new URL(c.req.url).protocol === 'https:';
  const maxAge = Math.floor((session.until - Date.now()) / 1_000);
  setCookie(c, cookieName, `${site}.${token}`, { httpOnly: true, secure, sameSite: 'Strict', path: '/', maxAge });
}

async function endBefore(c: Ctx): Promise<void> {
  const before = await readStaff(c);
  if (!before) return;
  await c.env.SITE.getByName(before.site).signOut(before.session);
  forgetSites();
}

/**
 * A browser sends cookies with requests that other sites cause. The header cannot be set across origins without a
 * preflight that is never granted, and SameSite=Strict keeps the cookie at home (OWASP ASVS 3.5.1).
 */
export function refuseForged(c: Ctx): void {
  const origin = c.req.header('Origin');
  const own = origin === undefined || origin === new URL(c.req.url).origin;
  if (c.req.header('X-Handrail-Desk') !== '1' || !own) throw new Problem(403, 'forged', 'This request did not come from the desk.');
}

export const staff = createMiddleware<App>(async function staff(c, next) {
  const session = await readStaff(c);
  if (!session) throw sessionEnded();
  if (c.req.method !== 'GET') refuseForged(c);
  c.set('staff', session);
  await next();
});

/** Behind `staff`. */
export const lead = createMiddleware<App>(async function lead(c, next) {
  if (c.get('staff').role === 'agent') throw new Problem(403, 'role', 'Only leads and admins can do this.');
  await next();
});

/** Behind `staff`. */
export const adminOnly = createMiddleware<App>(async function adminOnly(c, next) {
  if (c.get('staff').role !== 'admin') throw new Problem(403, 'role', 'Only admins can do this.');
  await next();
});

export const service = (scope: Scope) =>
  createMiddleware<App>(async function service(c, next) {
    const found = await readService(c);
    if (!found) throw new Problem(401, 'service-token', 'A service token is needed here.');
    if (!found.scopes.includes(scope)) throw new Problem(403, 'scope', `The service token lacks the scope "${scope}".`);
    c.set('service', found);
    await next();
  });
