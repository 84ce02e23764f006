import { type CaseStatus, type OpenedCase, type PrivacyCase, privacyCaseSchema } from './privacy-schema.ts';

/** Safe to repeat: what people have done with a case since is not undone by a late delivery. */
export async function keepPrivacyCase(db: D1Database, site: string, one: OpenedCase): Promise<void> {
  await db
    .prepare(
      `INSERT INTO privacy_cases (handoff, site, conversation, opened, type, due) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
       ON CONFLICT (handoff) DO NOTHING`,
    )
    .bind(one.handoff, site, one.conversation, one.opened, one.type, one.due)
    .run();
}

const columns = 'handoff, conversation, opened, type, due, status, done_at AS doneAt, done_by AS doneBy';
const most = 200;

/** Open cases by their day, or the last ones done. */
export async function listPrivacyCases(db: D1Database, site: string, status: CaseStatus): Promise<PrivacyCase[]> {
  const order = status === 'open' ? 'due, handoff' : 'done_at DESC, handoff';
  const { results } = await db
    .prepare(`SELECT ${columns} FROM privacy_cases WHERE site = ?1 AND status = ?2 ORDER BY ${order} LIMIT ${most}`)
    .bind(site, status)
    .all();
  return results.map((row) => privacyCaseSchema.parse(row));
}

/** Says that a case is done, or open again; null when the site has no such case. Said twice, the first one stands. */
export async function markPrivacyCase(
  db: D1Database,
  site: string,
  handoff: string,
  { status, by, at }: { status: CaseStatus; by: string; at: string },
): Promise<PrivacyCase | null> {
  const done = status === 'done';
  await db
    .prepare('UPDATE privacy_cases SET status = ?3, done_at = ?4, done_by = ?5 WHERE site = ?1 AND handoff = ?2 AND status <> ?3')
    .bind(site, handoff, status, done ? at : null, done ? by : null)
    .run();
  const row = await db.prepare(`SELECT ${columns} FROM privacy_cases WHERE site = ?1 AND handoff = ?2`).bind(site, handoff).first();
  return row === null ? null : privacyCaseSchema.parse(row);
}
