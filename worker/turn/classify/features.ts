/** How many numbers a text is hashed into. */
export const WIDTH = 1 << 15;

/** Places and values of a text's features, values of length 1 together. */
export interface Features {
  at: Uint16Array;
  value: Float32Array;
}

/** More of a message says no more about it, and the time would grow with it. */
const longest = 160;

/**
 * A text as what a linear classifier weighs: its words, pairs and gapped pairs of words, and parts of words of 3 to 5 letters, hashed
 * (Weinberger et al., "Feature hashing for large scale multitask learning", 2009). Works on any language, spelling and
 * script, needs no dictionary, and costs microseconds. `text` is as `plain` leaves it.
 */
export function featuresOf(text: string): Features {
  const weights = new Map<number, number>();
  const add = (part: string, weight: number) => {
    const place = fnv(part) & (WIDTH - 1);
    weights.set(place, Math.max(weights.get(place) ?? 0, weight));
  };
  const words = wordsIn(text);
  if (shouts(text)) add('^', 0.7);
  words.forEach((word, i) => {
    add(word, 1);
    const next = words[i + 1];
    const after = words[i + 2];
    if (next !== undefined) add(`${word} ${next}`, 0.7);
    if (after !== undefined) add(`${word} _ ${after}`, 0.4);
    for (const part of partsOf(word)) add(part, 0.3);
  });
  const entries = [...weights].sort(([a], [b]) => a - b);
  const norm = Math.sqrt(entries.reduce((sum, [, weight]) => sum + weight * weight, 0)) || 1;
  return {
    at: Uint16Array.from(entries, ([place]) => place),
    value: Float32Array.from(entries, ([, weight]) => weight / norm),
  };
}

/** Mostly capitals, and more of them than an abbreviation has. */
function shouts(text: string): boolean {
  const letters = text.slice(0, 2_000).replace(/[^\p{L}]/gu, '');
  return letters.length > 10 && letters.replace(/[^\p{Lu}]/gu, '').length / letters.length > 0.6;
}

/** Words in small letters; numbers count as one word, marks of emphasis and emoji as words of their own. */
function wordsIn(text: string): string[] {
  const found = text.toLowerCase().match(/[\p{L}\p{M}']+|\d+|[!?]+|\p{Extended_Pictographic}/gu) ?? [];
  return found.slice(0, longest).map((word) => (/^\d/.test(word) ? '0' : /^[!?]/.test(word) ? word.slice(0, 3) : word));
}

/** Parts of a word with its ends marked, so that "burn" in "burned" and "burning" is one thing. */
function partsOf(word: string): string[] {
  if (word.length < 3 || !/^\p{L}/u.test(word)) return [];
  const marked = `<${word}>`;
  const parts: string[] = [];
  for (let size = 3; size <= 5; size++) {
    for (let i = 0; i + size <= marked.length; i++) parts.push(`#${marked.slice(i, i + size)}`);
  }
  return parts;
}

/** FNV-1a, 32 bits. */
function fnv(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return (hash ^ (hash >>> 15)) >>> 0;
}
