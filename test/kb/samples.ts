import type { Article } from '../../kb/schema.ts';

/** An approved article with the given ways to ask for it. */
export function article(id: string, questions: string[], text = `The answer of ${id}.`, over: Partial<Article> = {}): Article {
  return {
    id,
    title: `Title of ${id}`,
    topic: 'general',
    questions,
    mode: 'verbatim',
    locale: 'en',
    owner: 'Marta',
    approvedBy: 'Marta',
    approvedOn: '2026-01-01',
    reviewBy: '2099-12-31',
    sources: [],
    blocks: [{ type: 'p', spans: [{ text }] }],
    ...over,
  };
}
