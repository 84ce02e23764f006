import { z } from 'zod';
import { blockSchema } from './blocks.ts';
import { LIMITS } from './limits.ts';
import { isReserved } from './slug.ts';

const day = z.iso.date();

/** Front matter of an article. `questions` are the ways customers ask for it; `mode` says whether a model may rephrase it. */
export const frontMatterSchema = z.strictObject({
  id: z
    .string()
    .max(120)
    .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'use lower-case words joined by hyphens')
    .refine((id) => !isReserved(id), 'is a name that Windows keeps for itself; add a word'),
  title: z.string().min(2).max(120),
  topic: z.string().min(2),
  // Two letters are a question where a sign is a word.
  questions: z.array(z.string().min(2).max(LIMITS.questionLength)).min(1),
  mode: z.enum(['verbatim', 'grounded']),
  locale: z.string().regex(/^[a-z]{2}$/, 'has to be two letters, like en'),
  owner: z.string().min(2),
  approved_by: z.string().min(2).optional(),
  approved_on: day.optional(),
  review_by: day.optional(),
  sources: z.array(z.string()).default([]),
});

/**
 * An article as a release holds it: parsed, with its answer as blocks. Imported entries keep the ids and titles of the
 * system they come from, so that reports can be compared with it.
 */
export const articleSchema = frontMatterSchema.omit({ approved_by: true, approved_on: true, review_by: true }).extend({
  id: z.string().min(1).max(200),
  title: z.string().min(1).max(400),
  questions: z.array(z.string().min(1)),
  approvedBy: z.string().nullable(),
  approvedOn: day.nullable(),
  reviewBy: day.nullable(),
  blocks: z.array(blockSchema).min(1),
});

export type FrontMatter = z.infer<typeof frontMatterSchema>;
export type Article = z.infer<typeof articleSchema>;

/** Autopilot may use an article only while it is approved and its review is not overdue (`today` is a date, UTC). */
export function isCurrent(article: Pick<Article, 'approvedBy' | 'reviewBy'>, today: string): boolean {
  return article.approvedBy !== null && article.reviewBy !== null && today <= article.reviewBy;
}
