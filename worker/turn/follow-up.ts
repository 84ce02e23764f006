import { z } from 'zod';
import { plainText } from '../../kb/blocks.ts';
import type { Article } from '../../kb/schema.ts';
import { tokens } from '../../kb/tokens.ts';
import { type Aspect, answersAspect, aspectOf } from './aspects.ts';
import { type Lexicon, lexicon, wordsOf } from './function-words.ts';
import type { Draft, Passage, TurnRecord } from './record.ts';

/** What the conversation is about: the last question that stood on its own and was answered. */
export const subjectSchema = z.strictObject({
  question: z.string(),
  /** Turns since it was answered or gone on with. */
  age: z.int(),
});
export type Subject = z.infer<typeof subjectSchema>;

export interface FollowUp {
  /** The question to retrieve with: the subject, and what is new. */
  asked: string;
  /** A message that says nothing by itself is read in its context only; one that might stand alone is tried alone first. */
  reading: 'context' | 'context-first' | 'alone-first';
  /** What is new: an article that does not speak of it would answer the old question again. */
  words: string[];
  aspect: Aspect | null;
}

/** A longer message says itself what it is about. */
const longest = 12;
/** A longer question is a story. */
const longestSubject = 20;
/** After as many turns about something else the subject is forgotten. */
const remembered = 3;

/** How a message leans on the subject of the conversation; null when it does not, or there is none. */
export function followUp(message: string, subject: Subject | null, language: string): FollowUp | null {
  const small = lexicon(language);
  const all = wordsOf(message);
  if (!subject || !small || all.length === 0 || all.length > longest) return null;
  const rest = withoutOpenings(all, small.openings);
  const { aspect, rest: beyond } = aspectOf(rest.join(' '));
  const left = wordsOf(beyond);
  const words = left.filter((word) => !small.all.has(word));

  const opens = rest.length < all.length;
  const points = left.some((word, i) => pointsBack(word, left[i + 1], small));
  const fragment = words.length <= 3 && !rest.some((word) => small.clause.has(word));
  const leans = opens || points || words.length === 0 || (fragment && words.length <= 2);
  if (!leans || (words.length === 0 && aspect === null)) return null;

  const fresh = rest.filter((word) => !small.back.has(word) && !small.pointing.has(word)).join(' ');
  return {
    asked: `${subject.question.replace(/[\s?!.…¿¡]+$/u, '')} ${fresh}`,
    // "How long is it kept?" has a noun too few to mean anything alone.
    reading: words.length === 0 || (points && aspect) ? 'context' : points || (opens && fragment) ? 'context-first' : 'alone-first',
    words,
    aspect,
  };
}

/** "This jacket" names what it points to; "this" alone points back. */
const pointsBack = (word: string, next: string | undefined, small: Lexicon) =>
  small.back.has(word) || (small.pointing.has(word) && (next === undefined || small.all.has(next)));

function withoutOpenings(words: string[], openings: readonly (readonly string[])[]): string[] {
  const opening = openings.find((one) => one.length < words.length && one.every((word, i) => words[i] === word));
  return opening ? withoutOpenings(words.slice(opening.length), openings) : words;
}

/** Whether an article speaks of what is new in a message. */
export function speaksOf(article: Article, { words, aspect }: Pick<FollowUp, 'words' | 'aspect'>): boolean {
  const text = plainText(article.blocks);
  const asked = [article.title, ...article.questions];
  if (aspect !== null && !answersAspect(aspect, { asked, text })) return false;
  const own = new Set(tokens([...asked, text].join(' '), article.locale));
  return words.every((word) => tokens(word, article.locale).every((token) => own.has(token)));
}

/**
 * The passages of a message that leans: of those found in its context only what speaks of what is new, and of those found
 * with its own words as much as they can be trusted. A message that says nothing by itself is as likely about the subject
 * as about what its words happen to match.
 */
export function inContext(
  { words, aspect, reading }: FollowUp,
  alone: readonly Passage[],
  context: readonly Passage[],
  articles: ReadonlyMap<string, Article>,
  threshold: number,
): Passage[] {
  const speaking = context.filter(({ articleId }) => {
    const article = articles.get(articleId);
    return article !== undefined && speaksOf(article, { words, aspect });
  });
  if (reading !== 'alone-first' && (speaking[0]?.confidence ?? 0) >= threshold) return speaking;
  const own = reading === 'context' ? alone.map((one) => ({ ...one, confidence: one.confidence / 2 })) : alone;
  const both = [...speaking, ...own].sort((a, b) => b.confidence - a.confidence);
  return both.filter(({ articleId }, i) => both.findIndex((one) => one.articleId === articleId) === i);
}

type OfArticle = Extract<Draft, { kind: 'verbatim' | 'composed' }>;
const isOfArticle = (draft: Draft): draft is OfArticle => draft.kind === 'verbatim' || draft.kind === 'composed';

/** What a turn leaves to lean on. `leans` says that it leaned itself. */
export function nextSubject(before: Subject | null, record: TurnRecord, leans: boolean): Subject | null {
  const { question, asked, facts, outcome } = record;
  const answer = outcome.kind === 'answer' && isOfArticle(outcome.draft) ? outcome.draft : null;
  if (answer && before && asked !== undefined) return { ...before, age: 0 };
  // A chosen title is what was asked; a story is no subject, and the title of its answer is short.
  const named = facts.knowledge.chosen || wordsOf(question).length > longestSubject;
  if (answer) return { question: named ? answer.title : question, age: 0 };
  // A question of its own that was not answered is a new subject, and one that is not known.
  const goesOn = before !== null && (leans || facts.smalltalk !== '') && before.age + 1 < remembered;
  return goesOn ? { ...before, age: before.age + 1 } : null;
}
