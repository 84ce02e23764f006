import { type DayOfYear, datesOf } from './dates.ts';
import type { Lexicon } from './lexicon.ts';
import { type Literal, literalsOf } from './literals.ts';
import { isNegator } from './polarity.ts';
import { type Quantity, quantitiesOf } from './quantities.ts';
import { known } from './vocabulary.ts';

export interface Word {
  text: string;
  lower: string;
  stem: string;
  /** In the lexicon; -1 where it has none. */
  id: number;
  at: number;
  /** Says what the sentence is about. */
  content: boolean;
  capital: boolean;
  /** Begins a sentence, a quotation or what follows a colon, so that its capital says nothing. */
  opens: boolean;
  negated: boolean;
  /** Takes back what is around it. */
  negator: boolean;
  /** Which clause of the sentence. */
  clause: number;
}

/** A sentence with everything that the checks look at. */
export interface Reading {
  text: string;
  literals: Literal[];
  dates: DayOfYear[][];
  quantities: Quantity[];
  words: Word[];
  clauses: number;
}

/** Negations that take nothing back. */
const idle =
  /\b(?:don't (?:worry|hesitate|forget)|not only|not just|whether or not|or not\b|no (?:\d|matter|doubt|problem|worries)|can't wait)/i;
const tokens = /[\p{L}\d][\p{L}\p{M}\d]*(?:['-][\p{L}\d]+)*|[.,;:!?()"|–—→]|\n|(?<= )-(?= )/gu;

export function read(text: string, language: string, lexicon: Lexicon | null): Reading {
  const { literals, rest } = literalsOf(text);
  const { dates, rest: undated } = datesOf(rest);
  const quantities = quantitiesOf(undated, language);
  const words: Word[] = [];
  let clause = 0;
  let opens = true;
  let reach = 0;
  for (const match of undated.matchAll(tokens)) {
    const token = match[0];
    if (!/^[\p{L}\d]/u.test(token)) {
      if (token !== '"') clause++;
      if (token !== '"' || !opens) reach = 0;
      opens = /[.!?:"|→(\n]/.test(token);
      continue;
    }
    if (/^\d/.test(token) && !/\p{L}/u.test(token)) {
      opens = false;
      continue;
    }
    const lower = token.toLowerCase();
    const { stem, id, content, flipped, ...is } = known(lower, language, lexicon);
    if (is.breaks) clause++;
    if (is.breaks || lower === 'and') reach = 0;
    const negator = is.negator && takesBack(undated, match.index, token.length, words.length === 0, language);
    if (negator) {
      // In other languages the verb may stand before the negation, so all of the clause is taken back.
      if (language !== 'en') for (const word of words) if (word.clause === clause) word.negated = true;
      // "Takes not 3 days": what is counted is taken back with the words before it.
      const counts =
        lower === 'not' && /^\s+(?:\d|one\b|two\b|three\b|four\b|five\b|six\b|seven\b|ten\b)/.test(undated.slice(match.index + 3));
      if (counts || /^no(?:thing|body|ne|where)$/.test(lower))
        for (const word of words.slice(-2)) if (word.clause === clause && word.content) word.negated = true;
      reach = lower === 'without' || lower === 'no' ? 4 : 6;
    }
    words.push({
      text: token,
      lower,
      stem,
      id,
      at: match.index,
      content,
      capital: isCapital(token),
      opens,
      negated: (content && reach > 0) !== flipped,
      negator,
      clause,
    });
    if (content && reach > 0) reach--;
    opens = false;
  }
  return { text, literals, dates, quantities, words, clauses: words.length === 0 ? 0 : clause + 1 };
}

const isCapital = (token: string) => {
  const [first = ''] = token;
  return first !== first.toLowerCase();
};

/** "No, you can": an answer. "Don't worry": no negation of anything. */
function takesBack(text: string, at: number, length: number, opens: boolean, language: string): boolean {
  const behind = text.slice(at + length, at + length + 12);
  if (opens && !isNegator(text.slice(at, at + length).toLowerCase(), /^\s*[,.:;!-]/.test(behind), language)) return false;
  return !idle.test(text.slice(Math.max(0, at - 14), at + length) + behind);
}
