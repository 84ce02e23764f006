import type { RemoteFault } from '../fault.ts';
import type { Hit, Query, SearchPort, UnitKind } from './port.ts';
import { limitsOfVectorize, type UnitHit, type UnitVectors } from './vectorize.ts';

/** What a vector stands for. */
export interface Unit {
  articleId: string;
  kind: UnitKind;
  text: string;
}
/** The live table of a release, by unit number; an array is one. Only what is in it can be shown. */
export interface UnitTable {
  readonly length: number;
  at(unit: number): Unit | undefined;
}

export interface Answer {
  hits: Hit[];
  /** What found them, for the turn's record: "vectorize+embedded-bm25", or the lexical driver alone and why. */
  said: string;
  fault: RemoteFault | null;
  /** Vectors of others that the service gave and that were dropped; more than none belongs in a log (T24). */
  foreign: number;
}

export interface HybridSearch extends SearchPort {
  /** As `search`, and says what it did. */
  ask(query: Query, limit: number): Promise<Answer>;
}

/** Lexical hits that take part in the fusion. */
const depth = 50;
/** Reciprocal rank fusion (Cormack, Clarke and Büttcher, 2009): how much the first ranks differ from those behind them. */
const k = 60;

/** Vectors from Vectorize and words from the release, fused. Without an answer of Vectorize it is the lexical driver, and says so. */
export function hybridSearch(vectors: UnitVectors, lexical: SearchPort, units: UnitTable): HybridSearch {
  const name = `vectorize+${lexical.name}`;
  const ask = async (query: Query, limit: number): Promise<Answer> => {
    const alone = async (why: string, fault: RemoteFault | null): Promise<Answer> => ({
      hits: await lexical.search(query, limit),
      said: `${lexical.name} (${why})`,
      fault,
      foreign: 0,
    });
    if (query.vector === null) return alone('no vector', null);
    const [words, found] = await Promise.all([
      lexical.search(query, Math.max(depth, limit)),
      vectors.search(query.vector, limitsOfVectorize.topK),
    ]);
    if (!found.ok) return alone(`vectorize: ${found.fault.kind}`, found.fault);
    return { hits: fuse(words, found.value.hits, units).slice(0, limit), said: name, fault: null, foreign: found.value.foreign };
  };
  return {
    name,
    embeddable: (text, locale) => lexical.embeddable(text, locale),
    ask,
    search: async (query, limit) => (await ask(query, limit)).hits,
  };
}

/** A search of its own, which has nothing to add to its name. */
export const saying = (search: SearchPort): HybridSearch => ({
  name: search.name,
  embeddable: (text, locale) => search.embeddable(text, locale),
  search: (query, limit) => search.search(query, limit),
  ask: async (query, limit) => ({ hits: await search.search(query, limit), said: search.name, fault: null, foreign: 0 }),
});

/** Articles by the sum of their reciprocal ranks; ties by id, so that the order is always the same. */
export function fuse(words: readonly Hit[], similar: readonly UnitHit[], units: UnitTable): Hit[] {
  const fused = new Map<string, Hit>(words.map((hit, rank) => [hit.articleId, { ...hit, score: 1 / (k + rank + 1) }]));
  const best = new Map<string, UnitHit & Unit>();
  for (const hit of [...similar].sort((a, b) => b.similarity - a.similarity || a.unit - b.unit)) {
    const unit = units.at(hit.unit);
    if (unit && !best.has(unit.articleId)) best.set(unit.articleId, { ...unit, ...hit });
  }
  for (const [rank, { articleId, kind, text, similarity }] of [...best.values()].entries()) {
    const own = fused.get(articleId) ?? {
      articleId,
      kind,
      text,
      passage: null,
      score: 0,
      evidence: { coverage: 0, focus: 0, similarity: null },
    };
    fused.set(articleId, { ...own, score: own.score + 1 / (k + rank + 1), evidence: { ...own.evidence, similarity } });
  }
  return [...fused.values()].sort((a, b) => b.score - a.score || (a.articleId < b.articleId ? -1 : 1));
}
