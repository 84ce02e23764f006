import { z } from 'zod';
import { reasonSchema } from '../../policy/schema.ts';
import type { Recorded } from '../release/replay.ts';

/** The latest turns among which conversations are looked for: what is older is not what customers ask today. */
const latest = 5_000;
/** A conversation is asked again up to here. */
const longest = 40;

/** Conversations with an outcome that was sent, the latest first. */
export async function recordedConversations(db: D1Database, site: string, limit: number): Promise<string[]> {
  const { results } = await db
    .prepare(
      `SELECT conversation FROM (SELECT conversation, at FROM turns WHERE site = ?1 AND sent = 1 ORDER BY at DESC LIMIT ?2)
       GROUP BY conversation ORDER BY MAX(at) DESC LIMIT ?3`,
    )
    .bind(site, latest, limit)
    .all<{ conversation: string }>();
  return results.map(({ conversation }) => conversation);
}

/** What asking a turn again needs of its record, in the form of any worker that wrote it. */
const recordSchema = z.object({
  question: z.string(),
  facts: z.object({
    language: z.string(),
    asksForHuman: z.boolean(),
    conversation: z.object({ returnedFrom: z.union([reasonSchema, z.literal('')]).catch('') }),
  }),
});

/** The turns of a conversation in order, their words masked as they were when they were written. */
export async function recordedTurns(db: D1Database, site: string, conversation: string): Promise<Recorded[]> {
  const { results } = await db
    .prepare('SELECT id, record FROM turns WHERE site = ?1 AND conversation = ?2 AND sent = 1 ORDER BY at, id LIMIT ?3')
    .bind(site, conversation, longest)
    .all<{ id: string; record: string }>();
  return results.flatMap(({ id, record }): Recorded[] => {
    const parsed = recordSchema.safeParse(JSON.parse(record));
    if (!parsed.success) return [];
    const { question, facts } = parsed.data;
    const asked = facts.asksForHuman && question === '';
    return [{ id, question, language: facts.language, asked, returnedFrom: facts.conversation.returnedFrom }];
  });
}
