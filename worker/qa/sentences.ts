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
  const drafted = (as: Part['as'], one: Draft): Part[] => {
    if (one.kind === 'none') return [];
    if (one.kind === 'composed') return composed(as, one.sentences);
    return [{ as, source: sourceOf(one, record), sentences: split(replyText({ kind: 'answer', draft: one })) }];
  };
  if (outcome.kind === 'answer' || outcome.kind === 'clarify') return parts(...drafted('sent', outcome.draft));
  return parts(...drafted('draft', draft), { as: 'sent', source: { kind: 'wording' }, sentences: split(outcome.text) });
}

/** Of a model's words, each sentence with the passage that it cites first; those of one passage stand together. */
function composed(as: Part['as'], sentences: Extract<Draft, { kind: 'composed' }>['sentences']): Part[] {
  const all: Part[] = [];
  for (const { text, cites } of sentences) {
    const source: Part['source'] = cites[0] ? { kind: 'article', ...cites[0] } : { kind: 'wording' };
    const last = all.at(-1);
    if (last && isSame(last.source, source)) last.sentences.push(text);
    else all.push({ as, source, sentences: [text] });
  }
  return all;
}

const isSame = (one: Part['source'], other: Part['source']): boolean =>
  one.kind === 'article' && other.kind === 'article' && one.articleId === other.articleId && one.passage === other.passage;

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
