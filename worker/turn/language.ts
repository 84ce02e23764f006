import { detectAll } from 'tinyld/light';
import { functionWords, wordsOf } from './function-words.ts';
import { shopWords } from './shop-words.ts';

/** More text says no more about its language, and the detector's time grows with it. */
const enough = 240;
/** Below this the detector is guessing (short questions, product names). */
const certain = 0.13;
/** How far a language must be ahead of every other one by the words we know. */
const ahead = 0.6;

/** Every word we know with the languages that have it. Many customers write without accents. */
const known = new Map<string, Set<string>>();
for (const [language, { joints, clause, back, pointing }] of Object.entries(functionWords)) {
  for (const word of [joints, clause, back, pointing, shopWords[language] ?? ''].join(' ').split(' ')) {
    for (const written of [word, word.normalize('NFD').replace(/\p{Mn}/gu, '')]) {
      known.set(written, (known.get(written) ?? new Set()).add(language));
    }
  }
}

/** How much the words speak for each of the seven languages, best first. A word counts one, shared by all that have it. */
function votes(words: readonly string[]): { language: string; votes: number }[] {
  const count = new Map<string, number>();
  for (const word of words) {
    const languages = known.get(word) ?? new Set();
    for (const language of languages) count.set(language, (count.get(language) ?? 0) + 1 / languages.size);
  }
  return [...count].map(([language, votes]) => ({ language, votes })).sort((a, b) => b.votes - a.votes);
}

/** "Mi Black Diamond Spot no enciende": names in the middle of a sentence are of any language. */
function withoutNames(text: string): string {
  const rest = text.replace(/(?<=[\p{L}\p{N},;] )\p{Lu}[\p{L}-]*/gu, ' ');
  return wordsOf(rest).length < 3 ? text : rest;
}

/**
 * The language of a text as an ISO 639-1 code; `fallback` while the words do not tell. Two words are too few to
 * contradict a conversation that already has a language (`begun`); to begin one, a greeting is enough.
 */
export function detectLanguage(text: string, fallback: string, begun = true): string {
  // Direction marks and other invisible characters would count as a script of their own.
  const plain = text
    .slice(0, enough)
    .replace(/\p{Cf}/gu, '')
    .replace(/\S*[@\d]\S*/g, ' ')
    .trim();
  const words = wordsOf(plain);
  if (words.length === 0) return fallback;
  const ranked = votes(words);
  const votesFor = (language: string) => ranked.find((one) => one.language === language)?.votes ?? 0;
  const [best, second] = ranked;
  const led = best !== undefined && words.length >= (begun ? 3 : 1) && best.votes - (second?.votes ?? 0) >= ahead;
  // One word alone may be borrowed, or a name: it takes two, or a beginning with nothing else, or letters that look like it.
  const alone = !begun && votesFor(fallback) === 0;
  if (led && (best.language === fallback || best.votes >= (alone ? 1 : 1.5))) return best.language;
  // Letters are looked at last: that takes longer than all else here, and most messages have words enough.
  const [guess, next] = detectAll(withoutNames(plain));
  if (led && best.votes >= 1 && guess?.lang === best.language) return best.language;
  if (!guess || guess.accuracy < certain) return fallback;
  if (words.length < 3 && guess.accuracy < 0.9) return fallback;
  if (next && guess.accuracy - next.accuracy < 0.02) return fallback;
  // What the letters look like must not speak against words that we know.
  return votesFor(guess.lang) < votesFor(fallback) ? fallback : guess.lang;
}
