import { plainText } from '../../kb/blocks.ts';
import type { TurnOutcome } from './record.ts';

/** The words of an outcome, for reports and notifications. */
export function replyText(outcome: TurnOutcome): string {
  if (outcome.kind === 'handoff' || outcome.kind === 'decline') return outcome.text;
  const { draft } = outcome;
  if (draft.kind === 'none') return '';
  if (draft.kind === 'choose') return [draft.text, ...draft.choices.map(({ title }) => `- ${title}`)].join('\n');
  return draft.kind === 'verbatim' ? plainText(draft.blocks) : draft.text;
}
