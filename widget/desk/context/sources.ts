import type { Cite } from '../../../worker/turn/record.ts';

export interface Source {
  articleId: string;
  title: string;
  /** As in "passages 1 and 3". */
  passages: string;
}

/** What a sentence rests on: each article once, in the order in which they are cited, with its passages. */
export function sourcesOf(cites: readonly Cite[]): Source[] {
  const articles = new Map<string, { title: string; numbers: Set<number> }>();
  for (const { articleId, title, passage } of cites) {
    const known = articles.get(articleId) ?? { title, numbers: new Set() };
    articles.set(articleId, known);
    known.numbers.add(passage + 1);
  }
  return [...articles].map(([articleId, { title, numbers }]) => {
    const sorted = [...numbers].sort((a, b) => a - b);
    const words = [sorted.slice(0, -1).join(', '), sorted.at(-1)].filter((one) => one !== '').join(' and ');
    return { articleId, title, passages: `${sorted.length === 1 ? 'passage' : 'passages'} ${words}` };
  });
}
