import type { RestAnswer } from './record.ts';
import { startContext } from './session.ts';
import type { Turned, TurnInput, TurnPorts } from './turn.ts';

/** More questions than these in one message are for the person who takes over. */
const most = 2;

/** Where one request ends and another begins: at the end of a sentence, or at an "and" between two clauses. */
const joints = /(?<=[.!?])\s+|\n+|;\s*|,?\s+(?:and also|and|also|plus|und|et|y|e|en)\s+(?=\S+\s+\S+\s+\S+)/iu;

/** The questions of a message that holds more than one thing. */
export function questionsIn(message: string): string[] {
  const parts = message.split(joints).map((part) => part.trim());
  if (parts.length < 2) return [];
  return parts.filter((part) => part.endsWith('?') && part.split(/\s+/).length >= 3).slice(0, most);
}

/**
 * What of a message that goes to people can be answered at once: each question in it is a turn of its own, and counts only if approved
 * text answers it. Nothing is looked up for it that has limits or effects, and no model is asked.
 */
export async function answerRest(
  input: TurnInput,
  { refunds: _, model: __, say: ___, ...ports }: TurnPorts,
  language: string,
  turn: (input: TurnInput, ports: TurnPorts) => Promise<Turned>,
): Promise<RestAnswer[]> {
  const none = async () => ({ allowed: false, left: 0, release: async () => {} });
  const answers: RestAnswer[] = [];
  for (const question of questionsIn(input.question)) {
    // One turn before it: a language is begun, and nothing else is known.
    const context = { ...startContext(language), turns: 1 };
    const { record } = await turn({ ...input, question, context }, { ...ports, lookups: { reserve: none } });
    const { outcome, passages, ruleIds, confidence } = record;
    if (outcome.kind !== 'answer' || outcome.draft.kind !== 'verbatim') continue;
    const { draft } = outcome;
    if (answers.some((other) => other.draft.articleId === draft.articleId)) continue;
    answers.push({ question, area: record.facts.area, draft, passages: passages.slice(0, 1), confidence, ruleIds });
  }
  return answers;
}
