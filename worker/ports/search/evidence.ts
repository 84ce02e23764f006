import type { KnowledgeIndex } from './knowledge-index.ts';
import type { Shared } from './terms.ts';
import { TEXT } from './unit-numbers.ts';

/** What speaks for each article of an index, without any training. */
export interface Evidence {
  /** One number an article, in the order of `index.articles`; higher is better. */
  score: Float32Array;
  /** The question or title most like what was asked, and the stretch of text, each as a unit number; -1 for none. */
  question: Int32Array;
  text: Int32Array;
}

/** How much the parts count. Chosen on public questions to articles with one question each (docs/decisions/0010). */
const part = { coverage: 0.6, mutual: 0.4, likeness: 0.3, textLikeness: 0.4, textCoverage: 0 } as const;

/**
 * The best question of each article (shared words as a share of what was asked, and of both; likeness of meaning), helped
 * by its best stretch of text. `without` leaves one unit out, for judging a question that is itself a unit. The arrays are the
 * next question's as well.
 */
export function evidenceIn({ articles, unitStart, unitKind, unitWeight }: KnowledgeIndex) {
  const count = articles.length;
  const score = new Float32Array(count);
  const question = new Int32Array(count);
  const text = new Int32Array(count);
  return (shared: Shared, likeness: Float32Array, without = -1): Evidence => {
    const { mass } = shared;
    const asked = Math.max(shared.asked, 1e-9);
    for (let a = 0; a < count; a++) {
      let bestOwn = -1;
      let bestText = -1;
      let textLikeness = 0;
      let textCoverage = 0;
      let bestQuestion = -1;
      let bestStretch = -1;
      for (let u = unitStart[a] ?? 0, end = unitStart[a + 1] ?? 0; u < end; u++) {
        if (u === without) continue;
        const alike = likeness[u] ?? 0;
        const common = mass[u] ?? 0;
        const coverage = common / asked;
        if (unitKind[u] === TEXT) {
          if (alike > textLikeness) textLikeness = alike;
          if (coverage > textCoverage) textCoverage = Math.fround(coverage);
          if (coverage + alike > bestText) {
            bestText = Math.fround(coverage + alike);
            bestStretch = u;
          }
          continue;
        }
        const focus = common / Math.max(unitWeight[u] ?? 0, 1e-9);
        const own = part.coverage * coverage + part.mutual * Math.sqrt(coverage * focus) + part.likeness * alike;
        if (own > bestOwn) {
          // As exact as what is kept of it, so that equals stay equal.
          bestOwn = Math.fround(own);
          bestQuestion = u;
        }
      }
      score[a] = bestOwn + part.textLikeness * textLikeness + part.textCoverage * textCoverage;
      question[a] = bestQuestion;
      text[a] = bestStretch;
    }
    return { score, question, text };
  };
}

/** How much of it counts beside the trained part: much for articles with one question, little for those with many. */
export const evidenceShare = (questions: number) => 1.5 / Math.max(1, questions) ** 0.7;

/**
 * The kernel of the trained part: two questions are alike when their meaning is (cosine of vectors) and, less, when their
 * words are (cosine of tf-idf over words and pairs).
 */
export const kernel = (likeness: number, shared: number) => Math.exp(2.2 * (likeness - 1) + shared - 1);
