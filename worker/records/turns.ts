import { type EmbedPort, notInstalled } from '../ports/embed/port.ts';
import type { TurnRecord } from '../turn/record.ts';
import { keepQuestion } from './questions/keep.ts';
import { isUnanswered } from './questions/unanswered.ts';
import type { Write } from './together.ts';

/**
 * One row a turn in D1, and its question in a group if it could not be answered. Safe to repeat: the id decides, and a
 * later version of the same turn replaces the earlier.
 */
export async function keepTurnRecord(
  db: D1Database,
  site: string,
  record: TurnRecord,
  embed: EmbedPort = notInstalled,
  write: Write = (statements) => db.batch(statements),
): Promise<void> {
  const row = db
    .prepare(
      `INSERT INTO turns (id, site, conversation, at, release, area, outcome, reason, rules, confidence, sent, drawn, record)
       VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)
       ON CONFLICT (id) DO UPDATE SET outcome = excluded.outcome, reason = excluded.reason, sent = excluded.sent, drawn = excluded.drawn,
         record = excluded.record`,
    )
    .bind(
      record.id,
      site,
      record.conversationId,
      record.at,
      record.release,
      record.facts.area,
      record.outcome.kind,
      record.outcome.kind === 'handoff' ? record.outcome.reason : null,
      record.ruleIds.join(' '),
      record.confidence,
      record.sent ? 1 : 0,
      // Nobody met what was dropped, so there is nothing to review.
      record.sent && record.sampling?.drawn ? 1 : 0,
      JSON.stringify(record),
    );
  await write([row]);
  if (isUnanswered(record)) await keepQuestion(db, site, record, embed);
}
