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
const prime = 0x01000193;
const [LESS, GREATER] = [60, 62];

/** What a feature weighs, by its rank. */
const weightOf = Float32Array.of(0, 0.3, 0.4, 0.7, 1);
const [PART, GAPPED, PAIR, WORD] = [1, 2, 3, 4];

/**
 * Highest rank by place while a text is read, and the places that have one. Bytes, so that all of it stays near; empty between texts, so
 * that none pays for clearing it.
 */
const ranks = new Uint8Array(WIDTH);
const places = new Uint16Array(WIDTH);
let count = 0;

/**
 * A text as what a linear classifier weighs: its words, pairs and gapped pairs of words, and parts of words of 3 to 5 letters, hashed
 * (Weinberger et al., "Feature hashing for large scale multitask learning", 2009). Works on any language, spelling and
 * script, needs no dictionary, and costs microseconds. `text` is as `plain` leaves it.
 */
export function featuresOf(text: string): Features {
  const words = wordsIn(text);
  if (shouts(text)) add(hashed('^'), PAIR);
  for (let i = 0; i < words.length; i++) {
    const word = words[i] ?? '';
    const hash = hashed(word);
    const next = words[i + 1];
    const after = words[i + 2];
    add(hash, WORD);
    if (next !== undefined) add(hashed(next, hashed(' ', hash)), PAIR);
    if (after !== undefined) add(hashed(after, hashed(' _ ', hash)), GAPPED);
    if (word.length >= 3 && isWord(word)) addParts(word);
  }
  return taken();
}

/** What was added, brought to length 1; nothing is left of it. */
function taken(): Features {
  const at = places.slice(0, count).sort();
  const value = new Float32Array(count);
  let square = 0;
  for (let k = 0; k < count; k++) {
    const place = at[k] ?? 0;
    const weight = weightOf[ranks[place] ?? 0] ?? 0;
    value[k] = weight;
    square += weight * weight;
    ranks[place] = 0;
  }
  const norm = Math.sqrt(square) || 1;
  for (let k = 0; k < count; k++) value[k] = (value[k] ?? 0) / norm;
  count = 0;
  return { at, value };
}

function add(hash: number, rank: number): void {
  const place = (hash ^ (hash >>> 15)) & (WIDTH - 1);
  const before = ranks[place] ?? 0;
  if (before === 0) places[count++] = place;
  if (rank > before) ranks[place] = rank;
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

const isWord = (word: string): boolean => {
  const code = word.charCodeAt(0);
  return code < 128 ? code > 96 : /^\p{L}/u.test(word);
};

/** Parts of a word with its ends marked, so that "burn" in "burned" and "burning" is one thing. */
function addParts(word: string): void {
  const last = word.length + 1;
  for (let from = 0; from + 2 <= last; from++) {
    let hash = start;
    const end = Math.min(from + 4, last);
    for (let k = from; k <= end; k++) {
      const code = k === 0 ? LESS : k === last ? GREATER : word.charCodeAt(k - 1);
      hash = Math.imul(hash ^ code, prime);
      if (k >= from + 2) add(hash >>> 0, PART);
    }
  }
}

/** FNV-1a, 32 bits; goes on from `hash`. */
function hashed(text: string, from = basis): number {
  let hash = from;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), prime);
  return hash >>> 0;
}

const start = hashed('#');
