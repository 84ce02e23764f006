import { lastResort } from './outcome.ts';
import type { TurnRecord } from './record.ts';
import { triage } from './triage.ts';
import type { TurnInput } from './turn.ts';

/** The record of a turn that could not be decided: a stage failed or took too long. It is a handoff, and says why. */
export function faultRecord(input: TurnInput, release: string, fault: string, text = ''): TurnRecord {
  const seen = triage([], input.question, input.context);
  return {
    id: input.id,
    conversationId: input.conversationId,
    at: input.at.toISOString(),
    release,
    engine: { embedder: 'not-installed', model: 'none', search: 'none', calibrated: false },
    question: input.question,
    facts: {
      ...seen.facts,
      area: 'routine',
      autonomy: 'human-only',
      paused: false,
      knowledge: {
        found: false,
        confidence: 0,
        threshold: 1,
        evidence: 'none',
        article: '',
        stale: false,
        near: 0,
        chosen: false,
        locales: [],
      },
      guard: { checked: false, passed: false },
      refund: { requested: false, eligible: '', amount: 0, automatic: false },
    },
    passages: [],
    confidence: 0,
    draft: { kind: 'none' },
    verdicts: [],
    outcome: {
      kind: 'handoff',
      reason: input.context.asked ? 'customer-request' : 'tool-failure',
      text: text || lastResort,
      priority: 2,
      team: 'care',
    },
    ruleIds: [],
    matched: [],
    fault,
    waits: {},
    sent: false,
  };
}
