import { Hono } from 'hono';
import { z } from 'zod';
import { Problem } from '../errors.ts';
import type { Replayed } from '../rooms/notices.ts';
import { noticeFilterSchema, type WebhooksPage } from '../rooms/notices-schema.ts';
import { siteSnapshot } from '../rooms/site-cache.ts';
import type { App, Ctx } from './context.ts';
import { readJson } from './json.ts';
import { lead, staff } from './staff.ts';

/** What the site's own system is told, for leads: what arrived, what did not, and telling it again. */
export const notices = new Hono<App>();

const querySchema = z.strictObject({ show: noticeFilterSchema.default('failed') });

notices.get('/desk/webhooks', staff, lead, async function list(c) {
  const query = querySchema.safeParse(c.req.query());
  if (!query.success) throw new Problem(422, 'bad-query', 'show: "failed", "waiting" or "sent".');
  const [endpoint, report] = await Promise.all([endpointOf(c), of(c).report(query.data.show)]);
  return c.json({ endpoint, ...report } satisfies WebhooksPage);
});

/** Says which ones it means, so that a body that was cut off replays nothing. */
const allSchema = z.strictObject({ which: z.literal('failed') });
notices.post('/desk/webhooks/replay', staff, lead, async function replayFailed(c) {
  await readJson(c, allSchema);
  await mustHaveEndpoint(c);
  return answer(c, await of(c).replayFailed(person(c)));
});

notices.post('/desk/webhooks/test', staff, lead, async function test(c) {
  await mustHaveEndpoint(c);
  return c.json({ id: await of(c).sendTest(c.get('staff').site, person(c)) }, 201);
});

notices.get('/desk/webhooks/:id', staff, lead, async function one(c) {
  const detail = await of(c).detail(c.req.param('id'));
  if (!detail) throw new Problem(404, 'gone', 'There is no such event. It may be too old.');
  return c.json(detail);
});

notices.post('/desk/webhooks/:id/replay', staff, lead, async function replay(c) {
  await mustHaveEndpoint(c);
  return answer(c, await of(c).replay(c.req.param('id'), person(c)));
});

const of = (c: Ctx) => c.env.NOTICES.getByName(c.get('staff').site);

function person(c: Ctx) {
  const { id, name } = c.get('staff');
  return { id, name };
}

/** The host alone: addresses of webhooks often hold a secret in their path. */
async function endpointOf(c: Ctx): Promise<string | null> {
  const url = (await siteSnapshot(c.env, c.get('staff').site))?.config.webhook?.url;
  return url === undefined ? null : new URL(url).host;
}

async function mustHaveEndpoint(c: Ctx): Promise<void> {
  if ((await endpointOf(c)) === null)
    throw new Problem(409, 'no-webhook', 'This site has no webhook. Name one with npm run site, then send this again.');
}

function answer(c: Ctx, done: Replayed) {
  if (done.ok) return c.json({ notices: done.notices });
  throw new Problem(done.why === 'gone' ? 404 : 409, done.why, done.message);
}
