import { type Article, isCurrent } from '../../kb/schema.ts';
import type { Matrix } from '../../policy/schema.ts';
import { bareWords, type Offered } from './choice.ts';
import type { Passage } from './record.ts';

/** Buttons that can be read at a glance. */
const most = 4;
/** Below this even the best is a shot in the dark, however many there are. */
const hopeless = 0.2;

/**
 * The two to four articles to offer when no single one is sure enough: the best and those close to it, if together they
 * are likely to hold the answer. Empty where asking would not help. `passages` come best first; `today` is a date (UTC).
 */
export function nearMisses(
  passages: readonly Passage[],
  threshold: number,
  settings: Matrix['defaults']['near_misses'],
  articles: ReadonlyMap<string, Article>,
  today: string,
): Offered[] {
  const best = passages[0]?.confidence ?? 0;
  if (settings === null || best >= threshold || best < hopeless) return [];
  const titles = new Set<string>();
  const offered: Offered[] = [];
  for (const { articleId, confidence } of passages) {
    const article = articles.get(articleId);
    const key = bareWords(article?.title ?? '');
    // The same title twice would be a choice between nothing; one without letters could not be recognized when it comes back.
    if (!article || key === '' || titles.has(key) || !isCurrent(article, today)) continue;
    if (offered.length === most || confidence < settings.share * best) continue;
    titles.add(key);
    offered.push({ articleId, title: article.title, confidence });
  }
  const together = offered.reduce((sum, { confidence }) => sum + confidence, 0);
  return offered.length > 1 && together >= settings.together ? offered : [];
}
