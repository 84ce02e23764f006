import type { EmbedPort } from '../ports/embed/port.ts';
import type { Engine } from '../release/engine.ts';
import { readScores } from './classify/read.ts';
import { detectLanguage } from './language.ts';
import { type Context, type Triage, triage } from './triage.ts';

/** Triage of one message with everything a release knows: patterns, and the classifier fitted on the policy's examples. */
export async function understand(
  { topics, triage: model, knowledge }: Pick<Engine, 'topics' | 'triage' | 'knowledge'>,
  embed: EmbedPort,
  question: string,
  context: Context,
): Promise<Triage> {
  const language = detectLanguage(question, context.language, context.turns > 0);
  const embeddable = knowledge.embeddable(question, language);
  const scores = model ? await readScores({ model, embed, embeddable, question, language }) : new Map();
  return triage(topics, question, context, scores, language);
}
