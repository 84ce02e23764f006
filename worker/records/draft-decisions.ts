import { z } from 'zod';
import { draftDecisionSchema } from '../protocol/people.ts';

/** A decision about a draft with the words it was about: what was drafted, and what was sent in its place. */
export const keptDecisionSchema = draftDecisionSchema.extend({ draft: z.string(), sent: z.string().nullable() });
export type KeptDecision = z.infer<typeof keptDecisionSchema>;

/** For quality work across conversations. Safe to repeat: a turn is decided once. */
export async function keepDraftDecision(db: D1Database, site: string, conversation: string, one: KeptDecision): Promise<void> {
  await db
    .prepare(
      `INSERT INTO draft_decisions (site, turn, conversation, at, agent, decision, reason, took_ms, distance, draft, sent)
       VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)
       ON CONFLICT (site, turn) DO NOTHING`,
    )
    .bind(
      site,
      one.turnId,
      conversation,
      one.at,
      one.by.id,
      one.decision,
      one.reason ?? null,
      one.tookMs,
      one.distance ?? null,
      one.draft,
      one.sent,
    )
    .run();
}
