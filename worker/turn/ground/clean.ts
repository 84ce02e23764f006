/** More than a chat answer ever has; a longer draft is refused unread. */
export const LONGEST_DRAFT = 8_000;
/** All passages of a draft together; what lies beyond supports nothing. */
export const LONGEST_SOURCES = 100_000;

const joined = /\p{M}{3,}/gu;
const hidden = /[\p{Cf}\p{Cs}\p{Co}\p{Cn}]/gu;
const control = /(?![\t\n])\p{Cc}/gu;

/**
 * The text as a reader sees it: one form for each letter (full width, mathematical, ligatures), and nothing invisible:
 * zero-width characters, marks of direction, tags, control characters, heaps of accents. What is sent is this text.
 */
export function clean(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/\r\n?|\u2028|\u2029/g, '\n')
    .replace(hidden, '')
    .replace(control, ' ')
    .replace(joined, '')
    .replace(/[‘’ʼ´′]/g, "'")
    .replace(/[“”„«»]/g, '"')
    .replace(/[‐‑‒−]/g, '-');
}

/** Alphabets with letters that look like Latin ones. Greek letters stand alone in formulas and units, so they count inside words. */
const alphabets = ['Cyrillic', 'Armenian', 'Cherokee', 'Coptic', 'Lisu', 'Hebrew', 'Arabic'].map(
  (name) => new RegExp(`\\p{Script=${name}}`, 'u'),
);
const greekInside = /\p{Script=Latin}{2}\p{Script=Greek}|\p{Script=Greek}\p{Script=Latin}{2}|\p{Script=Greek}{3}/u;

/** Letters of an alphabet that no source is written in: they look like others, or nobody has approved a word of them. */
export function foreignLetters(text: string, sources: string): string | null {
  for (const alphabet of [...alphabets, greekInside]) {
    const found = alphabet.exec(text)?.[0];
    if (found !== undefined && !alphabet.test(sources)) return found;
  }
  return null;
}
