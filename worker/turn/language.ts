import { detectAll } from 'tinyld/light';

/** More text says no more about its language, and the detector's time grows with it. */
const enough = 400;
/** Below this the detector is guessing (short questions, product names). */
const certain = 0.13;

/**
 * The language of a text as an ISO 639-1 code; `fallback` while the words do not tell. Two words are too few to
 * contradict a conversation that already has a language.
 */
export function detectLanguage(text: string, fallback: string): string {
  // Direction marks and other invisible characters would count as a script of their own.
  const words = text
    .slice(0, enough)
    .replace(/\p{Cf}/gu, '')
    .replace(/\S*[@\d]\S*/g, ' ')
    .trim();
  if (words === '') return fallback;
  const [best, second] = detectAll(words);
  if (!best || best.accuracy < certain) return fallback;
  if (words.split(/\s+/).length < 3 && best.accuracy < 0.9) return fallback;
  if (second && best.accuracy - second.accuracy < 0.02) return fallback;
  return best.lang;
}
