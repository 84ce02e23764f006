import { z } from 'zod';
import type { Reviewed } from '../../qa/budget.ts';

const rowSchema = z.object({
  turn: z.string(),
  area: z.string(),
  at: z.string(),
  probability: z.number(),
  defect: z.number(),
});

/**
 * Reviewed turns decided since a time, by area. A turn that several people reviewed counts once: nobody's "no defect" takes
 * back what another has seen.
 */
export async function reviewedSince(db: D1Database, site: string, since: string): Promise<Map<string, Reviewed[]>> {
  const { results } = await db
    .prepare(
      `SELECT turn, area, turn_at AS at, probability, MAX(verdict <> 'none') AS defect
       FROM reviews WHERE site = ? AND turn_at >= ? GROUP BY turn ORDER BY turn_at, turn`,
    )
    .bind(site, since)
    .all();
  const areas = new Map<string, Reviewed[]>();
  for (const { area, defect, ...row } of z.array(rowSchema).parse(results)) {
    const turns = areas.get(area) ?? [];
    turns.push({ ...row, defect: defect === 1 });
    areas.set(area, turns);
  }
  return areas;
}
