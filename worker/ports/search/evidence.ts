import type { KnowledgeIndex } from './knowledge-index.ts';
import type { Shared } from './terms.ts';

/** What speaks for each article of an index, without any training. */
export interface Evidence {
  /** One number an article, in the order of `index.articles`; higher is better. */
  score: Float32Array;
  /** The question or title most like what was asked, and the stretch of text, each as a unit number; -1 for none. */
  question: Int32Array;
  text: Int32Array;
}

/** How much the parts count. Chosen on public questions to articles with one question each (docs/decisions/0010). */
const part = { coverage: 0.5, mutual: 0.6, likeness: 0.3, textLikeness: 0.3, textCoverage: 0 } as const;

/** Numbers of an index that every look-up needs, made once. */
export interface Layout {
  /** Place of each unit's article in `index.articles`. */
  articleOf: Int32Array;
  isText: Uint8Array;
}

export function layoutOf({ units, articles }: Pick<KnowledgeIndex, 'units' | 'articles'>): Layout {
  const place = new Map([...articles].map((article, i) => [article, i]));
  return {
    articleOf: Int32Array.from(units, (unit) => place.get(unit.article) ?? -1),
    isText: Uint8Array.from(units, (unit) => Number(unit.kind === 'text')),
  };
}

/**
 * The best question of each article (shared words as a share of what was asked, and of both; likeness of meaning), helped
 * by its best stretch of text. `without` leaves one unit out, for judging a question that is itself a unit.
 */
export function evidenceOf(index: KnowledgeIndex, layout: Layout, shared: Shared, likeness: Float32Array, without = -1): Evidence {
  const count = index.articles.length;
  const score = new Float32Array(count).fill(-1);
  const question = new Int32Array(count).fill(-1);
  const text = new Int32Array(count).fill(-1);
  const textScore = new Float32Array(count).fill(-1);
  const textLikeness = new Float32Array(count);
  const textCoverage = new Float32Array(count);
  const { articleOf, isText } = layout;
  const { unitWeight } = index;
  const asked = Math.max(shared.asked, 1e-9);
  for (let u = 0; u < articleOf.length; u++) {
    if (u === without) continue;
    const a = articleOf[u] ?? 0;
    const mass = shared.mass[u] ?? 0;
    const alike = likeness[u] ?? 0;
    const coverage = mass / asked;
    if (isText[u]) {
      if (alike > (textLikeness[a] ?? 0)) textLikeness[a] = alike;
      if (coverage > (textCoverage[a] ?? 0)) textCoverage[a] = coverage;
      if (coverage + alike > (textScore[a] ?? 0)) {
        textScore[a] = coverage + alike;
        text[a] = u;
      }
      continue;
    }
    const focus = mass / Math.max(unitWeight[u] ?? 0, 1e-9);
    const own = part.coverage * coverage + part.mutual * Math.sqrt(coverage * focus) + part.likeness * alike;
    if (own > (score[a] ?? 0)) {
      score[a] = own;
      question[a] = u;
    }
  }
  for (let a = 0; a < count; a++)
    score[a] = (score[a] ?? 0) + part.textLikeness * (textLikeness[a] ?? 0) + part.textCoverage * (textCoverage[a] ?? 0);
  return { score, question, text };
}

/** How much of it counts beside the trained part: much for articles with one question, little for those with many. */
export const evidenceShare = (questions: number) => 1.5 / Math.max(1, questions) ** 0.7;

/**
 * The kernel of the trained part: two questions are alike when their meaning is (cosine of vectors) and, less, when their
 * words are (cosine of tf-idf over words and pairs).
 */
export const kernel = (likeness: number, shared: number) => Math.exp(2.2 * (likeness - 1) + shared - 1);
