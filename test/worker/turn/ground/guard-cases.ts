import { readFileSync } from 'node:fs';
import { z } from 'zod';

const lineSchema = z.object({
  kind: z.string(),
  article: z.string(),
  question: z.string().default(''),
  draft: z.string(),
  supported: z.boolean(),
});
const all = readFileSync('policy/guard-cases.jsonl', 'utf8')
  .trim()
  .split('\n')
  .map((line) => lineSchema.parse(JSON.parse(line)));

/** Answers with one unsupported claim each, by the kind of it: the article that was retrieved, and what must not be sent. */
export const planted: Readonly<Record<string, readonly (readonly [article: string, draft: string])[]>> = Object.fromEntries(
  [...new Set(all.flatMap(({ supported, kind }) => (supported ? [] : [kind])))].map((kind) => [
    kind,
    all.flatMap((one) => (one.kind === kind ? [[one.article, one.draft] as const] : [])),
  ]),
);

/**
 * Faithful answers in other words, written from the articles before the guard was: reworded, reordered, joined, shortened,
 * British and American, numerals and words. The article that was retrieved, what was asked, what a model might say.
 */
export const paraphrases: readonly (readonly [article: string, question: string, draft: string])[] = all.flatMap((one) =>
  one.supported ? [[one.article, one.question, one.draft] as const] : [],
);
