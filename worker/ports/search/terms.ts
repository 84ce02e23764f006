import { tokens } from '../../../kb/tokens.ts';
import { eachPosting, packPostings } from './postings.ts';
import type { Unit } from './units.ts';
import { encodeTerms, numbersOfTerms } from './vocabulary.ts';

/**
 * Words and pairs of neighbouring words of all units, as an inverted index. Built when a release is built; the worker only
 * reads the typed arrays.
 */
export interface Terms {
  /** Words, and pairs as two words with a space between, sorted; UTF-8, each with a line feed behind it. */
  vocabulary: Uint8Array;
  /** Units that hold term t are bytes postingStart[t] to postingStart[t + 1] of the postings (postings.ts). */
  postingStart: Uint32Array;
  postings: Uint8Array;
  /** How much a word says about which article is meant: its BM25 idf over articles; 0 for pairs. */
  wordWeight: Float32Array;
  /** Square of the idf of a term over questions and titles: what one shared term adds to a tf-idf product. */
  termWeight: Float32Array;
  /** Sum of wordWeight over the words of a unit. */
  unitWeight: Float32Array;
  /** Root of the sum of termWeight over the terms of a unit. */
  unitNorm: Float32Array;
}

/** What a text shares with every unit. The arrays are the next text's as well: who wants to keep them copies them. */
export interface Shared {
  /** Sum of wordWeight over the shared words. */
  mass: Float32Array;
  /** Sum of termWeight over the shared terms. */
  dot: Float32Array;
  /** Sum of wordWeight over the words of the text, known or not. */
  asked: number;
  norm: number;
}

/** Distinct words, and distinct pairs, of a text. */
export function termsOf(text: string, locale: string): { words: string[]; pairs: string[] } {
  const words = tokens(text, locale);
  const pairs = words.slice(1).map((word, i) => `${words[i]} ${word}`);
  return { words: [...new Set(words)], pairs: [...new Set(pairs)] };
}

/** Okapi BM25's idf (Robertson and Zaragoza, "The Probabilistic Relevance Framework", 2009). */
const bm25Idf = (found: number, of: number) => Math.log(1 + (of - found + 0.5) / (found + 0.5)) ** 1.25;

export function buildTerms(units: readonly Unit[], read: (unit: Unit) => { words: string[]; pairs: string[] }): Terms {
  const postings = new Map<string, number[]>();
  units.forEach((unit, u) => {
    const found = read(unit);
    const own = unit.kind === 'text' ? found.words : [...found.words, ...found.pairs];
    for (const term of own) {
      const list = postings.get(term);
      if (list) list.push(u);
      else postings.set(term, [u]);
    }
  });
  const vocabulary = [...postings.keys()].sort();
  const terms: Terms = {
    vocabulary: encodeTerms(vocabulary),
    ...packPostings(vocabulary.map((term) => postings.get(term) ?? [])),
    wordWeight: new Float32Array(vocabulary.length),
    termWeight: new Float32Array(vocabulary.length),
    unitWeight: new Float32Array(units.length),
    unitNorm: new Float32Array(units.length),
  };
  const articles = new Set(units.map((unit) => unit.article)).size;
  const asking = units.filter((unit) => unit.kind !== 'text').length;
  vocabulary.forEach((term, t) => {
    const list = postings.get(term) ?? [];
    if (!term.includes(' ')) terms.wordWeight[t] = bm25Idf(new Set(list.map((u) => units[u]?.article)).size, articles);
    const among = list.reduce((sum, u) => sum + (units[u]?.kind === 'text' ? 0 : 1), 0);
    terms.termWeight[t] = (Math.log((asking + 1) / (among + 1)) + 1) ** 2;
    for (const u of list) {
      terms.unitWeight[u] = (terms.unitWeight[u] ?? 0) + (terms.wordWeight[t] ?? 0);
      terms.unitNorm[u] = (terms.unitNorm[u] ?? 0) + (terms.termWeight[t] ?? 0);
    }
  });
  terms.unitNorm = terms.unitNorm.map(Math.sqrt);
  return terms;
}

/** One pass over the postings of a text's terms. */
export function sharing(terms: Terms, articles: number): (words: readonly string[], pairs: readonly string[]) => Shared {
  const numberOf = numbersOfTerms(terms.vocabulary);
  const unseen = bm25Idf(0, articles);
  const { postingStart, postings, wordWeight, termWeight } = terms;
  const mass = new Float32Array(terms.unitWeight.length);
  const dot = new Float32Array(terms.unitWeight.length);
  return (words, pairs) => {
    mass.fill(0);
    dot.fill(0);
    let asked = 0;
    let norm = 0;
    for (const term of [...words, ...pairs]) {
      const t = numberOf(term);
      if (t < 0) {
        if (!term.includes(' ')) asked += unseen;
        continue;
      }
      const word = wordWeight[t] ?? 0;
      const weight = termWeight[t] ?? 0;
      asked += word;
      norm += weight;
      eachPosting(postings, postingStart[t] ?? 0, postingStart[t + 1] ?? 0, (u) => {
        mass[u] = (mass[u] ?? 0) + word;
        dot[u] = (dot[u] ?? 0) + weight;
      });
    }
    return { mass, dot, asked, norm: Math.sqrt(norm) };
  };
}
