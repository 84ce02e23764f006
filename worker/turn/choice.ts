import { z } from 'zod';
import type { Article } from '../../kb/schema.ts';
import type { Facts } from '../../policy/schema.ts';
import { choiceSchema } from './record.ts';

/** What was offered, with what retrieval thought of it then: a choice makes an article wanted, not retrieval surer. */
export const offeredSchema = choiceSchema.extend({ confidence: z.number() });
export type Offered = z.infer<typeof offeredSchema>;

export interface Chosen {
  article: Article;
  /** The one it was offered with. */
  confidence: number;
}

/** Letters and digits of a text: what is left when case, spacing and punctuation do not count. */
export const bareWords = (text: string) =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ')
    .trim();

/**
 * The offered article whose title the customer sent. Messages that came together (a double press, two tabs) are lines:
 * each has to be an offered title, and the last one counts. An article that is gone, or has another title by now, is not
 * what was chosen; its title is a question like any other then.
 */
export function chosenFrom(offered: readonly Offered[], question: string, articles: ReadonlyMap<string, Article>): Chosen | null {
  const pick = (text: string) => offered.find(({ title }) => bareWords(title) !== '' && bareWords(title) === bareWords(text));
  const picks = pick(question) ? [pick(question)] : question.split('\n').map(pick);
  const last = picks.at(-1);
  if (!last || picks.includes(undefined)) return null;
  const article = articles.get(last.articleId);
  return article && bareWords(article.title) === bareWords(last.title) ? { article, confidence: last.confidence } : null;
}

/** A title is our words: it asks for that article, in the language spoken so far, and for no order and no greeting. */
export const asChosen = (facts: Pick<Facts, 'order'>, language: string) =>
  ({ language, smalltalk: '', order: { ...facts.order, needed: false } }) satisfies Partial<Facts>;
