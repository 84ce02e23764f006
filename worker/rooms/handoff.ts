import { type Attributes, type QueuePolicy, type Routed, route } from '../../policy/queue.ts';
import type { TurnRecord } from '../turn/record.ts';
import { orderMention } from '../turn/reference.ts';
import { plain } from '../turn/topics.ts';
import type { Handoff } from './machine.ts';

/** What a person who takes over gets with a turn: why, how urgent, until when, and what the customer already gave. */
export function handoffOf(
  record: TurnRecord,
  outcome: Extract<TurnRecord['outcome'], { kind: 'handoff' }>,
  { id, at, queue, attributes, email }: { id: string; at: Date; queue: QueuePolicy; attributes: Attributes; email: string },
): Handoff {
  const { facts, privacy } = record;
  const given = givenIn(record, email);
  const asked = { area: facts.area, reason: outcome.reason, team: outcome.team, priority: outcome.priority, language: facts.language };
  return {
    ...placed(route(queue, { ...asked, attributes }, at)),
    id,
    reason: outcome.reason,
    area: facts.area,
    ruleIds: record.ruleIds,
    language: facts.language,
    createdAt: at.toISOString(),
    end: null,
    answeredAt: null,
    awaitingSince: at.toISOString(),
    ...(privacy && { due: privacy.due, ...(privacy.type !== '' && { privacyType: privacy.type }) }),
    ...((given.order !== '' || given.email !== '') && { given }),
  };
}

/** Where the queue's policy puts it, as the entry holds it. */
export const placed = ({ team, priority, skills, routing, promise, promisedAt, rankAt, resolveBy, opensAt }: Routed) => ({
  team,
  priority,
  skills,
  routing,
  promise,
  promisedAt: promisedAt.toISOString(),
  rankAt: rankAt.toISOString(),
  resolveBy: resolveBy.toISOString(),
  opensAt: opensAt?.toISOString() ?? null,
});

/** Order number and address that stand in the message, or were given to the question before it. Nobody has checked them. */
function givenIn({ question, facts }: TurnRecord, email: string): { order: string; email: string } {
  const mention = orderMention(plain(question));
  return { order: facts.order.reference || mention.number, email: mention.email || email };
}
