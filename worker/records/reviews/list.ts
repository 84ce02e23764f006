import { z } from 'zod';
import { outcomeSchema } from '../../../policy/schema.ts';
import { type TurnRecord, turnRecordSchema } from '../../turn/record.ts';
import { type Drawn, drawnSchema, type Review, type ReviewList, type ReviewPage, type ReviewsQuery, reviewSchema } from './schema.ts';

const rowSchema = z.object({
  turn: z.string(),
  conversation: z.string(),
  at: z.string(),
  area: z.string(),
  outcome: z.string(),
  reason: z.string().nullable(),
  rules: z.string(),
  question: z.string(),
  language: z.string(),
  verdicts: z.string(),
});

function drawnOf(value: unknown): Drawn {
  const row = rowSchema.parse(value);
  const verdicts: unknown = JSON.parse(row.verdicts);
  return drawnSchema.parse({ ...row, rules: row.rules.split(' ').filter((id) => id !== ''), verdicts });
}

/**
 * Drawn turns: the oldest first while they wait, so that nobody picks the interesting ones, and the newest first once they are
 * done.
 */
export async function listDrawn(
  db: D1Database,
  site: string,
  query: ReviewsQuery,
  now: Date,
): Promise<Pick<ReviewList, 'drawn' | 'week' | 'totals' | 'next'>> {
  const [at, id] = query.after?.split('~') ?? [];
  const [order, beyond] = query.status === 'open' ? ['ASC', '>'] : ['DESC', '<'];
  const week = new Date(now.getTime() - 7 * 86_400_000).toISOString();
  const [page, counted] = await db.batch<Record<string, unknown>>([
    db
      .prepare(
        `SELECT id AS turn, conversation, at, area, outcome, reason, rules,
           json_extract(record, '$.question') AS question, json_extract(record, '$.facts.language') AS language,
           (SELECT json_group_array(json_object('verdict', verdict, 'name', reviewer_name)) FROM reviews
            WHERE reviews.site = turns.site AND reviews.turn = turns.id) AS verdicts
         FROM turns WHERE site = ?1 AND drawn = 1 AND reviewed = ?2 AND (?3 IS NULL OR area = ?3)
           AND (?4 IS NULL OR (at, id) ${beyond} (?4, ?5))
         ORDER BY at ${order}, id ${order} LIMIT ?6`,
      )
      .bind(site, query.status === 'open' ? 0 : 1, query.area ?? null, at ?? null, id ?? null, query.limit + 1),
    db
      .prepare('SELECT reviewed, COUNT(*) AS turns, SUM(at >= ?2) AS week FROM turns WHERE site = ?1 AND drawn = 1 GROUP BY reviewed')
      .bind(site, week),
  ]);
  const rows = (page?.results ?? []).map(drawnOf);
  const drawn = rows.slice(0, query.limit);
  const last = drawn.at(-1);
  const counts = z.array(z.object({ reviewed: z.number(), turns: z.number(), week: z.number() })).parse(counted?.results);
  const of = (reviewed: number) => counts.find((row) => row.reviewed === reviewed) ?? { turns: 0, week: 0 };
  return {
    drawn,
    week: { drawn: of(0).week + of(1).week, reviewed: of(1).week },
    totals: { open: of(0).turns, done: of(1).turns },
    next: rows.length > drawn.length && last ? `${last.at}~${last.turn}` : null,
  };
}

/** The record of a drawn turn; null when there is none. */
export async function findDrawn(db: D1Database, site: string, turn: string): Promise<TurnRecord | null> {
  const row = await db
    .prepare('SELECT record FROM turns WHERE site = ? AND id = ? AND drawn = 1')
    .bind(site, turn)
    .first<{ record: string }>();
  return row && turnRecordSchema.parse(JSON.parse(row.record));
}

/** What was said about a turn, and what was asked before it in its conversation. */
export async function aboutTurn(
  db: D1Database,
  site: string,
  { id, conversationId, at }: TurnRecord,
): Promise<Pick<ReviewPage, 'reviews' | 'before'>> {
  const [reviews, before] = await db.batch<Record<string, unknown>>([
    db
      .prepare(
        'SELECT verdict, sentence, note, reviewer, reviewer_name AS name, at FROM reviews WHERE site = ? AND turn = ? ORDER BY at DESC',
      )
      .bind(site, id),
    db
      .prepare(
        `SELECT at, json_extract(record, '$.question') AS question, outcome FROM turns
         WHERE conversation = ?2 AND site = ?1 AND sent = 1 AND (at, id) < (?3, ?4) ORDER BY at DESC, id DESC LIMIT 3`,
      )
      .bind(site, conversationId, at, id),
  ]);
  const said: Review[] = z.array(reviewSchema).parse(reviews?.results);
  const asked = z.array(z.object({ at: z.string(), question: z.string(), outcome: outcomeSchema })).parse(before?.results);
  return { reviews: said, before: asked.reverse() };
}
