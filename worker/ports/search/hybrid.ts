import type { Article } from '../../../kb/schema.ts';
import type { Synonyms } from '../../../kb/synonyms.ts';
import { evidenceIn, evidenceShare, kernel } from './evidence.ts';
import { type KnowledgeIndex, questionsAnArticle, readerOf } from './knowledge-index.ts';
import type { Hit, Query, SearchPort } from './port.ts';
import { SURFACE, surfaceVector } from './surface.ts';
import { type Shared, sharing } from './terms.ts';
import { unitKinds, unitText } from './unit-numbers.ts';
import { cosines, lengths, type MakeScan, plainScan } from './vectors.ts';

/** One language, ready to be asked. */
export function lookUp(index: KnowledgeIndex, synonyms: Synonyms, makeScan: MakeScan = plainScan) {
  const reader = readerOf(synonyms, index.locale);
  const share = sharing(index, index.articles.length);
  const likenessOf = cosines(makeScan(index.vectors, index.dimensions), lengths(index.vectors, index.dimensions));
  const evidence = evidenceIn(index);
  const scores = new Float32Array(index.articles.length);
  const kernels = new Float32Array(index.landmarks.length);
  const none = new Float32Array(index.unitKind.length);
  const weight = evidenceShare(questionsAnArticle(index));
  const trained = index.landmarks.length > 0 ? trainedScores(index, makeScan) : null;
  return {
    index,
    reader,
    share,
    likenessOf,
    evidence,
    /** Score of each article, and what it rests on: arrays that are the next question's as well. `given` is the likeness of the nearest units, where somebody else has it. */
    ask(text: string, vector: Int8Array | null, given: Float32Array | null = null) {
      const { words, pairs } = reader.terms(text);
      const shared = share(words, pairs);
      const asked = index.maker === SURFACE.name ? surfaceVector(reader.fold(text), index.locale) : vector;
      // A vector of another length is of another maker.
      const own = asked?.length === index.dimensions ? asked : null;
      const likeness = own === null ? none : (given ?? likenessOf(own));
      const found = evidence(shared, likeness);
      // The trained part reads the likeness to all of its landmarks, also the farthest.
      const exact = own !== null && given !== null && trained !== null ? likenessOf(own) : likeness;
      index.landmarks.forEach((unit, i) => {
        kernels[i] = kernel(exact[unit] ?? 0, alikeInWords(index, shared, unit));
      });
      const learned = trained?.(kernels);
      for (let a = 0; a < scores.length; a++) scores[a] = weight * (found.score[a] ?? 0) + (learned?.[a] ?? 0);
      return { shared, likeness, found, scores, known: own !== null };
    },
  };
}

/** Cosine of the tf-idf vectors of a question and a unit. */
export const alikeInWords = (index: KnowledgeIndex, { dot, norm }: Shared, unit: number) =>
  norm === 0 ? 0 : (dot[unit] ?? 0) / norm / Math.max(index.unitNorm[unit] ?? 0, 1e-9);

/** What the trained part says of each article, for a likeness to each landmark. */
function trainedScores({ landmarks, weights, weightStep }: KnowledgeIndex, makeScan: MakeScan) {
  const scan = makeScan(weights, landmarks.length);
  const high = new Int8Array(landmarks.length);
  const low = new Int8Array(landmarks.length);
  const first = new Int32Array(weightStep.length);
  const out = new Float32Array(weightStep.length);
  return (kernels: Float32Array): Float32Array => {
    // A number from 0 to 1 as two small ones, so that whole-number products lose nothing that matters.
    kernels.forEach((value, i) => {
      high[i] = Math.floor(value * 127);
      low[i] = Math.round((value * 127 - (high[i] ?? 0)) * 127);
    });
    first.set(scan(high));
    const second = scan(low);
    for (let a = 0; a < out.length; a++) out[a] = ((weightStep[a] ?? 0) * ((first[a] ?? 0) + (second[a] ?? 0) / 127)) / 127;
    return out;
  };
}

/** Numbers of the largest values, largest first; ties by number, so that the order is always the same. */
export function best(values: Float32Array | Float64Array, count: number): number[] {
  const found: number[] = [];
  for (let i = 0; i < values.length; i++) {
    const value = values[i] ?? 0;
    if (found.length >= count && value <= (values[found[count - 1] ?? -1] ?? Number.POSITIVE_INFINITY)) continue;
    let at = found.length;
    while (at > 0 && value > (values[found[at - 1] ?? 0] ?? 0)) at--;
    found.splice(at, 0, i);
    found.length = Math.min(found.length, count);
  }
  return found;
}

/** Likeness of a question to every unit of a language; null leaves it to the vectors of the release. */
export type LikenessOf = (index: KnowledgeIndex, vector: Int8Array) => Promise<Float32Array | null>;

export interface KnowledgeSearch extends SearchPort {
  readonly indexes: readonly KnowledgeIndex[];
  search(query: Query, limit: number, likenessOf?: LikenessOf): Promise<Hit[]>;
}

/** The embedded driver: vectors, words and the trained weights of a release, in one pass. */
export function knowledgeSearch(
  indexes: readonly KnowledgeIndex[],
  articles: readonly Article[],
  synonyms: Synonyms,
  makeScan: MakeScan = plainScan,
): KnowledgeSearch {
  const languages = new Map(indexes.map((index) => [index.locale, lookUp(index, synonyms, makeScan)]));
  return {
    name: 'embedded-hybrid',
    indexes,
    embeddable(text, locale) {
      const language = languages.get(locale);
      return !language || language.index.maker === SURFACE.name ? null : language.reader.fold(text);
    },
    async search({ text, locale, vector }: Query, limit: number, likenessOf?: LikenessOf): Promise<Hit[]> {
      const language = languages.get(locale);
      if (!language) return [];
      const { index } = language;
      const elsewhere = likenessOf !== undefined && vector !== null && index.maker !== SURFACE.name;
      const given = elsewhere ? await likenessOf(index, vector) : null;
      const { shared, likeness, found, scores, known } = language.ask(text, vector, given);
      return best(scores, limit)
        .filter((a) => (found.score[a] ?? 0) > 0)
        .map((a) => {
          const unit = (found.question[a] ?? -1) >= 0 ? (found.question[a] ?? 0) : (found.text[a] ?? 0);
          const kind = unitKinds[index.unitKind[unit] ?? 0] ?? 'title';
          const own = index.unitPassage[unit] ?? -1;
          const passage = own >= 0 ? own : (index.unitPassage[found.text[a] ?? -1] ?? -1);
          const mass = shared.mass[unit] ?? 0;
          const article = articles[index.articles[a] ?? 0];
          return {
            articleId: article?.id ?? '',
            kind,
            text: article ? unitText(article, index.stretch, kind, index.unitPart[unit] ?? 0) : '',
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
