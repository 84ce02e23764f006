import type { Review } from './schema.ts';

/**
 * Keeps a verdict and marks the turn as reviewed, in one transaction. Only drawn turns of the site can be reviewed: picking others would
 * bias the estimate. Saying it again replaces what the same person said before. False when there is no such turn.
 */
export async function keepReview(db: D1Database, site: string, turn: string, review: Review): Promise<boolean> {
  const [kept] = await db.batch([
    db
      .prepare(
        `INSERT INTO reviews (site, turn, conversation, area, release, turn_at, probability, at, reviewer, reviewer_name, verdict, sentence, note)
         SELECT site, id, conversation, area, release, at, json_extract(record, '$.sampling.probability'), ?3, ?4, ?5, ?6, ?7, ?8
         FROM turns WHERE site = ?1 AND id = ?2 AND drawn = 1
         ON CONFLICT (site, turn, reviewer) DO UPDATE SET at = excluded.at, reviewer_name = excluded.reviewer_name,
           verdict = excluded.verdict, sentence = excluded.sentence, note = excluded.note
         RETURNING turn`,
      )
      .bind(site, turn, review.at, review.reviewer, review.name, review.verdict, review.sentence, review.note),
    db.prepare('UPDATE turns SET reviewed = 1 WHERE site = ? AND id = ? AND drawn = 1').bind(site, turn),
  ]);
  return (kept?.results.length ?? 0) > 0;
}
