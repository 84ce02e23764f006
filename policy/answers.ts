import { z } from 'zod';

const text = (max: number) => z.string().trim().min(1).max(max);

/** More sentences are no chat message; the rest is not read. */
export const MAX_SENTENCES = 12;
/** What a sentence may rest on: passages are p1, p2 …, facts f1, f2 …, in the order in which they were sent. */
export const citeSchema = z.string().regex(/^[pf][1-9]\d?$/);
export const sentenceSchema = z.strictObject({ text: text(700), cites: z.array(citeSchema).max(8) });

/**
 * What a model has to answer, by prompt. No key is optional, because services that hold a model to a schema (OpenAI's structured
 * outputs) refuse such schemas.
 */
export const answerSchemas = {
  compose: z.strictObject({ sentences: z.array(sentenceSchema).min(1).max(MAX_SENTENCES) }),
  standalone: z.strictObject({ question: text(600) }),
  summary: z.strictObject({ summary: text(1_500) }),
  second: z.strictObject({ categories: z.array(z.string().min(1).max(60)).max(8) }),
  // The reason comes first: a model that has given one decides better.
  judge: z.strictObject({ reason: text(400), supported: z.boolean() }),
};

export type PromptId = keyof typeof answerSchemas;
export const promptIds = ['compose', 'standalone', 'summary', 'second', 'judge'] as const satisfies readonly PromptId[];
