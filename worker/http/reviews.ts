import { Hono } from 'hono';
import type { Matrix } from '../../policy/schema.ts';
import { notFound, Problem } from '../errors.ts';
import { isOneOf, partsOf } from '../qa/sentences.ts';
import { afterVerdict, judgeAreas } from '../qa/step-down.ts';
import { keepReview } from '../records/reviews/keep.ts';
import { aboutTurn, findDrawn, listDrawn } from '../records/reviews/list.ts';
import {
  type Review,
  type ReviewAnswer,
  type ReviewList,
  type ReviewPage,
  reviewRequestSchema,
  reviewsQuerySchema,
  type SteppedDown,
} from '../records/reviews/schema.ts';
import { loadEngine } from '../release/load.ts';
import { siteSnapshot } from '../rooms/site-cache.ts';
import type { TurnRecord } from '../turn/record.ts';
import type { App, Ctx } from './context.ts';
import { readJson } from './json.ts';
import { staff } from './staff.ts';

/** Turns drawn for review, and what people say about them. Everyone at the desk may review, but not their own conversations. */
export const reviews = new Hono<App>();

reviews.get('/desk/reviews', staff, async function list(c) {
  const query = reviewsQuerySchema.safeParse(c.req.query());
  if (!query.success) {
    const [issue] = query.error.issues;
    throw new Problem(422, 'bad-query', `${issue?.path.join('.') || 'query'}: ${issue?.message ?? 'does not fit'}`.slice(0, 200));
  }
  const { site } = c.get('staff');
  const matrix = await matrixOf(c);
  const [drawn, areas] = await Promise.all([
    listDrawn(c.env.DB, site, query.data, new Date()),
    matrix ? judgeAreas(c.env, site, matrix) : [],
  ]);
  const answer: ReviewList = { ...drawn, areas: areas.map(({ quality }) => quality) };
  return c.json(answer);
});

reviews.get('/desk/stepped-down', staff, async function steppedDown(c) {
  const matrix = await matrixOf(c);
  const { levels } = await c.env.SITE.getByName(c.get('staff').site).controls();
  const answer: SteppedDown = {
    areas: levels.flatMap(({ area, level, by, at, why }) => {
      const row = matrix?.areas.find(({ id }) => id === area);
      return by === null && row ? [{ area, title: row.title, owner: row.owner, level, at, why }] : [];
    }),
  };
  return c.json(answer);
});

reviews.get('/desk/reviews/:turn', staff, async function read(c) {
  const record = await drawnOf(c);
  const { site } = c.get('staff');
  const matrix = await matrixOf(c);
  const [about, own, areas] = await Promise.all([
    aboutTurn(c.env.DB, site, record),
    tookPart(c, record),
    matrix ? judgeAreas(c.env, site, matrix) : [],
  ]);
  const quality = areas.find((one) => one.quality.area === record.facts.area)?.quality ?? null;
  const answer: ReviewPage = { record, parts: partsOf(record), ...about, own, quality };
  return c.json(answer);
});

reviews.post('/desk/reviews/:turn', staff, async function say(c) {
  const { verdict, sentence, note } = await readJson(c, reviewRequestSchema);
  const record = await drawnOf(c);
  const parts = partsOf(record);
  if (verdict === 'none' && sentence !== undefined) throw new Problem(422, 'bad-body', 'sentence: a turn without a defect names none.');
  if (verdict !== 'none' && parts.length > 0 && sentence === undefined)
    throw new Problem(422, 'bad-body', 'sentence: say which sentence the defect is about.');
  if (sentence !== undefined && !isOneOf(parts, sentence))
    throw new Problem(422, 'bad-body', 'sentence: is none of those that were written. Copy it word for word.');
  if (await tookPart(c, record))
    throw new Problem(409, 'own-conversation', 'You wrote in this conversation yourself. A colleague reviews it.');
  const { site, id, name } = c.get('staff');
  const at = new Date().toISOString();
  const review: Review = { verdict, sentence: sentence ?? null, note: note || null, reviewer: id, name, at };
  if (!(await keepReview(c.env.DB, site, record.id, review))) throw notFound();
  const matrix = await matrixOf(c);
  const after = matrix && (await afterVerdict(c.env, site, matrix, record.facts.area));
  const answer: ReviewAnswer = { review, quality: after?.quality ?? null, steppedDownTo: after?.steppedDownTo ?? null };
  return c.json(answer);
});

/** Of the active release. Without one nothing is judged, and verdicts are kept all the same. */
async function matrixOf(c: Ctx): Promise<Matrix | null> {
  const snapshot = await siteSnapshot(c.env, c.get('staff').site);
  return snapshot?.release ? (await loadEngine(c.env, snapshot.release)).policy.matrix : null;
}

async function drawnOf(c: Ctx): Promise<TurnRecord> {
  const turn = c.req.param('turn') ?? '';
  const record = /^[\w.-]{1,80}$/.test(turn) ? await findDrawn(c.env.DB, c.get('staff').site, turn) : null;
  if (!record) throw notFound();
  return record;
}

async function tookPart(c: Ctx, { conversationId }: TurnRecord): Promise<boolean> {
  const { site, id, name } = c.get('staff');
  return c.env.CONVERSATION.getByName(`${site}/${conversationId}`).wrote({ id, name });
}
