import type { DefectKind, Review } from '../../../../worker/records/reviews/schema.ts';
import type { TurnRecord } from '../../../../worker/turn/record.ts';
import { unanswered } from '../questions/samples.ts';

interface Over {
  at?: string;
  area?: string;
  conversation?: string;
  probability?: number;
  drawn?: boolean;
  sent?: boolean;
}

/** The record of an answered turn that was drawn for review. */
export function drawn(
  id: string,
  { at, area = 'faqs', conversation, probability = 0.1, drawn = true, sent = true }: Over = {},
): TurnRecord {
  const record = unanswered(`question of ${id}`, { id, at, conversation });
  const draft = { kind: 'text' as const, text: `Answer to ${id}. It is short.` };
  return {
    ...record,
    facts: { ...record.facts, area },
    draft,
    outcome: { kind: 'answer', draft },
    ruleIds: ['approved-answer-is-sent'],
    sampling: { probability, draw: 0.01, drawn },
    sent,
  };
}

export const review = (verdict: DefectKind, reviewer = 'priya', over: Partial<Review> = {}): Review => ({
  verdict,
  sentence: verdict === 'none' ? null : 'It is short.',
  note: null,
  reviewer,
  name: reviewer,
  at: '2026-11-23T12:00:00.000Z',
  ...over,
});
