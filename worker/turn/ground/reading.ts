import { type DayOfYear, datesOf, monthOf } from './dates.ts';
import type { Lexicon } from './lexicon.ts';
import { type Literal, literalsOf } from './literals.ts';
import { numberWords } from './number-words.ts';
import { breaks, isNegator, withoutPrefix } from './polarity.ts';
import { type Quantity, quantitiesOf } from './quantities.ts';
import { smallWords } from './small-words.ts';
import { stemOf } from './stems.ts';
import { unitOf } from './units.ts';

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
  const small = smallWords(language);
  const numbers = numberWords(language).small;
  let clause = 0;
  let opens = true;
  let reach = 0;
  let earlier = 0;
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
    if (breaks.has(lower)) {
      clause++;
      reach = 0;
    }
    const answers = words.length === 0 && /^\s*[,.:;!-]/.test(undated.slice(match.index + token.length));
    if (lower === 'and') reach = 0;
    const negator =
      isNegator(lower, answers, language) && !idle.test(undated.slice(Math.max(0, match.index - 14), match.index + token.length + 12));
    if (negator) {
      // In other languages the verb may stand before the negation, so all of the clause is taken back.
      if (language !== 'en') for (const word of words) if (word.clause === clause) word.negated = true;
      if (/^no(?:thing|body|ne|where)$/.test(lower))
        for (const word of words.slice(-2)) if (word.clause === clause && word.content) word.negated = true;
      reach = lower === 'without' || lower === 'no' ? 4 : 6;
    }
    const content = isContent(lower, small, numbers) && !isNegator(lower, false, language);
    const [base, flipped] = withPrefix(lower, language, lexicon);
    const stem = stemOf(base, language);
    const word: Word = {
      text: token,
      lower,
      stem,
      id: lexicon?.id(stem) ?? -1,
      at: match.index,
      content,
      capital: /^\p{Lu}/u.test(token),
      opens,
      negated: (content && reach > 0) !== flipped,
      negator,
      clause,
    };
    if (content && reach > 0) reach--;
    words.push(word);
    opens = false;
    earlier++;
  }
  return { text, literals, dates, quantities, words, clauses: earlier === 0 ? 0 : clause + 1 };
}

const isContent = (lower: string, small: ReadonlySet<string>, numbers: ReadonlyMap<string, number>) =>
  lower.length > 1 &&
  !small.has(lower) &&
  !numbers.has(lower) &&
  unitOf(lower) === undefined &&
  monthOf(lower) === undefined &&
  !/^\d/.test(lower) &&
  !/^(?:am|pm|uhr|eur|working|business)$/.test(lower);

/** "unopened" as "opened", taken back. */
function withPrefix(lower: string, language: string, lexicon: Lexicon | null): [base: string, flipped: boolean] {
  if (language !== 'en' || !lexicon) return [lower, false];
  const bare = withoutPrefix(lower);
  if (
    bare === null ||
    !/ed$|^(?:used|worn|able|known|safe|fit|clear|certain|happy|usual|likely|valid|correct|complete|possible|available|necessary|paid|sold|read)/.test(
      bare,
    )
  )
    return [lower, false];
  return lexicon.id(stemOf(bare, language)) >= 0 ? [bare, true] : [lower, false];
}
