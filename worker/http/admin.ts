import { Hono } from 'hono';
import { notFound, Problem } from '../errors.ts';
import { forgetSites } from '../rooms/site-cache.ts';
import { personInputSchema, siteConfigSchema } from '../rooms/site-schema.ts';
import type { App, Ctx } from './context.ts';
import { readJson } from './json.ts';
import { service } from './staff.ts';

/** What owners and their tools call, by service token: sites and people. */
export const admin = new Hono<App>();

admin.put('/sites/:site', service('sites'), async function configure(c) {
  const id = c.req.param('site');
  if (!/^[a-z0-9-]{2,40}$/.test(id)) throw new Problem(422, 'site-id', 'A site id has 2 to 40 lower-case letters, digits and hyphens.');
  await c.env.SITE.getByName(id).configure(id, await readJson(c, siteConfigSchema), 'service');
  forgetSites();
  return c.json({ site: id });
});

admin.put('/sites/:site/people/:person', service('people'), async function person(c) {
  const { site, person: id } = c.req.param();
  if (!/^[a-z0-9-]{2,40}$/.test(id))
    throw new Problem(422, 'person-id', 'A person’s id has 2 to 40 lower-case letters, digits and hyphens.');
  await known(c, site);
  const saved = await c.env.SITE.getByName(site).addPerson(id, await readJson(c, personInputSchema), 'service');
  if (!saved.ok) throw new Problem(409, saved.why, saved.message);
  forgetSites();
  return c.json({ person: id });
});

admin.post('/sites/:site/people/:person/invites', service('people'), async function invite(c) {
  const { site, person: id } = c.req.param();
  const made = await c.env.SITE.getByName(site).invite(id, 'service');
  if (!made) throw notFound();
  return c.json(made, 201);
});

async function known(c: Ctx, site: string): Promise<void> {
  if (!(await c.env.SITE.getByName(site).snapshot()))
    throw new Problem(404, 'unknown-site', 'There is no site with this id. Create it first.');
}
