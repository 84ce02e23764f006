import { Hono } from 'hono';
import { z } from 'zod';
import { Problem } from '../errors.ts';
import { decisionSchema, refundStatusSchema } from '../rooms/refund-schema.ts';
import type { App, Ctx } from './context.ts';
import { readJson } from './json.ts';
import { staff } from './staff.ts';

/** Refunds that people decide. Who may approve how much is the ledger's to say, not the route's. */
export const refunds = new Hono<App>();

const querySchema = z.strictObject({ status: refundStatusSchema.default('open') });

refunds.get('/desk/refunds', staff, async function list(c) {
  const query = querySchema.safeParse(c.req.query());
  if (!query.success) throw new Problem(422, 'bad-query', 'status: "open" or "decided".');
  return c.json(await ledger(c).list(query.data.status, approver(c)));
});

refunds.post('/desk/refunds/:key/decision', staff, async function decide(c) {
  const decision = await readJson(c, decisionSchema);
  const key = c.req.param('key');
  const { site } = c.get('staff');
  // Keys name their site. Another site's ledger is another object, and would not know it anyway.
  const done = key.startsWith(`${site}/`) ? await ledger(c).decide(key, approver(c), decision) : null;
  if (!done || (!done.ok && done.why === 'gone')) throw new Problem(404, 'gone', 'There is no such request.');
  if (done.ok) return c.json({ request: done.request, repeated: done.repeated });
  throw new Problem(done.why === 'needs-lead' || done.why === 'needs-admin' ? 403 : 409, done.why, done.message);
});

const ledger = (c: Ctx) => c.env.REFUNDS.getByName(c.get('staff').site);

function approver(c: Ctx) {
  const { id, name, role } = c.get('staff');
  return { id, name, role };
}
