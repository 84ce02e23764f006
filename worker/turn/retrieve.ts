import type { Article } from '../../kb/schema.ts';
import { isCurrent } from '../../kb/schema.ts';
import type { EmbedPort } from '../ports/embed/port.ts';
import type { SearchPort } from '../ports/search/port.ts';
import { confidenceOf } from './confidence.ts';
import type { Passage } from './record.ts';

export interface Retrieved {
  passages: Passage[];
  confidence: number;
  /** The best article, current or not. */
  article: Article | null;
  /** The best article may not be used: not approved, or its review is overdue. */
  stale: boolean;
}

export interface RetrievePorts {
  embed: EmbedPort;
  search: SearchPort;
  articles: ReadonlyMap<string, Article>;
}

/** Approved passages for a question, with one confidence. `today` is a date (UTC). */
export async function retrieve(ports: RetrievePorts, question: string, locale: string, today: string): Promise<Retrieved> {
  const vectors = await ports.embed.embed([question]);
  const hits = await ports.search.search({ text: question, locale, vector: vectors?.[0] ?? null }, 5);
  const passages = hits.map((hit, i) => ({
    articleId: hit.articleId,
    title: ports.articles.get(hit.articleId)?.title ?? hit.articleId,
    score: round(hit.score),
    confidence: round(confidenceOf(hits, i)),
    matched: hit.text,
  }));
  const best = passages[0];
  const article = (best && ports.articles.get(best.articleId)) ?? null;
  return { passages, confidence: best?.confidence ?? 0, article, stale: article !== null && !isCurrent(article, today) };
}

const round = (value: number) => Math.round(value * 1e4) / 1e4;
