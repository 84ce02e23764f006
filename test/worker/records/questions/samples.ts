import { faultRecord } from '../../../../worker/turn/fault.ts';
import type { TurnRecord } from '../../../../worker/turn/record.ts';
import { inputOf } from '../../turn/samples.ts';

interface Asked {
  id?: string;
  conversation?: string;
  at?: string;
  language?: string;
  passages?: TurnRecord['passages'];
}

let ids = 0;
const record = faultRecord(inputOf(''), 'release', 'none');

/** The record of a turn that ended with a person because nothing was sure enough. */
export function unanswered(question: string, { id, conversation, at, language, passages }: Asked = {}): TurnRecord {
  return {
    ...record,
    question,
    id: id ?? `turn-${String(++ids).padStart(6, '0')}`,
    conversationId: conversation ?? 'conversation-1',
    at: at ?? '2026-11-23T10:00:00.000Z',
    facts: { ...record.facts, language: language ?? 'en' },
    passages: passages ?? [],
    outcome: { kind: 'handoff', reason: 'low-confidence', text: 'A person will join you.', priority: 3, team: 'care' },
    ruleIds: ['low-confidence'],
    fault: undefined,
    sent: true,
  };
}

/** A passage that came close, and not close enough. */
export const passage = (articleId: string, title: string, confidence: number) => ({
  articleId,
  title,
  score: 1,
  confidence,
  matched: title,
});
