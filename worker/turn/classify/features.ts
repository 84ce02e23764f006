/** How many numbers a text is hashed into. */
export const WIDTH = 1 << 15;

/** Places and values of a text's features, values of length 1 together. */
export interface Features {
  at: Uint16Array;
  value: Float32Array;
}

/** More of a message says no more about it, and the time would grow with it. */
const longest = 160;
const basis = 0x811c9dc5;

/** Largest weight by place while a text is read; empty between texts, so that none pays for clearing it. */
const weights = new Float32Array(WIDTH);

/**
 * A text as what a linear classifier weighs: its words, pairs and gapped pairs of words, and parts of words of 3 to 5 letters, hashed
 * (Weinberger et al., "Feature hashing for large scale multitask learning", 2009). Works on any language, spelling and
 * script, needs no dictionary, and costs microseconds. `text` is as `plain` leaves it.
 */
export function featuresOf(text: string): Features {
  const places: number[] = [];
  const add = (hash: number, weight: number) => {
    const place = (hash ^ (hash >>> 15)) & (WIDTH - 1);
    const before = weights[place] ?? 0;
    if (before === 0) places.push(place);
    if (weight > before) weights[place] = weight;
  };
  const words = wordsIn(text);
  if (shouts(text)) add(hashed('^'), 0.7);
  words.forEach((word, i) => {
    add(hashed(word), 1);
    const next = words[i + 1];
    const after = words[i + 2];
    if (next !== undefined) add(hashed(next, hashed(`${word} `)), 0.7);
    if (after !== undefined) add(hashed(after, hashed(`${word} _ `)), 0.4);
    if (word.length >= 3 && /^\p{L}/u.test(word)) addParts(`<${word}>`, add);
  });
  const at = Uint16Array.from(places).sort();
  const value = Float32Array.from(at, (place) => weights[place] ?? 0);
  for (const place of places) weights[place] = 0;
  const norm = Math.sqrt(value.reduce((sum, weight) => sum + weight * weight, 0)) || 1;
  return { at, value: value.map((weight) => weight / norm) };
}

/** Mostly capitals, and more of them than an abbreviation has. */
function shouts(text: string): boolean {
  const letters = text.slice(0, 2_000).replace(/[^\p{L}]/gu, '');
  return letters.length > 10 && letters.replace(/[^\p{Lu}]/gu, '').length / letters.length > 0.6;
}

/** Words in small letters; numbers count as one word, marks of emphasis and emoji as words of their own. */
function wordsIn(text: string): string[] {
  const found =
    text
      .slice(0, 4_000)
      .toLowerCase()
      .match(/[\p{L}\p{M}']+|\d+|[!?]+|\p{Extended_Pictographic}/gu) ?? [];
  return found.slice(0, longest).map((word) => (/^\d/.test(word) ? '0' : /^[!?]/.test(word) ? word.slice(0, 3) : word));
}

/** Parts of a word with its ends marked, so that "burn" in "burned" and "burning" is one thing. */
function addParts(word: string, add: (hash: number, weight: number) => void): void {
  const start = hashed('#');
  for (let from = 0; from + 3 <= word.length; from++) {
    let hash = start;
    for (let size = 1; size <= 5 && from + size <= word.length; size++) {
      hash = Math.imul(hash ^ word.charCodeAt(from + size - 1), 0x01000193);
      if (size >= 3) add(hash >>> 0, 0.3);
    }
  }
}

/** FNV-1a, 32 bits; goes on from `hash`. */
function hashed(text: string, from = basis): number {
  let hash = from;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}
