import { Hono } from 'hono';
import { createMiddleware } from 'hono/factory';
import { Problem } from '../errors.ts';
import { countAct } from '../rooms/limits.ts';
import {
  activeSchema,
  newPersonSchema,
  type PersonAccess,
  type PersonAnswer,
  personChangeSchema,
  type Roster,
  unknownPerson,
} from '../rooms/people-schema.ts';
import { forgetSites } from '../rooms/site-cache.ts';
import type { App, Ctx } from './context.ts';
import { readJson } from './json.ts';
import { tooMany } from './sign-in.ts';
import { adminOnly, lead, staff } from './staff.ts';

/** Who works at the desk: read by leads, managed by admins. Everything that changes somebody is in the site's log. */
export const people = new Hono<App>();

/** A session that was taken over can do only so much before somebody sees it. */
const counted = createMiddleware<App>(async function counted(c, next) {
  const { site, session } = c.get('staff');
  const waitMs = await countAct(c.env, site, session);
  if (waitMs !== null) throw tooMany('That were many changes in a short time.', waitMs);
  await next();
  // This isolate sees what it changed at once; others within the cache's few seconds.
  forgetSites();
});

people.get('/desk/people', staff, lead, async function roster(c) {
  const [list, teams] = await Promise.all([siteOf(c).roster(), teamsOf(c)]);
  return c.json({ people: list, teams } satisfies Roster);
});

people.post('/desk/people', staff, adminOnly, counted, async function add(c) {
  const person = await readJson(c, newPersonSchema);
  await knownTeams(c, person.teams, []);
  const added = await siteOf(c).newPerson(person, c.get('staff').id);
  if (!added.ok) throw refused(added);
  return c.json({ id: added.id }, 201);
});

people.patch('/desk/people/:id', staff, adminOnly, counted, async function change(c) {
  const id = c.req.param('id');
  const wanted = await readJson(c, personChangeSchema);
  if (wanted.teams) await knownTeams(c, wanted.teams, (await siteOf(c).roster()).find((one) => one.id === id)?.teams ?? []);
  const changed = await siteOf(c).changePerson(id, wanted, c.get('staff').id);
  if (!changed.ok) throw refused(changed);
  return c.json({ id });
});

people.post('/desk/people/:id/active', staff, adminOnly, counted, async function setActive(c) {
  const id = c.req.param('id');
  const { active } = await readJson(c, activeSchema);
  const set = await siteOf(c).setActive(id, active, c.get('staff').id);
  if (!set.ok) throw refused(set);
  return c.json({ id, active });
});

/** Open sessions and sign-in links of one person. */
people.get('/desk/people/:id/access', staff, adminOnly, async function access(c) {
  const found = await siteOf(c).access(c.req.param('id'), c.get('staff').session);
  if (!found) throw refused(unknownPerson);
  return c.json(found satisfies PersonAccess);
});

people.post('/desk/people/:id/invites', staff, adminOnly, counted, async function invite(c) {
  const made = await siteOf(c).invite(c.req.param('id'), c.get('staff').id);
  if (!made) throw new Problem(409, 'deactivated', 'Nobody who may sign in has this id. Reactivate the person first.');
  return c.json(made, 201);
});

people.delete('/desk/people/:id/invites/:invite', staff, adminOnly, counted, async function withdraw(c) {
  const { id, invite } = c.req.param();
  const gone = await siteOf(c).withdrawInvites(id, invite, c.get('staff').id);
  if (gone === 0) throw new Problem(404, 'gone', 'This sign-in link is not open any more: it was used, withdrawn, or has expired.');
  return c.body(null, 204);
});

/** All of a person; of oneself, all but the one that asks. */
people.delete('/desk/people/:id/sessions', staff, adminOnly, counted, async function endAll(c) {
  const { id: me, session } = c.get('staff');
  const person = c.req.param('id');
  return c.json({ ended: await siteOf(c).endSessions(person, null, me, person === me ? session : null) });
});

people.delete('/desk/people/:id/sessions/:session', staff, adminOnly, counted, async function endOne(c) {
  const { id, session } = c.req.param();
  const ended = await siteOf(c).endSessions(id, session, c.get('staff').id);
  if (ended === 0) throw new Problem(404, 'gone', 'This session has ended already.');
  return c.json({ ended });
});

const siteOf = (c: Ctx) => c.env.SITE.getByName(c.get('staff').site);

/** Of the active release. */
async function teamsOf(c: Ctx): Promise<Roster['teams']> {
  return (await siteOf(c).liveQueue()).teams.map(({ id, title }) => ({ id, title }));
}

/** Whoever works for a team that does not exist is given nothing, and nobody would notice. One the release no longer has may stay. */
async function knownTeams(c: Ctx, wanted: readonly string[] = [], has: readonly string[]): Promise<void> {
  const fresh = wanted.filter((team) => !has.includes(team));
  if (fresh.length === 0) return;
  const teams = (await teamsOf(c)).map(({ id }) => id);
  const unknown = fresh.filter((team) => !teams.includes(team));
  if (unknown.length > 0) throw new Problem(422, 'unknown-team', `The policy has no team "${unknown[0]}". It has: ${teams.join(', ')}.`);
}

const refused = ({ why, message }: Pick<Extract<PersonAnswer, { ok: false }>, 'why' | 'message'>) =>
  new Problem(why === 'unknown' ? 404 : 409, why, message);
