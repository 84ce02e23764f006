import type { Claim } from './claim.ts';

/** What of a sentence the sources do not have, each from 0 up: more of any is never better. */
export interface Features {
  /** Telling words that nothing supports and that name things, by their weight: invented details are mostly nouns. */
  things: number;
  /** The weight of all words that nothing supports, as a share of all telling words. */
  share: number;
  /** How far the best single sentence of the sources is from having all its words. */
  spread: number;
  /** The same for the best whole source: words that stand far apart were never one statement. */
  apart: number;
  /** Words that have a relation only, or a more special one than the sources say. */
  loose: number;
  /** Negated words that the sources have and never negate. */
  negated: number;
}

export const noFeatures: Features = { things: 0, share: 0, spread: 0, apart: 0, loose: 0, negated: 0 };

export function featuresOf({ supports, ranked, reading, sources, abstains, lexicon }: Claim): Features {
  if (abstains) return noFeatures;
  let [all, novel, loose, negated, things] = [0, 0, 0, 0, 0];
  for (const { weight, support, word, places } of supports) {
    all += weight;
    if (support === 0) {
      if (word.id < 0 || lexicon?.isNoun(word.id)) things += weight;
      novel += weight;
    } else if (support < 0.9) loose += weight * (1 - support);
    if (word.negated && !places.some((place) => place.word.negated)) negated += weight;
  }
  // "Yes, you can." says nothing by itself; a long run of nothing is not an answer.
  if (all === 0) return reading.words.length > 12 ? { ...noFeatures, share: 1, spread: 1 } : noFeatures;
  // Two sentences may be joined in one, so the second best counts with the first.
  const best = (ranked[0]?.cover ?? 0) + 0.5 * Math.max(0, (ranked[1]?.cover ?? 0) - 0.5);
  return {
    things: Math.min(6, things),
    // Of two words one is no evidence yet.
    share: novel / Math.max(all, 2.5),
    // One or two words stand anywhere.
    spread: Math.max(0, 1 - best) * Math.min(1, supports.length / 3),
    apart: (1 - coverOfOne(supports, sources, all)) * Math.min(1, supports.length / 3),
    loose: Math.min(4, loose),
    negated: Math.min(3, negated),
  };
}

function coverOfOne(supports: Claim['supports'], sources: Claim['sources'], all: number): number {
  const covers = new Map<number, number>();
  let anywhere = 0;
  for (const { weight, support, places } of supports) {
    // Found by its letters only, in no certain place.
    if (support > 0 && places.length === 0) anywhere += weight * support;
    for (const source of new Set(places.map(({ segment }) => sources.sourceOf(segment))))
      covers.set(source, (covers.get(source) ?? 0) + weight * support);
  }
  return (anywhere + Math.max(0, ...covers.values())) / all;
}
