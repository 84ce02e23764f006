import type { TurnRecord } from '../turn/record.ts';
import { orderMention } from '../turn/reference.ts';
import { plain } from '../turn/topics.ts';
import type { Handoff } from './machine.ts';

/** What a person who takes over gets with a turn: why, how urgent, until when, and what the customer already gave. */
export function handoffOf(
  record: TurnRecord,
  outcome: Extract<TurnRecord['outcome'], { kind: 'handoff' }>,
  { id, at, promised, email }: { id: string; at: Date; promised: number; email: string },
): Handoff {
  const { facts, privacy } = record;
  const given = givenIn(record, email);
  return {
    id,
    reason: outcome.reason,
    priority: outcome.priority,
    team: outcome.team,
    area: facts.area,
    ruleIds: record.ruleIds,
    language: facts.language,
    createdAt: at.toISOString(),
    promisedAt: new Date(at.getTime() + promised).toISOString(),
    end: null,
    ...(privacy && { due: privacy.due, ...(privacy.type !== '' && { privacyType: privacy.type }) }),
    ...((given.order !== '' || given.email !== '') && { given }),
  };
}

/** Order number and address that stand in the message, or were given to the question before it. Nobody has checked them. */
function givenIn({ question, facts }: TurnRecord, email: string): { order: string; email: string } {
  const mention = orderMention(plain(question));
  return { order: facts.order.reference || mention.number, email: mention.email || email };
}
