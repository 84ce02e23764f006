import type { Write } from '../together.ts';
import { customerKey } from './customer.ts';
import { facetsOf } from './facets.ts';
import { type Archived, archivedSchema } from './schema.ts';

/** What a conversation says of itself, from its timer. */
export async function deliverConversation(
  env: Pick<Env, 'DB' | 'HANDRAIL_SECRET'>,
  site: string,
  one: Archived,
  write?: Write,
): Promise<void> {
  await keepConversation(env.DB, site, await customerKey(env.HANDRAIL_SECRET, site, one), one, write);
}

/** The same from its outbox, where it waits when the database could not be reached. */
export const parseArchived = (payload: string): Archived => archivedSchema.parse(JSON.parse(payload));

/**
 * Keeps what a conversation says of itself, in one transaction: its row, its words and what filters may choose. Safe to repeat
 * and to arrive late: an older revision changes nothing.
 */
export async function keepConversation(
  db: D1Database,
  site: string,
  customer: string,
  one: Archived,
  write: Write = (statements) => db.batch(statements),
): Promise<void> {
  const { id, revision } = one;
  const choices = choicesOf(one);
  await write([
    db
      .prepare(
        `INSERT INTO conversations (number, site, id, revision, customer, label, language, state, created, updated, resolved, resolved_by,
           reason, area, team, priority, rules, agents, feedback, first_words, last_words, last_answer, counts)
         VALUES (COALESCE((SELECT MAX(number) + 1 FROM conversations WHERE number BETWEEN ?1 AND ?1 + 999), ?1),
           ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23)
         ON CONFLICT (site, id) DO UPDATE SET revision = excluded.revision, customer = excluded.customer, label = excluded.label,
           language = excluded.language, state = excluded.state, updated = excluded.updated, resolved = excluded.resolved,
           resolved_by = excluded.resolved_by, reason = excluded.reason, area = excluded.area, team = excluded.team,
           priority = excluded.priority, rules = excluded.rules, agents = excluded.agents, feedback = excluded.feedback,
           first_words = excluded.first_words, last_words = excluded.last_words, last_answer = excluded.last_answer,
           counts = excluded.counts
         WHERE excluded.revision > conversations.revision`,
      )
      .bind(
        Date.parse(one.created) * 1_000,
        site,
        id,
        revision,
        customer,
        one.label,
        one.language,
        one.state,
        one.created,
        one.updated,
        one.resolved,
        one.resolvedBy,
        one.reason,
        one.area,
        one.team,
        one.priority,
        JSON.stringify(one.rules),
        JSON.stringify(one.agents),
        one.feedback,
        one.first,
        one.last,
        one.answer,
        JSON.stringify(one.counts),
      ),
    // Only where this revision is the one that stands now.
    db
      .prepare(
        `INSERT OR REPLACE INTO conversation_words (rowid, facets, label, asked, said)
         SELECT number, ?4, ?5, ?6, ?7 FROM conversations WHERE site = ?1 AND id = ?2 AND revision = ?3`,
      )
      .bind(site, id, revision, facetsOf(site, customer, one), one.label, one.asked, one.said),
    db
      .prepare(
        `INSERT INTO conversation_choices (site, kind, value, label)
         SELECT ?1, value ->> 0, value ->> 1, value ->> 2 FROM json_each(?2) WHERE true
         ON CONFLICT (site, kind, value) DO UPDATE SET label = excluded.label WHERE label <> excluded.label`,
      )
      .bind(site, JSON.stringify(choices)),
  ]);
}

/** Kind, value and name. What once was there can be chosen for ever: an empty list says so just as well. */
function choicesOf({ language, area, reason, rules, agents }: Archived): (readonly [string, string, string])[] {
  return [
    ['language', language, ''] as const,
    ...(area === null ? [] : [['area', area, ''] as const]),
    ...(reason === null ? [] : [['reason', reason, ''] as const]),
    ...rules.map((rule) => ['rule', rule, ''] as const),
    ...agents.map(({ id, name }) => ['agent', id, name] as const),
  ];
}
