import type { Part } from '../records/reviews/schema.ts';
import type { Draft, TurnRecord } from '../turn/record.ts';
import { replyText } from '../turn/reply.ts';

/**
 * What a reviewer judges, sentence by sentence and with its source: the draft, as it was sent or kept for the people, and
 * the words that were said instead of it.
 */
export function partsOf(record: TurnRecord): Part[] {
  const { draft, outcome, facts } = record;
  const split = (text: string) => sentencesOf(text, facts.language);
  if (outcome.kind === 'answer' || outcome.kind === 'clarify')
    return parts({ as: 'sent', source: sourceOf(outcome.draft, record), sentences: split(replyText(outcome)) });
  const kept = draft.kind === 'none' ? [] : split(replyText({ kind: 'answer', draft }));
  return parts(
    { as: 'draft', source: sourceOf(draft, record), sentences: kept },
    { as: 'sent', source: { kind: 'wording' }, sentences: split(outcome.text) },
  );
}

const parts = (...all: Part[]): Part[] => all.filter(({ sentences }) => sentences.length > 0);

export const isOneOf = (all: readonly Part[], sentence: string): boolean => all.some(({ sentences }) => sentences.includes(sentence));

function sourceOf(draft: Draft, { passages }: TurnRecord): Part['source'] {
  if (draft.kind === 'order') return { kind: 'order', number: draft.order.number };
  if (draft.kind !== 'verbatim') return { kind: 'wording' };
  const { articleId, title } = draft;
  return { kind: 'article', articleId, title, passage: passages.find((one) => one.articleId === articleId)?.passage ?? null };
}

/** Each line, without the mark of a list, at the ends of its sentences. */
export function sentencesOf(text: string, language: string): string[] {
  const segmenter = new Intl.Segmenter(language === '' ? 'en' : language, { granularity: 'sentence' });
  return text.split('\n').flatMap((line) => {
    const words = line.replace(/^\s*(?:[-*•]|\d{1,3}[.)])\s+/u, '');
    return Array.from(segmenter.segment(words), ({ segment }) => segment.trim()).filter((sentence) => sentence !== '');
  });
}
