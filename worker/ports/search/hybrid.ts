import type { Article } from '../../../kb/schema.ts';
import type { Synonyms } from '../../../kb/synonyms.ts';
import { type Evidence, evidenceOf, evidenceShare, kernel, layoutOf } from './evidence.ts';
import { type KnowledgeIndex, questionsAnArticle, readerOf } from './knowledge-index.ts';
import type { Hit, Query, SearchPort } from './port.ts';
import { SURFACE, surfaceVector } from './surface.ts';
import { type Shared, sharing } from './terms.ts';
import { cosines, lengths, type MakeScan, plainScan } from './vectors.ts';

/** Articles that the trained part looks at, those with the most evidence. */
export const looked = 200;

/** One language, ready to be asked. */
export function lookUp(index: KnowledgeIndex, synonyms: Synonyms, makeScan: MakeScan = plainScan) {
  const reader = readerOf(synonyms, index.locale);
  const layout = layoutOf(index);
  const share = sharing(index, index.articles.length);
  const likenessOf = cosines(makeScan(index.vectors, index.dimensions), lengths(index.vectors, index.dimensions));
  const none = new Float32Array(index.units.length);
  const weight = evidenceShare(questionsAnArticle(index));
  return {
    index,
    reader,
    layout,
    share,
    likenessOf,
    /** Score of each article, and what it rests on. */
    ask(text: string, vector: Int8Array | null) {
      const { words, pairs } = reader.terms(text);
      const shared = share(words, pairs);
      const own = index.maker === SURFACE.name ? surfaceVector(reader.fold(text), index.locale) : vector;
      const likeness = own === null ? none : likenessOf(own);
      const found = evidenceOf(index, layout, shared, likeness);
      return { shared, likeness, found, scores: fused(index, shared, likeness, found, weight), known: own !== null };
    },
  };
}

/** Cosine of the tf-idf vectors of a question and a unit. */
export const alikeInWords = (index: KnowledgeIndex, { dot, norm }: Shared, unit: number) =>
  norm === 0 ? 0 : (dot[unit] ?? 0) / norm / Math.max(index.unitNorm[unit] ?? 0, 1e-9);

function fused(index: KnowledgeIndex, shared: Shared, likeness: Float32Array, found: Evidence, weight: number): Float32Array {
  const scores = found.score.map((own) => weight * own);
  const { landmarks, weights, weightStep } = index;
  if (landmarks.length === 0) return scores;
  const k = Float32Array.from(landmarks, (unit) => kernel(likeness[unit] ?? 0, alikeInWords(index, shared, unit)));
  const order = best(found.score, looked);
  // What was not looked at is behind all that was.
  const out = new Float32Array(scores.length).fill(-9);
  for (const a of order) {
    let sum = 0;
    for (let i = 0, at = a * k.length; i < k.length; i++) sum += (k[i] ?? 0) * (weights[at++] ?? 0);
    out[a] = (scores[a] ?? 0) + sum * (weightStep[a] ?? 0);
  }
  return out;
}

/** Numbers of the largest values, largest first; ties by number, so that the order is always the same. */
export function best(values: Float32Array | Float64Array, count: number): number[] {
  const order = [...values.keys()];
  return order.sort((a, b) => (values[b] ?? 0) - (values[a] ?? 0) || a - b).slice(0, count);
}

/** The embedded driver: vectors, words and the trained weights of a release, in one pass. */
export function knowledgeSearch(
  indexes: readonly KnowledgeIndex[],
  articles: readonly Article[],
  synonyms: Synonyms,
  makeScan: MakeScan = plainScan,
): SearchPort {
  const languages = new Map(indexes.map((index) => [index.locale, lookUp(index, synonyms, makeScan)]));
  return {
    name: 'embedded-hybrid',
    embeddable(text, locale) {
      const language = languages.get(locale);
      return !language || language.index.maker === SURFACE.name ? null : language.reader.fold(text);
    },
    async search({ text, locale, vector }: Query, limit: number): Promise<Hit[]> {
      const language = languages.get(locale);
      if (!language) return [];
      const { index } = language;
      const { shared, likeness, found, scores, known } = language.ask(text, vector);
      return best(scores, limit)
        .filter((a) => (found.score[a] ?? 0) > 0)
        .map((a) => {
          const unit = (found.question[a] ?? -1) >= 0 ? (found.question[a] ?? 0) : (found.text[a] ?? 0);
          const { kind = 'text', text: words = '', passage: asked = -1 } = index.units[unit] ?? {};
          const passage = asked >= 0 ? asked : (index.units[found.text[a] ?? -1]?.passage ?? -1);
          const mass = shared.mass[unit] ?? 0;
          return {
            articleId: articles[index.articles[a] ?? 0]?.id ?? '',
            kind,
            text: words,
            passage: passage < 0 ? null : passage,
            score: scores[a] ?? 0,
            evidence: {
              coverage: Math.min(1, mass / Math.max(shared.asked, 1e-9)),
              focus: Math.min(1, mass / Math.max(index.unitWeight[unit] ?? 0, 1e-9)),
              similarity: known ? (likeness[unit] ?? 0) : null,
            },
          };
        });
    },
  };
}
