import type { Article } from '../../../kb/schema.ts';
import { ground } from '../ground/ground.ts';
import type { Draft } from '../record.ts';
import { citedText } from './quotes.ts';

type Composed = Extract<Draft, { kind: 'composed' }>;

export interface Against {
  question: string;
  language: string;
  articles: ReadonlyMap<string, Article>;
}

/** Sentences as they are sent, one after the other. */
export const joined = (sentences: readonly { text: string }[]): string => sentences.map(({ text }) => text).join(' ');

/** Why a composed draft may not be said; empty: every sentence is supported by the passages of the release that it cites. */
export function composedFindings(
  { text, sentences }: Pick<Composed, 'text' | 'sentences'>,
  { question, language, articles }: Against,
): string[] {
  const passages: string[] = [];
  const numbers = new Map<string, number>();
  const draft: { text: string; cites: number[] }[] = [];
  for (const sentence of sentences) {
    const cites: number[] = [];
    for (const cite of sentence.cites) {
      const id = `${cite.articleId}#${cite.passage}`;
      const known = numbers.get(id);
      const source = known === undefined ? citedText(cite, articles) : null;
      if (known === undefined && source === null) return [`it cites ${id}, which the release does not have`];
      const number = known ?? passages.push(source ?? '') - 1;
      numbers.set(id, number);
      cites.push(number);
    }
    if (cites.length === 0) return [`"${sentence.text}" cites nothing`];
    draft.push({ text: sentence.text, cites });
  }
  if (text !== joined(sentences)) return ['its text is not that of its sentences'];
  const { verdict, sentences: judged } = ground({ question, passages, draft, language });
  // What is judged is what is sent: the guard reads a cleaned text.
  if (verdict === 'pass') return judged.map((one) => one.text).join(' ') === text ? [] : ['it has marks or signs that nobody sees'];
  return judged.filter(({ supported }) => !supported).flatMap(({ why }) => why.map(({ kind, words }) => `${kind}: ${words}`));
}
