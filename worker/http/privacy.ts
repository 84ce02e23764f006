import { Hono } from 'hono';
import { z } from 'zod';
import { notFound, Problem } from '../errors.ts';
import { listPrivacyCases, markPrivacyCase } from '../records/privacy-cases.ts';
import { caseStatusSchema } from '../records/privacy-schema.ts';
import type { App } from './context.ts';
import { readJson } from './json.ts';
import { staff } from './staff.ts';

/** Privacy requests with their legal due day. The desk says that a person has answered one; it carries nothing out. */
export const privacy = new Hono<App>();

const querySchema = z.strictObject({ status: caseStatusSchema.default('open') });

privacy.get('/desk/privacy', staff, async function list(c) {
  const query = querySchema.safeParse(c.req.query());
  if (!query.success) throw new Problem(422, 'bad-query', 'status: "open" or "done".');
  return c.json({ cases: await listPrivacyCases(c.env.DB, c.get('staff').site, query.data.status) });
});

privacy.post('/desk/privacy/:handoff/status', staff, async function mark(c) {
  const { status } = await readJson(c, z.strictObject({ status: caseStatusSchema }));
  const { site, name } = c.get('staff');
  const marked = await markPrivacyCase(c.env.DB, site, c.req.param('handoff').slice(0, 64), {
    status,
    by: name,
    at: new Date().toISOString(),
  });
  if (!marked) throw notFound();
  return c.json(marked);
});
