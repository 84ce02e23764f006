import { Hono } from 'hono';
import type { z } from 'zod';
import { Problem } from '../errors.ts';
import { cell } from '../records/conversations/csv.ts';
import { type LogFilter, type LogPage, logFilterSchema, logQuerySchema, type StoredEntry } from '../rooms/log-schema.ts';
import type { App, Ctx } from './context.ts';
import { lead, staff } from './staff.ts';

/** Who did what, for leads: newest first, and to take away. */
export const log = new Hono<App>();

const rowsAtOnce = 500;

log.get('/desk/log', staff, lead, async function page(c) {
  const { entries, next } = await siteOf(c).logPage(readQuery(c, logQuerySchema));
  return c.json({ entries: entries.map((one) => ({ ...one, detail: JSON.parse(one.detail) })), next } satisfies LogPage);
});

log.get('/desk/log/choices', staff, lead, async function choices(c) {
  return c.json(await siteOf(c).logChoices());
});

log.get('/desk/log/export.csv', staff, lead, async function exportLog(c) {
  const filter = readQuery(c, logFilterSchema);
  const { site, id } = c.get('staff');
  await siteOf(c).note(id, 'log.exported', filter);
  c.header('Content-Type', 'text/csv; charset=utf-8');
  c.header('Content-Disposition', 'attachment; filename="log.csv"');
  return c.body(csvOf(c.env, site, filter));
});

const siteOf = (c: Ctx) => c.env.SITE.getByName(c.get('staff').site);

/** Page by page as the reader takes it: all of it, from the newest at the time on. */
function csvOf(env: Env, site: string, filter: LogFilter): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let before: number | undefined;
  return new ReadableStream({
    start(controller) {
      // With a byte order mark: without it a spreadsheet guesses another encoding.
      controller.enqueue(encoder.encode(`\ufeff${line(['id', 'at', 'who', 'name', 'what', 'detail'])}`));
    },
    async pull(controller) {
      const { entries, next } = await env.SITE.getByName(site).logPage({ ...filter, before, limit: rowsAtOnce });
      if (entries.length > 0) controller.enqueue(encoder.encode(entries.map(lineOf).join('')));
      if (next === null) controller.close();
      else before = next;
    },
  });
}

const lineOf = ({ id, at, who, name, what, detail }: StoredEntry) => line([id, at, who, name, what, detail]);
const line = (cells: readonly (string | number)[]) => `${cells.map(cell).join(',')}\r\n`;

function readQuery<T>(c: Ctx, schema: z.ZodType<T>): T {
  const query = schema.safeParse(c.req.query());
  if (query.success) return query.data;
  const [issue] = query.error.issues;
  throw new Problem(422, 'bad-query', `${issue?.path.join('.') || 'query'}: ${issue?.message ?? 'does not fit'}`.slice(0, 200));
}
