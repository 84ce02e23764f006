import { z } from 'zod';
import { outcomeSchema } from '../../policy/schema.ts';
import type { FloorReport } from '../desk/floor-schema.ts';

const count = z.int().nonnegative();
const outcomeRows = z.array(z.object({ outcome: outcomeSchema, count }));
const conversationRows = z.tuple([z.object({ conversations: count, handedOver: count })]);

/** Turns of the last hours by outcome, of what customers really got. One range of the index `turns_by_site`. */
export async function assistantShare(db: D1Database, site: string, hours: number, now = Date.now()): Promise<FloorReport> {
  const since = new Date(now - hours * 3_600_000).toISOString();
  const [outcomes, conversations] = await db.batch([
    db.prepare('SELECT outcome, COUNT(*) AS count FROM turns WHERE site = ?1 AND at >= ?2 AND sent = 1 GROUP BY outcome').bind(site, since),
    db
      .prepare(
        `SELECT COUNT(DISTINCT conversation) AS conversations,
           COUNT(DISTINCT CASE outcome WHEN 'handoff' THEN conversation END) AS handedOver
         FROM turns WHERE site = ?1 AND at >= ?2 AND sent = 1`,
      )
      .bind(site, since),
  ]);
  const rows = outcomeRows.parse(outcomes?.results);
  const [numbers] = conversationRows.parse(conversations?.results);
  return {
    hours,
    turns: rows.reduce((sum, row) => sum + row.count, 0),
    outcomes: Object.fromEntries(rows.map((row) => [row.outcome, row.count])),
    ...numbers,
  };
}
