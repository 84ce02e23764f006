import { Hono } from 'hono';
import type { z } from 'zod';
import { notFound, Problem } from '../errors.ts';
import { csvHead, csvLine } from '../records/conversations/csv.ts';
import { customerKey } from '../records/conversations/customer.ts';
import { listChoices, listConversations } from '../records/conversations/list.ts';
import { relatedTo } from '../records/conversations/related.ts';
import { exportQuerySchema, type PastQuery, pastQuerySchema, transcriptQuerySchema } from '../records/conversations/schema.ts';
import { transcriptJson, transcriptText } from '../records/conversations/transcript.ts';
import type { App, Ctx } from './context.ts';
import { lead, staff } from './staff.ts';

/** Past conversations: everyone at the desk may read all of their site, leads and admins take lists of them away. Exports are logged. */
export const history = new Hono<App>();

const mostRows = 10_000;
const rowsAtOnce = 500;

history.get('/desk/conversations', staff, async function list(c) {
  return c.json(await listConversations(c.env.DB, c.get('staff').site, readQuery(c, pastQuerySchema)));
});

history.get('/desk/conversations/choices', staff, async function choices(c) {
  return c.json(await listChoices(c.env.DB, c.get('staff').site));
});

history.get('/desk/conversations/export.csv', staff, lead, async function exportList(c) {
  const query = readQuery(c, exportQuerySchema);
  const { site, id } = c.get('staff');
  await c.env.SITE.getByName(site).note(id, 'conversations.exported', query);
  c.header('Content-Type', 'text/csv; charset=utf-8');
  c.header('Content-Disposition', 'attachment; filename="conversations.csv"');
  const desk = `${new URL(c.req.url).origin}/desk/#/c/`;
  return c.body(csvOf(c.env.DB, site, query, (one) => desk + one));
});

history.get('/desk/conversations/:id/export', staff, async function exportOne(c) {
  const { format } = readQuery(c, transcriptQuerySchema);
  const { site, id: person } = c.get('staff');
  const found = await conversationOf(c).transcript();
  if (!found) throw notFound();
  const { id } = found.about;
  await c.env.SITE.getByName(site).note(person, 'conversation.exported', { conversation: id, format });
  c.header('Content-Disposition', `attachment; filename="conversation-${id}.${format}"`);
  const named = { site, customer: await customerKey(c.env.HANDRAIL_SECRET, site, found.about), ...found };
  return format === 'json' ? c.json(transcriptJson(named)) : c.text(transcriptText(named));
});

history.get('/desk/conversations/:id/related', staff, async function related(c) {
  const { site } = c.get('staff');
  const about = await conversationOf(c).about();
  if (!about) throw notFound();
  return c.json(await relatedTo(c.env.DB, site, await customerKey(c.env.HANDRAIL_SECRET, site, about), about));
});

/** The conversation itself, the authority. Ids that cannot be ours never reach an object. */
function conversationOf(c: Ctx) {
  const id = c.req.param('id') ?? '';
  if (!/^[A-Za-z0-9_-]{8,64}$/.test(id)) throw notFound();
  return c.env.CONVERSATION.getByName(`${c.get('staff').site}/${id}`);
}

/** Page by page as the reader takes it, so that a long list is never in memory at once. */
function csvOf(
  db: D1Database,
  site: string,
  query: Omit<PastQuery, 'after' | 'limit'>,
  link: (id: string) => string,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let after: string | undefined;
  let rows = 0;
  return new ReadableStream({
    start(controller) {
      controller.enqueue(encoder.encode(csvHead));
    },
    async pull(controller) {
      const limit = Math.min(rowsAtOnce, mostRows - rows);
      const { conversations, next } = await listConversations(db, site, { ...query, after, limit });
      rows += conversations.length;
      if (conversations.length > 0) controller.enqueue(encoder.encode(conversations.map((one) => csvLine(one, link(one.id))).join('')));
      if (next === null || rows >= mostRows) controller.close();
      else after = next;
    },
  });
}

function readQuery<T>(c: Ctx, schema: z.ZodType<T>): T {
  const query = schema.safeParse(c.req.query());
  if (query.success) return query.data;
  const [issue] = query.error.issues;
  throw new Problem(422, 'bad-query', `${issue?.path.join('.') || 'query'}: ${issue?.message ?? 'does not fit'}`.slice(0, 200));
}
