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

const paragraph = (text: string) => ({ type: 'p' as const, spans: [{ text }] });
const heading = (text: string) => ({ type: 'h' as const, level: 3 as const, spans: [{ text }] });

/** A long article: each of its three sections is a passage. */
export function guide(id = 'guide', questions = ['tell me all about tents'], over: Partial<Article> = {}): Article {
  const section = (title: string, about: string) => [heading(title), paragraph(Array(7).fill(about).join(' '))];
  return article(id, questions, '', {
    title: 'Everything about tents',
    blocks: [
      ...section('Washing a tent', 'Wash the tent by hand with cold water and a soft sponge.'),
      ...section('Drying a tent', 'Hang the tent in the shade until every seam is dry.'),
      ...section('Repairing a pole', 'Slide the sleeve over the crack and fix it with tape.'),
    ],
    ...over,
  });
}
