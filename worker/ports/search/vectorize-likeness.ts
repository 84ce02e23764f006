import { isZero } from '../embed/quantize.ts';
import type { KnowledgeSearch, LikenessOf } from './hybrid.ts';
import type { KnowledgeIndex } from './knowledge-index.ts';
import type { SearchPort } from './port.ts';
import { limitsOfVectorize, type UnitHit, type UnitVector, type UnitVectors } from './vectorize.ts';

/** Number of the first unit of each index: units are counted through all indexes of a release, in their order. */
function firstUnits(indexes: readonly KnowledgeIndex[]): Map<KnowledgeIndex, number> {
  let next = 0;
  return new Map(
    indexes.map((index) => {
      const first = next;
      next += index.unitKind.length;
      return [index, first];
    }),
  );
}

export const unitCount = (indexes: readonly KnowledgeIndex[]) => indexes.reduce((sum, { unitKind }) => sum + unitKind.length, 0);

const rowOf = ({ vectors, dimensions }: KnowledgeIndex, unit: number) => vectors.subarray(unit * dimensions, (unit + 1) * dimensions);

/** The vectors that one embedder made, and no others: those are what a service may compare its questions with. */
export function vectorsBy(maker: string, indexes: readonly KnowledgeIndex[]): UnitVector[] {
  const first = firstUnits(indexes);
  return indexes
    .filter((index) => index.maker === maker)
    .flatMap((index) =>
      Array.from(index.unitKind, (_, u) => ({
        unit: (first.get(index) ?? 0) + u,
        vector: rowOf(index, u),
      })),
    );
}

export interface VectorizeSearch {
  vectors: UnitVectors;
  own: KnowledgeSearch;
  /** Whose vectors Vectorize has. */
  maker: string;
  /** Faults and vectors of others (T24), for the log. */
  report: (what: string) => void;
}

/**
 * The search of one turn: Vectorize says how alike the nearest units are, all else is the release's. After a fault it is not
 * asked again, and the vectors of the release are compared, exactly; `name` says so, for the turn's record.
 */
export function vectorizeSearch({ vectors, own, maker, report }: VectorizeSearch): SearchPort {
  let without: string | null = null;
  const alone = (why: string): null => {
    without = why;
    return null;
  };
  const first = firstUnits(own.indexes);
  const { topK } = limitsOfVectorize;
  const likenessOf: LikenessOf = async (index, vector) => {
    if (without !== null) return null;
    const found = await vectors.search(vector, topK);
    if (!found.ok) {
      report(`${found.fault.kind}, ${found.fault.why}`);
      return alone(`vectorize: ${found.fault.kind}`);
    }
    const { hits, foreign } = found.value;
    if (foreign > 0) report(`${foreign} vectors of others were dropped`);
    const returned = hits.length + foreign;
    // A release that was never sent, or not all of it: what is missing may be what was asked for.
    const expected = Math.min(topK, withDirection(maker, own.indexes, topK));
    if (hits.length === 0 || returned < expected) return alone(`vectorize: ${returned} of ${expected} vectors`);
    return spread(hits, first.get(index) ?? 0, index.unitKind.length, returned >= topK);
  };
  return {
    get name() {
      return without === null ? `vectorize+${own.name}` : `${own.name} (${without})`;
    },
    embeddable: (text, locale) => own.embeddable(text, locale),
    async search(query, limit) {
      if (query.vector === null && own.embeddable(query.text, query.locale) !== null) without ??= 'no vector';
      return own.search(query, limit, likenessOf);
    },
  };
}

/** What was not returned is at most as alike as the least alike that was; where all was returned, it has no direction at all. */
function spread(hits: readonly UnitHit[], first: number, count: number, more: boolean): Float32Array {
  const least = more ? hits.reduce((lowest, { similarity }) => Math.min(lowest, similarity), 1) : 0;
  const likeness = new Float32Array(count).fill(least);
  for (const { unit, similarity } of hits) if (unit >= first && unit < first + count) likeness[unit - first] = similarity;
  return likeness;
}

/** Vectors that a query can return, counted no further than `enough`. */
function withDirection(maker: string, indexes: readonly KnowledgeIndex[], enough: number): number {
  let found = 0;
  for (const index of indexes) {
    if (index.maker !== maker) continue;
    for (let u = 0; u < index.unitKind.length && found < enough; u++) if (!isZero(rowOf(index, u))) found++;
  }
  return found;
}
