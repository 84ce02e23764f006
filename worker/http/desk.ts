import { Hono } from 'hono';
import { deleteCookie } from 'hono/cookie';
import { z } from 'zod';
import { notFound, Problem } from '../errors.ts';
import { factsOf } from '../rooms/admission.ts';
import { forgetSites } from '../rooms/site-cache.ts';
import type { StaffSession } from '../rooms/site-schema.ts';
import type { Holder } from '../rooms/tickets.ts';
import type { App } from './context.ts';
import { readJson } from './json.ts';
import { siteOf } from './origin.ts';
import { browserOf, described, mayTry, siteId } from './sign-in.ts';
import { cookieName, giveSession, refuseForged, staff } from './staff.ts';

const signInSchema = z.strictObject({ site: siteId, invite: z.string().min(8).max(200) });

/** What the agents' console calls: sign in and out, tickets for its sockets. */
export const desk = new Hono<App>();

desk.post('/desk/session', async function signIn(c) {
  refuseForged(c);
  const { site: id, invite } = await readJson(c, signInSchema);
  const site = await siteOf(c, id);
  const release = await mayTry(c, id);
  const opened = await c.env.SITE.getByName(id).signIn(invite, browserOf(c.req.header('User-Agent')));
  if (!opened) throw new Problem(401, 'invite', 'This sign-in link was already used, withdrawn or has expired. Ask for a new one.');
  await release();
  await giveSession(c, id, opened);
  return c.json(described(opened.session, site.config.name));
});

desk.get('/desk/session', staff, async function whoAmI(c) {
  const session = c.get('staff');
  return c.json(described(session, (await siteOf(c, session.site)).config.name));
});

desk.delete('/desk/session', staff, async function signOut(c) {
  const { site, session } = c.get('staff');
  await c.env.SITE.getByName(site).signOut(session);
  forgetSites();
  deleteCookie(c, cookieName, { path: '/' });
  return c.body(null, 204);
});

desk.post('/desk/tickets', staff, async function queueTicket(c) {
  const session = c.get('staff');
  const minted = await c.env.DESK.getByName(session.site).mint(session.site, holder(session));
  return c.json({ ...minted, ticket: `${session.site}.${minted.ticket}` });
});

desk.post('/desk/conversations/:id/tickets', staff, async function conversationTicket(c) {
  const session = c.get('staff');
  const id = c.req.param('id');
  if (!/^[A-Za-z0-9_-]{8,64}$/.test(id)) throw notFound();
  const minted = await c.env.CONVERSATION.getByName(`${session.site}/${id}`).mint(holder(session));
  if (!minted) throw notFound();
  await c.env.SITE.getByName(session.site).opened(session.session, id);
  return c.json({ ...minted, ticket: `${session.site}.${minted.ticket}` });
});

const holder = (session: StaffSession): Holder => ({
  role: 'agent',
  ...factsOf(session),
  session: session.session,
  until: session.until,
});
