import { monthOf } from './dates.ts';
import type { Lexicon } from './lexicon.ts';
import { numberWords } from './number-words.ts';
import { breaks, isNegator, withoutPrefix } from './polarity.ts';
import { smallWords } from './small-words.ts';
import { stemOf } from './stems.ts';
import { unitOf } from './units.ts';

/** What a word is wherever it stands. */
export interface Known {
  stem: string;
  /** In the lexicon; -1 where it has none. */
  id: number;
  /** Says what a sentence is about. */
  content: boolean;
  /** "unopened": the word is that without its beginning, taken back. */
  flipped: boolean;
  negator: boolean;
  /** Ends the reach of a negation. */
  breaks: boolean;
}

const remembered = new Map<string, Known>();
const REMEMBERED = 20_000;

export function known(lower: string, language: string, lexicon: Lexicon | null): Known {
  const key = `${language} ${lower}`;
  const before = remembered.get(key);
  if (before) return before;
  const [base, flipped] = withPrefix(lower, language, lexicon);
  const stem = stemOf(base, language);
  const negator = isNegator(lower, false, language);
  const made: Known = {
    stem,
    id: lexicon?.id(stem) ?? -1,
    content: !negator && isContent(lower, language),
    flipped,
    negator,
    breaks: breaks.has(lower),
  };
  if (remembered.size >= REMEMBERED) remembered.clear();
  remembered.set(key, made);
  return made;
}

const isContent = (lower: string, language: string) =>
  lower.length > 1 &&
  !smallWords(language).has(lower) &&
  !numberWords(language).small.has(lower) &&
  unitOf(lower) === undefined &&
  monthOf(lower) === undefined &&
  !/^\d/.test(lower) &&
  !/^(?:am|pm|uhr|working|business)$/.test(lower);

const takenBack =
  /ed$|^(?:used|worn|able|known|safe|fit|clear|certain|happy|usual|likely|valid|correct|complete|possible|available|necessary|paid|sold|read)/;

function withPrefix(lower: string, language: string, lexicon: Lexicon | null): [base: string, flipped: boolean] {
  const bare = language === 'en' && lexicon ? withoutPrefix(lower) : null;
  if (bare === null || !takenBack.test(bare) || (lexicon?.id(stemOf(bare, language)) ?? -1) < 0) return [lower, false];
  return [bare, true];
}
