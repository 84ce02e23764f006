import { Hono } from 'hono';
import { z } from 'zod';
import { Problem } from '../errors.ts';
import { turnPorts } from '../ports/turn-ports.ts';
import { loadEngine } from '../release/load.ts';
import { siteSnapshot } from '../rooms/site-cache.ts';
import { type Found, find } from '../turn/find.ts';
import type { App } from './context.ts';
import { staff } from './staff.ts';

const querySchema = z.object({
  q: z.string().trim().min(1, 'write what to look for').max(500, 'may have 500 characters'),
  language: z
    .string()
    .regex(/^[a-z]{2}$/, 'has to be two letters, like en')
    .default('en'),
});

/** The articles of the active release, for whoever answers a customer. Nothing is stored or counted. */
export const articleFinder = new Hono<App>();

articleFinder.get('/desk/find', staff, async function search(c) {
  const query = querySchema.safeParse(c.req.query());
  if (!query.success) {
    const [issue] = query.error.issues;
    throw new Problem(422, 'bad-query', `${issue?.path.join('.') || 'query'}: ${issue?.message ?? 'does not fit'}`);
  }
  const { site } = c.get('staff');
  const release = (await siteSnapshot(c.env, site))?.release ?? null;
  if (release === null) return c.json({ release, articles: [] } satisfies Found);
  const { engine, embed } = await turnPorts(c.env, site, await loadEngine(c.env, release));
  const { q: question, language } = query.data;
  const articles = await find({ ...engine, embed }, { question, language, today: new Date().toISOString().slice(0, 10) }).catch(
    (cause: unknown) => {
      throw new Problem(503, 'unavailable', 'The search does not answer right now. Try again in a moment.', { cause });
    },
  );
  return c.json({ release, articles } satisfies Found);
});
