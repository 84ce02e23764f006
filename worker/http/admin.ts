import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { notFound, Problem } from '../errors.ts';
import { hasVectors } from '../ports/drivers.ts';
import { sendVectors } from '../ports/send-vectors.ts';
import { makeEngine } from '../release/engine.ts';
import { decodeRelease, releaseHash } from '../release/format.ts';
import { loadEngine } from '../release/load.ts';
import { forgetSites } from '../rooms/site-cache.ts';
import type { ReleaseAnswer } from '../rooms/site-releases.ts';
import { personInputSchema, siteConfigSchema } from '../rooms/site-schema.ts';
import type { App, Ctx } from './context.ts';
import { readJson } from './json.ts';
import { readService } from './service.ts';
import { readStaff, service, staff } from './staff.ts';

const largestRelease = 32 * 1024 * 1024;

/** What owners and their tools call: sites and people by service token, releases by signed-in people. */
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
  await c.env.SITE.getByName(site).addPerson(id, await readJson(c, personInputSchema), 'service');
  return c.json({ person: id });
});

admin.post('/sites/:site/people/:person/invites', service('people'), async function invite(c) {
  const { site, person: id } = c.req.param();
  const made = await c.env.SITE.getByName(site).invite(id, 'service');
  if (!made) throw notFound();
  return c.json(made, 201);
});

admin.post('/releases', staff, bodyLimit({ maxSize: largestRelease, onError: tooLarge }), async function upload(c) {
  const { site, id, role } = c.get('staff');
  mayPublish(role);
  const bytes = new Uint8Array(await c.req.arrayBuffer());
  const decoded = decodeRelease(bytes);
  if (!decoded.ok) throw new Problem(422, 'release', `This is not a usable release: ${decoded.problem}.`);
  const hash = await releaseHash(bytes);
  const made = makeEngine(hash, decoded.content);
  if (!made.ok) throw new Problem(422, 'release', `Its rules cannot run: ${made.problems.slice(0, 3).join(' ')}`);
  await c.env.RELEASES.put(hash, bytes);
  await c.env.SITE.getByName(site).upload(hash, id);
  return c.json({ hash }, 201);
});

admin.post('/releases/:hash/approve', staff, async function approve(c) {
  const { site, id, role } = c.get('staff');
  mayPublish(role);
  return answer(c, await c.env.SITE.getByName(site).approve(c.req.param('hash'), id));
});

admin.post('/releases/:hash/activate', staff, async function activate(c) {
  const { site, id, role } = c.get('staff');
  mayPublish(role);
  const [hash, of] = [c.req.param('hash'), c.env.SITE.getByName(site)];
  const approved = (await of.releases()).some((one) => one.hash === hash && one.approver !== null);
  // Before it is active, so that its first question finds what it searches.
  const why = approved && hasVectors(c.env) ? await sendVectors(c.env, { ...(await loadEngine(c.env, hash)), site }) : null;
  if (why !== null) console.error(`vectorize: release ${hash.slice(0, 12)} of ${site}: ${why}`);
  const done = await of.activate(hash, id);
  forgetSites();
  return answer(c, done, why === null ? {} : { vectors: why });
});

admin.get('/releases', staff, async function list(c) {
  return c.json({ releases: await c.env.SITE.getByName(c.get('staff').site).releases() });
});

admin.get('/releases/active', async function active(c) {
  const session = await readStaff(c);
  const site = session?.site ?? ((await readService(c))?.scopes.includes('releases') ? c.req.query('site') : undefined);
  if (!site) throw new Problem(401, 'session-ended', 'Sign in, or use a service token with the scope "releases" and ?site=.');
  const releases = await c.env.SITE.getByName(site).releases();
  return c.json({ hash: releases.find((entry) => entry.active)?.hash ?? null });
});

async function known(c: Ctx, site: string): Promise<void> {
  if (!(await c.env.SITE.getByName(site).snapshot()))
    throw new Problem(404, 'unknown-site', 'There is no site with this id. Create it first.');
}

function mayPublish(role: string): void {
  if (role === 'agent') throw new Problem(403, 'role', 'Only leads and admins publish releases.');
}

function tooLarge(): never {
  throw new Problem(413, 'too-large', 'A release may have 32 MB.');
}

function answer(c: Ctx, done: ReleaseAnswer, more: { vectors?: string } = {}) {
  if (done.ok) return c.json({ ok: true, ...more });
  throw new Problem(done.why === 'unknown' ? 404 : 409, done.why, done.message);
}
