import { passagesOf } from '../../../kb/chunk.ts';
import { type Article, isCurrent } from '../../../kb/schema.ts';
import type { Quoted } from '../../ports/model/port.ts';
import type { Cite, Passage } from '../record.ts';

/** Passages of the best article, and of those behind it. More only tempts a model to tell two stories in one. */
const most = { best: 5, others: 3 };
/** How likely another article has to be the answer. The guard asks whether a sentence is true, not whether anybody asked for it. */
const likely = 0.05;

/** What may be said in other words: approved, current, in the customer's language, and marked as such by its owner. */
export function mayQuote(article: Article | undefined, language: string, today: string): article is Article {
  return article !== undefined && article.mode === 'grounded' && article.locale === language && isCurrent(article, today);
}

/** What a model may compose from: the passages of the best article, then the one that fits best of each other that is likely. */
export function quotesOf(
  passages: readonly Passage[],
  articles: ReadonlyMap<string, Article>,
  { language, today }: { language: string; today: string },
): Quoted[] {
  const quotes: Quoted[] = [];
  for (const [i, { articleId, passage, confidence }] of passages.entries()) {
    const article = articles.get(articleId);
    if (!mayQuote(article, language, today) || (i > 0 && confidence < likely)) continue;
    const all = passagesOf(article).map(({ id, path, text }) => ({ id, title: path.join(' – '), text }));
    const fitting = all[passage ?? 0];
    if (i === 0) quotes.push(...(all.length > most.best && fitting ? [fitting] : all));
    else if (fitting && quotes.length < most.best + most.others) quotes.push(fitting);
  }
  return quotes;
}

/** Where a passage is, as a record holds it. Null: there is none of this id. */
export function citeOf(id: string, articles: ReadonlyMap<string, Article>): Cite | null {
  const at = id.lastIndexOf('#');
  const article = articles.get(id.slice(0, at));
  const passage = Number(id.slice(at + 1)) - 1;
  return article && passage >= 0 ? { articleId: article.id, title: article.title, passage } : null;
}

/** The words of a cited passage, without the headings above it: "Can I cancel an order?" says of no order that it can be; null where the release has none there. */
export function citedText({ articleId, passage }: Cite, articles: ReadonlyMap<string, Article>): string | null {
  const article = articles.get(articleId);
  return (article && passagesOf(article)[passage]?.text) ?? null;
}
