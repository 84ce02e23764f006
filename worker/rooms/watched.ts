import type { TurnRecord } from '../turn/record.ts';

/**
 * What the people in a conversation get of a decision. In an area on shadow they answer on their own: what the assistant
 * would have said, and from what, is in the record for reviewers and nowhere else.
 */
export function inConversation(record: TurnRecord): TurnRecord {
  if (record.facts.autonomy !== 'shadow' || record.outcome.kind !== 'handoff') return record;
  const { refund: _, model: __, ...rest } = record;
  return { ...rest, passages: [], draft: { kind: 'none' }, verdicts: [] };
}
