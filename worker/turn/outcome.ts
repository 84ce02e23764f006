import type { Say } from '../../policy/bundle.ts';
import type { Decision } from '../../policy/evaluate.ts';
import type { Draft, TurnOutcome } from './record.ts';

/** The rules' decision as what will be sent. A decision that has nothing to send is a handoff. */
export function decide(decision: Decision, draft: Draft, say: Say): TurnOutcome {
  const said = decision.say ? say(decision.say) : '';
  if (decision.outcome === 'decline' && said !== '') return { kind: 'decline', text: said };
  if (decision.outcome === 'clarify') {
    if (draft.kind === 'ask' || (draft.kind === 'choose' && said === '')) return { kind: 'clarify', draft };
    if (said !== '') return { kind: 'clarify', draft: { kind: 'text', text: said } };
  }
  const answers = draft.kind === 'verbatim' || draft.kind === 'order' || draft.kind === 'text' || draft.kind === 'composed';
  if (decision.outcome === 'answer' && answers) return { kind: 'answer', draft };
  return handoff(decision, draft, say);
}

function handoff(decision: Decision, draft: Draft, say: Say): TurnOutcome {
  const reason = decision.reason ?? 'low-confidence';
  const text = (decision.say && say(decision.say)) || say(`handoff.${reason}`) || lastResort;
  const shows = decision.shows && draft.kind === 'order' && { shows: 'draft' as const };
  return { kind: 'handoff', reason, text, priority: decision.priority, team: decision.team, ...shows };
}

/** Said only when no approved wording can be read at all; the handoff itself is real. */
export const lastResort = 'A person from our team will join you here.';
