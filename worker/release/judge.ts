import type { Article } from '../../kb/schema.ts';
import type { Synonyms } from '../../kb/synonyms.ts';
import { evidenceShare } from '../ports/search/evidence.ts';
import { alikeInWords, best, lookUp } from '../ports/search/hybrid.ts';
import { type KnowledgeIndex, questionsAnArticle } from '../ports/search/knowledge-index.ts';
import { QUESTION, TEXT, unitKinds, unitText } from '../ports/search/unit-numbers.ts';
import type { MakeScan } from '../ports/search/vectors.ts';
import { marginOf } from './calibration.ts';
import { fitRidge, MOST_ARTICLES } from './ridge.ts';

/** A question whose answer is known, as the finished index would have met it if it had never seen it. */
export interface Judged {
  margin: number;
  /** Of the best article. */
  score: number;
  /** The best article was the right one; never for a question that no article answers. */
  right: boolean;
  /** The right article was among the next three. */
  next: boolean;
  kind: 'own' | 'left-out' | 'foreign';
}

/** Questions judged at most, fewer where there are many articles: more would say no more and take longer. */
const most = (articles: number) => Math.round(Math.max(1_500, Math.min(4_000, 2e6 / Math.max(1, articles))));

export interface Foreign {
  text: string;
  vector: Int8Array | null;
}

/**
 * Trains an index and judges it on its own questions, each without itself (leave-one-out); on the same questions with
 * their article left out, which nothing should answer then; and on questions of the world at large.
 */
export function train(
  index: KnowledgeIndex,
  known: readonly Article[],
  synonyms: Synonyms,
  makeScan: MakeScan,
  foreign: readonly Foreign[],
) {
  const language = lookUp(index, synonyms, makeScan);
  const { reader, share, likenessOf } = language;
  const articleOf = new Int32Array(index.unitKind.length);
  for (let a = 0; a < index.articles.length; a++) articleOf.fill(a, index.unitStart[a] ?? 0, index.unitStart[a + 1] ?? 0);
  const units = Uint32Array.from(index.unitKind.keys()).filter((u) => index.unitKind[u] !== TEXT);
  const articles = Int32Array.from(units, (u) => articleOf[u] ?? 0);
  const count = index.articles.length;
  const weight = evidenceShare(questionsAnArticle(index));
  const step = Math.max(1, Math.ceil(units.length / most(count)));
  const evidence = new Map<number, Float32Array>();
  const textOf = (u: number) => {
    const article = known[index.articles[articleOf[u] ?? 0] ?? 0];
    return article ? unitText(article, index.stretch, unitKinds[index.unitKind[u] ?? 0] ?? 'title', index.unitPart[u] ?? 0) : '';
  };
  const alike = (q: number) => {
    const u = units[q] ?? 0;
    const { words, pairs } = reader.terms(textOf(u));
    const shared = share(words, pairs);
    const likeness = likenessOf(index.vectors.subarray(u * index.dimensions, (u + 1) * index.dimensions));
    if (q % step === 0) evidence.set(q, language.evidence(shared, likeness, u).score.slice());
    return { likeness, shared: (unit: number) => alikeInWords(index, shared, unit) };
  };
  const ridge = count > 1 && count <= MOST_ARTICLES ? fitRidge({ units, articles, alike }, count) : null;
  const judged: Judged[] = [];
  const top = (found: Float32Array, trained: Float64Array | null) => {
    const total = Float64Array.from(found, (score, a) => weight * score + (trained?.[a] ?? 0));
    const order = best(total, 4);
    const scores = order.map((a) => total[a] ?? 0);
    return { order, margin: marginOf(scores), score: scores[0] ?? 0 };
  };
  for (let q = 0; q < units.length; q += step) {
    // Titles are how we speak, not how customers ask.
    if (index.unitKind[units[q] ?? 0] !== QUESTION) continue;
    if (ridge === null) alike(q);
    const found = evidence.get(q);
    if (!found) continue;
    const own = articles[q] ?? 0;
    const asked = top(found, ridge?.withoutQuestion(q) ?? null);
    judged.push({
      margin: asked.margin,
      score: asked.score,
      right: asked.order[0] === own,
      next: asked.order.slice(1).includes(own),
      kind: 'own',
    });
    if (count < 3) continue;
    const without = found.slice();
    without[own] = -9;
    const left = top(without, ridge?.withoutArticle(q) ?? null);
    judged.push({ margin: left.margin, score: left.score, right: false, next: false, kind: 'left-out' });
  }
  const trained: KnowledgeIndex = ridge
    ? { ...index, landmarks: ridge.landmarks, weights: ridge.weights, weightStep: ridge.weightStep }
    : index;
  const finished = lookUp(trained, synonyms, makeScan);
  for (const { text, vector } of foreign) {
    const { scores, likeness } = finished.ask(text, vector);
    // What is nearly the words of an article is no stranger to this knowledge base.
    if (likeness.some((value) => value > 0.8)) continue;
    const first = best(scores, 2).map((a) => scores[a] ?? 0);
    judged.push({ margin: marginOf(first), score: first[0] ?? 0, right: false, next: false, kind: 'foreign' });
  }
  return { index: trained, judged };
}
