import type { Lexicon } from './lexicon.ts';
import type { Word } from './reading.ts';
import type { Place, Segment, Sources } from './sources.ts';

/** How a word of the draft is supported, 0 to 1, and where. */
export interface Support {
  word: Word;
  /** How telling it is, 0 to 1: rare words say more. */
  weight: number;
  support: number;
  places: readonly Place[];
}

/** Part of a sentence with the parts of the sources that say most of it. */
export interface Pair {
  words: Support[];
  /** Share of what the part says that the best one has. */
  cover: number;
  best: { segment: Segment; clause: number }[];
}

const worth = { exact: 1, near: 0.9, same: 0.85, general: 0.75, narrow: 0.25 };
/** Parts that say nearly as much as the best count as much. */
const tie = 0.999;

export function supportOf(word: Word, sources: Sources, lexicon: Lexicon | null, language: string): Support {
  const weight = lexicon && word.id >= 0 ? Math.log(2 + word.id) / Math.log(2 + lexicon.size) : 1;
  const found = (support: number, places: readonly Place[]): Support => ({ word, weight, support, places });
  const exact = sources.places(word.stem);
  if (exact.length > 0) return found(worth.exact, exact);
  const bare = word.lower.replace(/['-]/g, '');
  if (bare.length >= 5 && sources.hasLetters(bare)) return found(worth.near, []);
  if (word.lower.includes('-')) {
    const parts = word.lower.split('-').filter((part) => part.length > 2);
    if (parts.length > 0 && parts.every((part) => sources.hasWord(part))) return found(worth.near, []);
  }
  const begun = bare.length >= 7 ? bare.slice(0, Math.max(6, Math.ceil(bare.length * 0.7))) : null;
  if (begun && language === 'en' && sources.hasLetters(begun)) return found(worth.same, []);
  if (!lexicon || word.id < 0) return found(0, []);
  const at = (ids: Int32Array) => [...ids].flatMap((id) => sources.byId(id));
  const same = at(lexicon.same(word.id));
  if (same.length > 0) return found(worth.same, same);
  const narrower = at(lexicon.narrower(word.id));
  if (narrower.length > 0) return found(worth.general, narrower);
  const broader = at(lexicon.broader(word.id));
  return found(broader.length > 0 ? worth.narrow : 0, broader);
}

/** Each clause of a sentence with what it leans on. */
export function pairsOf(supports: readonly Support[]): Pair[] {
  const clauses = new Map<number, Support[]>();
  for (const support of supports) clauses.set(support.word.clause, [...(clauses.get(support.word.clause) ?? []), support]);
  return [...clauses.values()].map((words) => pairOf(words));
}

function pairOf(words: Support[]): Pair {
  const scores = new Map<Segment, Map<number, number>>();
  let all = 0;
  for (const { weight, support, places } of words) {
    all += weight;
    const counted = new Map<Segment, Set<number>>();
    for (const { segment, word } of places) {
      const clauses = counted.get(segment) ?? new Set();
      counted.set(segment, clauses);
      if (clauses.has(word.clause)) continue;
      clauses.add(word.clause);
      const scored = scores.get(segment) ?? new Map<number, number>();
      scores.set(segment, scored);
      scored.set(word.clause, (scored.get(word.clause) ?? 0) + weight * support);
    }
  }
  let most = 0;
  for (const scored of scores.values()) for (const score of scored.values()) most = Math.max(most, score);
  const best: Pair['best'] = [];
  for (const [segment, scored] of scores) for (const [clause, score] of scored) if (score >= most * tie) best.push({ segment, clause });
  return { words, cover: all === 0 ? 0 : most / all, best };
}

/** Segments that have most of a sentence, best first, each with the share that it has. */
export function segmentsFor(supports: readonly Support[]): { segment: Segment; cover: number }[] {
  const scores = new Map<Segment, number>();
  let all = 0;
  for (const { weight, support, places } of supports) {
    all += weight;
    const counted = new Set<Segment>();
    for (const { segment } of places) {
      if (counted.has(segment)) continue;
      counted.add(segment);
      scores.set(segment, (scores.get(segment) ?? 0) + weight * support);
    }
  }
  return [...scores].map(([segment, score]) => ({ segment, cover: all === 0 ? 0 : score / all })).sort((a, b) => b.cover - a.cover);
}
