import { z } from 'zod';
import { blockSchema, plainText } from '../../kb/blocks.ts';
import { type Article, isCurrent } from '../../kb/schema.ts';
import type { Engine } from '../release/engine.ts';
import { draftAnswer } from './draft.ts';
import { localesFor, localesOf } from './locales.ts';
import type { Passage } from './record.ts';
import { type RetrievePorts, retrieve } from './retrieve.ts';

/** An article that a person at the desk looked for, with the passage that fits best. They may use what the assistant may not. */
export const foundArticleSchema = z.strictObject({
  articleId: z.string(),
  title: z.string(),
  locale: z.string(),
  blocks: z.array(blockSchema),
  text: z.string(),
  /** Somebody vouched for it, and when; a review may be due all the same. */
  approved: z.boolean(),
  approvedOn: z.iso.date().nullable(),
  stale: z.boolean(),
  confidence: z.number().min(0).max(1),
});
export const foundSchema = z.strictObject({ release: z.string().nullable(), articles: z.array(foundArticleSchema) });
export type FoundArticle = z.infer<typeof foundArticleSchema>;
export type Found = z.infer<typeof foundSchema>;

export const mostFound = 6;

/**
 * What the turn's own retrieval finds, with the confidence that a turn would see. The wanted language first; articles of the
 * next ones fill up what is left, because a person can read them to a customer in other words.
 */
export async function find(
  ports: RetrievePorts & Pick<Engine, 'policy'>,
  asked: { question: string; language: string; today: string },
): Promise<FoundArticle[]> {
  const { matrix, wording } = ports.policy;
  const base = wording[0]?.locale ?? 'en';
  const chain = { ...matrix.defaults, answer_in_other_language: true };
  const passages: Passage[] = [];
  for (const locale of localesFor(asked.language, localesOf(ports.articles), chain, base)) {
    passages.push(...(await retrieve(ports, asked.question, locale)));
    if (passages.length >= mostFound) break;
  }
  return passages.slice(0, mostFound).flatMap((passage) => {
    const article = ports.articles.get(passage.articleId);
    return article ? [shown(article, passage, asked.today)] : [];
  });
}

function shown(article: Article, { confidence, passage }: Passage, today: string): FoundArticle {
  const { id: articleId, title, locale, approvedBy, approvedOn } = article;
  const draft = draftAnswer(article, passage);
  const blocks = draft.kind === 'verbatim' ? draft.blocks : article.blocks;
  const approved = approvedBy !== null;
  return {
    articleId,
    title,
    locale,
    blocks,
    text: plainText(blocks),
    approved,
    approvedOn,
    stale: approved && !isCurrent(article, today),
    confidence,
  };
}
