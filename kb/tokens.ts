import { stemmer } from 'stemmer';

/**
 * Words of a text for lexical search: NFKC, lower case, letters and digits, English endings removed (Porter 1980).
 * Other languages are left as they are written.
 */
export function tokens(text: string, locale: string): string[] {
  const words =
    text
      .normalize('NFKC')
      .toLowerCase()
      // Apostrophes, and invisible characters: soft hyphens, joiners and direction marks stand inside words.
      .replace(/[’'\p{Cf}]/gu, '')
      .match(/[\p{L}\p{N}]+/gu) ?? [];
  return locale === 'en' ? words.map(stemmer) : words;
}
