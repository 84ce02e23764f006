import { cosine } from '../../ports/embed/quantize.ts';
import type { Terms } from './terms.ts';

/** A question as it is compared. Without a vector, or with one of another embedder, only its words count. */
export interface Comparable {
  terms: Terms;
  vector: { embedder: string; values: Int8Array } | null;
}

/** How much a word tells: its inverse document frequency among the groups. */
export type Weigh = (word: string) => number;

/** A small word says as much wherever it stands, and little. */
const smallWeight = 0.4;

/** Groups that are assumed to be there: of the first few, every word that comes back would look common. */
const assumed = 20;

export function weightsOf(groups: number, found: ReadonlyMap<string, number>): Weigh {
  return (word) => Math.log(1 + (groups + assumed) / ((found.get(word) ?? 0) + 0.5));
}

/** 0 (nothing in common) to 1 (the same words): the weighted share of their words that both have (Jaccard). */
export function lexical(a: Terms, b: Terms, weigh: Weigh): number {
  const words = overlap(a.words, b.words, weigh);
  const small = overlap(a.small, b.small, () => smallWeight);
  const all = words.all + small.all;
  return all === 0 ? 0 : (words.shared + small.shared) / all;
}

function overlap(a: readonly string[], b: readonly string[], weigh: Weigh): { shared: number; all: number } {
  const other = new Set(b);
  let shared = 0;
  let all = 0;
  for (const word of a) {
    const weight = weigh(word);
    all += weight;
    if (other.delete(word)) shared += weight;
  }
  for (const word of other) all += weigh(word);
  return { shared, all };
}

/** Below this, two vectors tell nothing of each other: texts of one shop are never quite unlike. */
const unrelated = 0.3;

/**
 * Words and meaning as one number. Meaning brings together what shares no word, and keeps apart what shares only the
 * words of the trade; neither decides alone.
 */
export function combine(words: number, meaning: number | null): number {
  if (meaning === null) return words;
  return (words + Math.max(0, (meaning - unrelated) / (1 - unrelated))) / 2;
}

export function similarity(a: Comparable, b: Comparable, weigh: Weigh): number {
  const known = a.vector && b.vector && a.vector.embedder === b.vector.embedder && a.vector.values.length === b.vector.values.length;
  return combine(lexical(a.terms, b.terms, weigh), known && a.vector && b.vector ? cosine(a.vector.values, b.vector.values) : null);
}
