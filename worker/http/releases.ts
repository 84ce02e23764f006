import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { z } from 'zod';
import { Problem } from '../errors.ts';
import { hasVectors } from '../ports/drivers.ts';
import { sendVectors } from '../ports/send-vectors.ts';
import { decodeChecks } from '../release/checks.ts';
import { diffReleases } from '../release/diff.ts';
import { dueReviews } from '../release/due.ts';
import { type Engine, makeEngine } from '../release/engine.ts';
import { decodeRelease, releaseHash } from '../release/format.ts';
import { loadEngine } from '../release/load.ts';
import type { ReleaseReport, ReleasesReport } from '../release/overview.ts';
import { forgetSites } from '../rooms/site-cache.ts';
import type { ReleaseAnswer } from '../rooms/site-releases.ts';
import type { App, Ctx } from './context.ts';
import { readable, runGate } from './gate.ts';
import { readJson } from './json.ts';
import { readService } from './service.ts';
import { lead, readStaff, staff } from './staff.ts';

const largestRelease = 32 * 1024 * 1024;
const hashSchema = z.string().regex(/^[0-9a-f]{64}$/, 'is the hash of a release: 64 characters');

/** Releases from upload to activation, by signed-in leads and admins only: a token is nobody, and approves nothing. */
export const releases = new Hono<App>();

releases.post('/releases', staff, lead, bodyLimit({ maxSize: largestRelease, onError: tooLarge }), async function upload(c) {
  const { site, id } = c.get('staff');
  const bytes = new Uint8Array(await c.req.arrayBuffer());
  const decoded = decodeRelease(bytes);
  if (!decoded.ok) throw new Problem(422, 'release', `This is not a usable release: ${decoded.problem}.`);
  const hash = await releaseHash(bytes);
  const made = makeEngine(hash, decoded.content);
  if (!made.ok) throw new Problem(422, 'release', `Its rules cannot run: ${made.problems.slice(0, 3).join(' ')}`);
  const checks = decodeChecks(decoded.content.checks);
  if (!checks.ok) throw new Problem(422, 'release', `What its gate asks ${checks.problem}.`);
  await c.env.RELEASES.put(hash, bytes);
  await c.env.SITE.getByName(site).upload(hash, id);
  return c.json({ hash }, 201);
});

const gateSchema = z.strictObject({ again: z.boolean().default(false) });
releases.post('/releases/:hash/gate', staff, lead, async function gate(c) {
  const { again } = await readJson(c, gateSchema);
  return c.json(await runGate(c.env, c.get('staff'), hashOf(c), again));
});

const approveSchema = z.strictObject({ acknowledged: z.string().max(64).nullable().default(null) });
releases.post('/releases/:hash/approve', staff, lead, async function approve(c) {
  const { acknowledged } = await readJson(c, approveSchema);
  const { site, id } = c.get('staff');
  return answer(c, await c.env.SITE.getByName(site).approve(hashOf(c), id, acknowledged));
});

releases.post('/releases/:hash/activate', staff, lead, async function activate(c) {
  const { site, id } = c.get('staff');
  const [hash, of] = [hashOf(c), c.env.SITE.getByName(site)];
  const approved = (await of.releases()).some((one) => one.hash === hash && one.approver !== null);
  // Nothing becomes active that no isolate can read.
  const engine = approved ? await readable(c.env, hash) : null;
  // Before it is active, so that its first question finds what it searches.
  const why = engine && hasVectors(c.env) ? await sendVectors(c.env, { ...engine, site }) : null;
  if (why !== null) console.error(`vectorize: release ${hash.slice(0, 12)} of ${site}: ${why}`);
  const done = await of.activate(hash, id);
  forgetSites();
  return answer(c, done, why === null ? {} : { vectors: why });
});

const rollbackSchema = z.strictObject({ from: hashSchema, to: hashSchema });
releases.post('/releases/rollback', staff, lead, async function rollback(c) {
  const { from, to } = await readJson(c, rollbackSchema);
  const { site, id } = c.get('staff');
  const of = c.env.SITE.getByName(site);
  if ((await of.previousRelease()) === to) await readable(c.env, to);
  const done = await of.rollback(from, to, id);
  forgetSites();
  return answer(c, done);
});

releases.get('/releases', staff, async function list(c) {
  const site = c.env.SITE.getByName(c.get('staff').site);
  const [all, previous] = [await site.releases(), await site.previousRelease()];
  return c.json({ releases: all, previous });
});

releases.get('/releases/active', async function active(c) {
  const session = await readStaff(c);
  const site = session?.site ?? ((await readService(c))?.scopes.includes('releases') ? c.req.query('site') : undefined);
  if (!site) throw new Problem(401, 'session-ended', 'Sign in, or use a service token with the scope "releases" and ?site=.');
  const all = await c.env.SITE.getByName(site).releases();
  return c.json({ hash: all.find((entry) => entry.active)?.hash ?? null });
});

releases.get('/releases/:hash', staff, lead, async function one(c) {
  const site = c.env.SITE.getByName(c.get('staff').site);
  const [hash, all] = [hashOf(c), await site.releases()];
  const release = all.find((entry) => entry.hash === hash);
  if (!release) throw unknown();
  const asked = c.req.query('from') ?? all.find((entry) => entry.active)?.hash;
  if (c.req.query('from') !== undefined && !all.some((entry) => entry.hash === asked)) throw unknown();
  const engines = await Promise.all([hash, asked].map((name) => (name ? loadEngine(c.env, name).catch(() => null) : null)));
  const [to, from] = engines;
  const changes = to && from && asked !== hash ? diffReleases(comparable(from), comparable(to)) : null;
  return c.json({ release, gate: await site.gate(hash), from: from?.release ?? null, changes } satisfies ReleaseReport);
});

releases.get('/desk/releases', staff, lead, async function report(c) {
  const site = c.env.SITE.getByName(c.get('staff').site);
  const [all, previous] = [await site.releases(), await site.previousRelease()];
  const active = all.find((entry) => entry.active);
  const engine = active ? await loadEngine(c.env, active.hash).catch(() => null) : null;
  const due = engine ? dueReviews(engine, new Date().toISOString().slice(0, 10)) : [];
  return c.json({ releases: all, previous, due } satisfies ReleasesReport);
});

const comparable = (engine: Engine) => ({ ...engine, articles: [...engine.articles.values()] });
const unknown = () => new Problem(404, 'unknown', 'There is no release with this hash. Upload it first: npm run release -- upload.');

function hashOf(c: Ctx): string {
  const hash = hashSchema.safeParse(c.req.param('hash'));
  if (!hash.success) throw unknown();
  return hash.data;
}

function tooLarge(): never {
  throw new Problem(413, 'too-large', 'A release may have 32 MB.');
}

function answer(c: Ctx, done: ReleaseAnswer, more: { vectors?: string } = {}) {
  if (done.ok) return c.json({ ok: true, ...more });
  throw new Problem(done.why === 'unknown' ? 404 : 409, done.why, done.message);
}
