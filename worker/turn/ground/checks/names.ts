import type { Check, Claim, Finding } from '../claim.ts';
import { monthOf } from '../dates.ts';
import type { Word } from '../reading.ts';

const known = new Map([
  ['uk', 'united kingdom'],
  ['us', 'united states'],
  ['usa', 'united states'],
  ['eu', 'european union'],
  ['uae', 'united arab emirates'],
] as const);
/** Said of anything, by anybody. */
const common = new Set(
  'i ok id faq pdf sms e-mail email internet mr mrs ms dr god english passage passages based answer note tip tips ai qr gps tv usb cd dvd pc app am pm'.split(
    ' ',
  ),
);
const weekday = /^(?:mon|tues?|wednes|wed|thurs?|thu|fri|satur|sat|sun)(?:day)?s?$/;
/** A word this usual with a capital is a heading, or a word of politeness, sooner than a name. */
const usual = 600;

/** Names of products, places and people: words with a capital that the sources never have. In German every noun has one. */
export const names: Check = (claim) => {
  if (claim.language === 'de') return german(claim);
  const { reading } = claim;
  const title = inTitleCase(reading.words);
  return reading.words.flatMap((word, i): Finding[] => {
    if (!word.capital || isKnown(word, claim) || isSpelledOut(reading.words, i, claim)) return [];
    const certain =
      word.opens || title ? isUnheard(word, claim) : !(word.id >= 0 && word.id < usual) || reading.words[i - 1]?.capital === true;
    return certain ? [{ kind: 'name', words: word.text }] : [];
  });
};

/** "in Hamburg", "mit Klarna": no article, so no noun of every day. */
function german(claim: Claim): Finding[] {
  const before = /^(?:in|nach|aus|bei|mit|von|über|per|via|und|oder)$/;
  return claim.reading.words.flatMap((word, i): Finding[] =>
    word.capital &&
    !word.opens &&
    before.test(claim.reading.words[i - 1]?.lower ?? '') &&
    !isKnown(word, claim) &&
    !/(?:ung|heit|keit|tage?n?|zeit|stunden?|wochen?|monaten?|jahren?)$/.test(word.lower)
      ? [{ kind: 'name', words: word.text }]
      : [],
  );
}

function isKnown(word: Word, { sources, language }: Claim): boolean {
  const { lower } = word;
  if (lower.length < 2 || common.has(lower) || monthOf(lower) !== undefined || /^i'/.test(lower)) return true;
  if (sources.hasWord(lower) || sources.has(word.stem)) return true;
  const bare = lower.replace(/[-']|'s$/g, '');
  if (bare.length >= 3 && sources.hasLetters(bare)) return true;
  if (
    lower.includes('-') &&
    word.text.split('-').every((part) => !/^\p{Lu}/u.test(part) || common.has(part.toLowerCase()) || sources.hasWord(part.toLowerCase()))
  )
    return true;
  const whole = known.get(lower.replace('the ', '') as 'uk');
  if (whole !== undefined && sources.hasLetters(whole.replace(' ', ''))) return true;
  if (word.text.length >= 3 && word.text === word.text.toUpperCase() && initials(word.text, sources.text)) return true;
  if (language === 'en' && weekday.test(lower))
    return sources.hasLetters(lower.slice(0, 3)) || /monday to|mon-|weekday/i.test(sources.text);
  // "California" of "CA".
  if (
    lower.length >= 4 &&
    sources.someWord(
      (one) =>
        one.length === 2 &&
        one[0] === lower[0] &&
        lower.indexOf(one[1] ?? ' ', 1) > 0 &&
        new RegExp(`\\b${one.toUpperCase()}\\b`).test(sources.text),
    )
  )
    return true;
  // "German" of Germany, "Norwegian" of Norway, "Canary" of Canaries.
  const begun = bare.slice(0, Math.max(4, bare.length - 3));
  return bare.length >= 5 && sources.someWord((one) => one.startsWith(begun));
}

/** "Los Angeles" of "LA". */
function isSpelledOut(words: readonly Word[], i: number, { sources }: Claim): boolean {
  let [from, to] = [i, i];
  while (words[from - 1]?.capital) from--;
  while (words[to + 1]?.capital) to++;
  return (
    to > from &&
    sources.hasWord(
      words
        .slice(from, to + 1)
        .map(({ lower }) => lower.slice(0, 1))
        .join(''),
    )
  );
}

/** "VAT" of "value added tax". */
function initials(word: string, text: string): boolean {
  const pattern = [...word]
    .map((letter) => `\\b${letter.replace(/[^\p{L}]/u, '.')}[\\p{L}-]{0,30}`)
    .join('\\s+(?:of\\s+|and\\s+|the\\s+|for\\s+)?');
  return word.length <= 6 && new RegExp(pattern, 'iu').test(text);
}

function inTitleCase(words: readonly Word[]): boolean {
  const long = words.filter((word) => word.text.length > 3);
  return long.length >= 4 && long.every((word) => word.capital);
}

/** Endings of words that are formed, and of few names. */
const ending = /(?:ors|ers|ees|ists|ians|ing|ed|ly|ness|tions?|ity|ities|ments?|ous|ive|[ai]ble|isms?|ful|less|[ae]nce|ies)$/;

/** At the start of a sentence only what is no word of the language. */
const isUnheard = (word: Word, { lexicon, language }: Claim) =>
  language === 'en' && lexicon !== null && word.content && word.id < 0 && word.text.length > 2 && !ending.test(word.lower);
