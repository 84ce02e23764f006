import { expect, test } from 'vitest';
import { kernel } from '../../../worker/ports/search/evidence.ts';
import { backward, cholesky, forward } from '../../../worker/ports/search/matrix.ts';
import { fitRidge, lambda, type Questions } from '../../../worker/release/ridge.ts';

/** Numbers that look like chance and are the same every time. */
function dice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32 - 0.5;
  };
}

/** Questions as directions: those of one article lie around one of their own. Unit numbers are not question numbers. */
function questionsOf(sizes: readonly number[], seed = 7) {
  const roll = dice(seed);
  const articles = Int32Array.from(sizes.flatMap((size, c) => Array<number>(size).fill(c)));
  const middles = sizes.map(() => [roll(), roll(), roll(), roll()]);
  const points = [...articles].map((c) => unitLength((middles[c] ?? []).map((x) => x + 0.6 * roll())));
  const words = [...articles].map(() => unitLength([roll(), roll(), roll()]));
  const units = Uint32Array.from(articles, (_, q) => 2 * q + 1);
  const product = (of: number[][], x: number, y: number) => (of[x] ?? []).reduce((sum, value, i) => sum + value * (of[y]?.[i] ?? 0), 0);
  const questions: Questions = {
    units,
    articles,
    alike: (q) => ({
      likeness: Float32Array.from({ length: 2 * articles.length + 1 }, (_, u) => (u % 2 === 1 ? product(points, q, (u - 1) / 2) : 0)),
      shared: (u) => product(words, q, (u - 1) / 2),
    }),
  };
  const like = (x: number, y: number) => kernel(Math.fround(product(points, x, y)), product(words, x, y));
  return { questions, like, articles, count: sizes.length };
}
function unitLength(values: number[]): number[] {
  const length = Math.hypot(...values);
  return values.map((value) => value / length);
}

/** x of a x = b, for a symmetric and positive definite a. */
function solve(a: (i: number, j: number) => number, b: readonly number[]): Float64Array {
  const size = b.length;
  const l = cholesky(
    Float64Array.from({ length: size * size }, (_, at) => a(Math.floor(at / size), at % size)),
    size,
  );
  const x = Float64Array.from(b);
  forward(l, size, x);
  backward(l, size, x);
  return x;
}

type Sample = ReturnType<typeof questionsOf>;

/** The score of question q for article c, fitted anew on the questions that are left. */
function refit({ like, articles }: Sample, left: readonly number[], q: number, c: number): number {
  const weights = solve(
    (i, j) => like(left[i] ?? 0, left[j] ?? 0) + (i === j ? lambda : 0),
    left.map((x) => Number(articles[x] === c)),
  );
  return left.reduce((sum, x, i) => sum + like(q, x) * (weights[i] ?? 0), 0);
}

/** The same on landmarks, which stay. */
function refitOnLandmarks({ like, articles }: Sample, marks: readonly number[], left: readonly number[], q: number, c: number): number {
  const weights = solve(
    (i, j) => {
      const [x, y] = [marks[i] ?? 0, marks[j] ?? 0];
      return left.reduce((sum, p) => sum + like(p, x) * like(p, y), lambda * like(x, y) + (i === j ? 1e-6 * articles.length : 0));
    },
    marks.map((x) => left.reduce((sum, p) => sum + (articles[p] === c ? like(p, x) : 0), 0)),
  );
  return marks.reduce((sum, x, i) => sum + like(q, x) * (weights[i] ?? 0), 0);
}

const sizes = [4, 1, 3, 5, 2];
const sample = questionsOf(sizes);
const all = [...sample.articles.keys()];
const without = (fits: (x: number) => boolean) => all.filter((x) => !fits(x));

test('scores without a question are those of a fit that never saw it', () => {
  const ridge = fitRidge(sample.questions, sample.count);
  for (const q of all) {
    const scores = ridge.withoutQuestion(q);
    const left = without((x) => x === q);
    for (let c = 0; c < sample.count; c++) expect(scores[c]).toBeCloseTo(refit(sample, left, q, c), 6);
  }
});

test('scores without an article are those of a fit that never saw any of its questions', () => {
  const ridge = fitRidge(sample.questions, sample.count);
  for (const q of all) {
    const own = sample.articles[q] ?? 0;
    const scores = ridge.withoutArticle(q);
    const left = without((x) => sample.articles[x] === own);
    for (let c = 0; c < sample.count; c++) {
      if (c === own) expect(scores[c]).toBe(-1);
      else expect(scores[c]).toBeCloseTo(refit(sample, left, q, c), 6);
    }
  }
});

/** Room for 8 landmarks among 15 questions. */
const few = { exact: 10, work: 8 * 8 * 15 };

test('with more questions than are taken, landmarks are taken from the articles in turn', () => {
  const { landmarks } = fitRidge(sample.questions, sample.count, few);
  const marks = [...landmarks].map((unit) => (unit - 1) / 2);
  expect(marks).toHaveLength(8);
  const taken = sizes.map((_, c) => marks.filter((q) => sample.articles[q] === c).length);
  expect(taken).toEqual([2, 1, 2, 2, 1]);
  expect(fitRidge(sample.questions, sample.count).landmarks).toHaveLength(15);
});

test('on landmarks, too, what was left out was never seen', () => {
  const ridge = fitRidge(sample.questions, sample.count, few);
  const marks = [...ridge.landmarks].map((unit) => (unit - 1) / 2);
  for (const q of all) {
    const own = sample.articles[q] ?? 0;
    const [question, article] = [ridge.withoutQuestion(q), ridge.withoutArticle(q)];
    const others = without((x) => x === q);
    const strangers = without((x) => sample.articles[x] === own);
    for (let c = 0; c < sample.count; c++) {
      expect(question[c]).toBeCloseTo(refitOnLandmarks(sample, marks, others, q, c), 5);
      if (c !== own) expect(article[c]).toBeCloseTo(refitOnLandmarks(sample, marks, strangers, q, c), 5);
    }
    expect(article[own]).toBe(-1);
  }
});

test.each([
  ['all questions', undefined],
  ['landmarks', few],
])('the weights in whole numbers are those of the fit on %s, to half a step', (_, limits) => {
  const { landmarks, weights, weightStep } = fitRidge(sample.questions, sample.count, limits);
  const marks = [...landmarks].map((unit) => (unit - 1) / 2);
  const m = marks.length;
  for (let c = 0; c < sample.count; c++) {
    const step = weightStep[c] ?? 0;
    const row = weights.slice(c * m, c * m + m);
    expect(Math.max(...row.map(Math.abs))).toBe(127);
    for (const q of all) {
      const score = marks.reduce((sum, x, i) => sum + sample.like(q, x) * (row[i] ?? 0) * step, 0);
      const exact = limits ? refitOnLandmarks(sample, marks, all, q, c) : refit(sample, all, q, c);
      const most = marks.reduce((sum, x) => sum + sample.like(q, x), 0) * (step / 2);
      expect(Math.abs(score - exact)).toBeLessThanOrEqual(most + 1e-6);
    }
  }
});

test('an article without questions weighs nothing', () => {
  const { weights, weightStep, landmarks } = fitRidge(sample.questions, sample.count + 1);
  expect(weightStep[sample.count]).toBe(0);
  expect([...weights.slice(sample.count * landmarks.length)].every((weight) => weight === 0)).toBe(true);
});
