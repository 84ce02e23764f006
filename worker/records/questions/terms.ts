import { smallWords } from './small-words.ts';
import { plainWords } from './words.ts';

/** What a question is compared by. Small words count for little and are not searched for. */
export interface Terms {
  words: string[];
  small: string[];
}

/** Scripts written without spaces: pairs of signs stand in for words. */
const dense = /\p{Script=Han}|\p{Script=Hiragana}|\p{Script=Katakana}|\p{Script=Thai}|\p{Script=Lao}|\p{Script=Khmer}|\p{Script=Myanmar}/u;
/** Endings of number, case and gender in the languages of the shop, where three letters are left. */
const ending = /(?<=.{3})(?:[aeio]?[sn]|[aeiouy])$/u;
/** Letters that are left of a word: enough for "repariert" and "Reparatur" to be the same. */
const stem = 5;
/** Words of one question that are looked at. */
const most = 40;

/**
 * The distinct words of a text in a rough form that needs no language: what is asked is too short to tell the language
 * for sure, and the same words must always come out the same.
 */
export function termsOf(text: string): Terms {
  const words = new Set<string>();
  const small = new Set<string>();
  for (const word of plainWords(text)) {
    if (words.size + small.size >= most) break;
    if (dense.test(word)) for (const pair of pairs(word)) words.add(pair);
    else if (smallWords.has(word)) small.add(word);
    else words.add(rough(word));
  }
  return { words: [...words], small: [...small] };
}

const rough = (word: string) => word.replace(ending, '').slice(0, stem);

function pairs(run: string): string[] {
  const signs = [...run];
  return signs.length === 1 ? signs : signs.slice(1).map((sign, i) => `${signs[i]}${sign}`);
}
