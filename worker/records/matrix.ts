import { z } from 'zod';
import { outcomeSchema, reasonSchema } from '../../policy/schema.ts';
import type { Numbers } from '../desk/matrix-schema.ts';
import { defectRate, type Reviewed } from '../qa/budget.ts';
import { reviewedSince } from './reviews/evidence.ts';

export const noNumbers: Numbers = { turns: 0, outcomes: {}, reasons: [], reviewed: 0, defects: 0, rate: null };

const turnRows = z.array(z.object({ area: z.string(), outcome: outcomeSchema, reason: reasonSchema.nullable(), count: z.int() }));

/** Numbers by area since a moment, of what customers really got. */
export async function numbersSince(db: D1Database, site: string, since: string): Promise<Map<string, Numbers>> {
  const [turns, reviews] = await Promise.all([
    db
      .prepare(
        `SELECT area, outcome, reason, COUNT(*) AS count FROM turns WHERE site = ?1 AND at >= ?2 AND sent = 1
         GROUP BY area, outcome, reason ORDER BY count DESC, reason`,
      )
      .bind(site, since)
      .all(),
    reviewedSince(db, site, since),
  ]);
  const found = new Map<string, Numbers>();
  const of = (area: string): Numbers => {
    const known = found.get(area) ?? { ...noNumbers, outcomes: {}, reasons: [] };
    found.set(area, known);
    return known;
  };
  for (const { area, outcome, reason, count } of turnRows.parse(turns.results)) {
    const numbers = of(area);
    numbers.turns += count;
    numbers.outcomes[outcome] = (numbers.outcomes[outcome] ?? 0) + count;
    if (reason) numbers.reasons.push({ reason, count });
  }
  for (const [area, reviewed] of reviews) Object.assign(of(area), reviewNumbers(reviewed));
  return found;
}

function reviewNumbers(turns: readonly Reviewed[]): Pick<Numbers, 'reviewed' | 'defects' | 'rate'> {
  const { reviewed, defects, rate, lower, upper } = defectRate(turns);
  return { reviewed, defects, rate: rate === null ? null : { share: rate, lower, upper } };
}
