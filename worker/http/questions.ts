import { Hono } from 'hono';
import type { z } from 'zod';
import { articleDraft } from '../../kb/draft.ts';
import { notFound, Problem } from '../errors.ts';
import { findGroup, listGroups, readGroup, wordingsOf } from '../records/questions/list.ts';
import { markGroup } from '../records/questions/mark.ts';
import { groupNumberSchema, groupQuerySchema, groupsQuerySchema, markRequestSchema } from '../records/questions/schema.ts';
import { loadEngine } from '../release/load.ts';
import { siteSnapshot } from '../rooms/site-cache.ts';
import type { App, Ctx } from './context.ts';
import { readJson } from './json.ts';
import { lead, staff } from './staff.ts';

/** Questions nobody could answer: everyone at the desk may read them, leads and admins decide what becomes of them. */
export const questions = new Hono<App>();

questions.get('/desk/questions', staff, async function list(c) {
  return c.json(await listGroups(c.env.DB, c.get('staff').site, readQuery(c, groupsQuerySchema)));
});

questions.get('/desk/questions/:number', staff, async function read(c) {
  const found = await readGroup(c.env.DB, c.get('staff').site, numberOf(c), readQuery(c, groupQuerySchema));
  if (!found) throw notFound();
  return c.json(found);
});

questions.post('/desk/questions/:number/status', staff, lead, async function mark(c) {
  const { status } = await readJson(c, markRequestSchema);
  const { site, id, name } = c.get('staff');
  const group = await markGroup(c.env.DB, site, numberOf(c), status, { id, name });
  if (!group) throw notFound();
  return c.json(group);
});

questions.get('/desk/questions/:number/draft', staff, lead, async function draft(c) {
  const { site, name } = c.get('staff');
  const number = numberOf(c);
  const [group, wordings, snapshot] = await Promise.all([
    findGroup(c.env.DB, site, number),
    wordingsOf(c.env.DB, site, number),
    siteSnapshot(c.env, site),
  ]);
  if (!group) throw notFound();
  const articles = snapshot?.release ? (await loadEngine(c.env, snapshot.release)).articles : null;
  const near = group.article && articles?.get(group.article.id);
  // An article speaks one language: the one most of them asked in, as far as its wordings are kept.
  const kept = new Set(wordings.map(({ language }) => language));
  const locale = group.languages.find(({ language }) => kept.has(language))?.language ?? 'en';
  const made = articleDraft({
    questions: wordings.filter(({ language }) => language === locale).map(({ text }) => text),
    locale,
    topic: near?.topic ?? 'general',
    owner: near?.owner ?? name,
    asked: group.count,
    lastOn: group.lastAt.slice(0, 10),
    near: group.article,
    taken: new Set(articles?.keys()),
  });
  if (!made.ok) throw new Problem(409, 'no-draft', 'No draft can be made of these questions. Write the article by hand.');
  c.header('Content-Type', 'text/markdown; charset=utf-8');
  c.header('Content-Disposition', `attachment; filename="${made.path.split('/').at(-1)}"`);
  return c.body(made.text);
});

function numberOf(c: Ctx): number {
  const number = groupNumberSchema.safeParse(c.req.param('number'));
  if (!number.success) throw notFound();
  return number.data;
}

function readQuery<T>(c: Ctx, schema: z.ZodType<T>): T {
  const query = schema.safeParse(c.req.query());
  if (query.success) return query.data;
  const [issue] = query.error.issues;
  throw new Problem(422, 'bad-query', `${issue?.path.join('.') || 'query'}: ${issue?.message ?? 'does not fit'}`.slice(0, 200));
}
