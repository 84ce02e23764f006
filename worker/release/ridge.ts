import { kernel } from '../ports/search/evidence.ts';
import type { KnowledgeIndex } from '../ports/search/knowledge-index.ts';
import { backward, cholesky, dotAt, forward, gram } from '../ports/search/matrix.ts';

/**
 * Kernel ridge regression of "which article is meant" on a knowledge base's own questions (Rifkin, Yeo and Poggio,
 * "Regularized least-squares classification", 2003), on landmarks where there are many questions (Smola and Schölkopf,
 * "Sparse greedy matrix approximation", 2000). Leave-one-out and leave-article-out scores come in closed form.
 */
export interface Ridge {
  /** Score of every article for question q, judged without that question. */
  withoutQuestion: (q: number) => Float64Array;
  /** The same, judged without the whole article that it belongs to. */
  withoutArticle: (q: number) => Float64Array;
  landmarks: Uint32Array;
  weights: Int8Array;
  weightStep: Float32Array;
}

export const lambda = 0.2;
/** Up to `exact` questions each is a landmark; it takes about ten seconds. `work`: multiplications on landmarks, as long. */
const limits = { exact: 3_200, work: 1e10 };
/** Beyond these articles the weights would outgrow what a release may weigh; what is left is evidence alone. */
export const MOST_ARTICLES = 2_000;

export interface Questions {
  /** Unit number of each question. */
  units: Uint32Array;
  /** Place of its article. */
  articles: Int32Array;
  /** Cosine of vectors and of words of question q with every unit. */
  alike: (q: number) => { likeness: Float32Array; shared: (unit: number) => number };
}

export function fitRidge({ units, articles, alike }: Questions, count: number, { exact, work } = limits): Ridge {
  const n = units.length;
  const m = n <= exact ? n : Math.floor(Math.sqrt(work / n));
  const chosen = spread(articles, count, m);
  const landmarks = Uint32Array.from(chosen, (q) => units[q] ?? 0);
  const rows = new Float64Array(n * m);
  for (let q = 0; q < n; q++) {
    const { likeness, shared } = alike(q);
    for (let k = 0; k < m; k++) {
      const unit = landmarks[k] ?? 0;
      rows[q * m + k] = kernel(likeness[unit] ?? 0, shared(unit));
    }
  }
  const l = m === n ? factorOfAll(rows, chosen, m) : factorOfLandmarks(rows, chosen, m);
  const sums = new Float64Array(count * m);
  const members: number[][] = Array.from({ length: count }, () => []);
  for (let q = 0; q < n; q++) {
    const c = articles[q] ?? 0;
    members[c]?.push(q);
    for (let k = 0; k < m; k++) sums[c * m + k] = (sums[c * m + k] ?? 0) + (rows[q * m + k] ?? 0);
  }
  const own = (q: number) => articles[q] ?? 0;
  /** What the fit leaves unexplained of question x by question y: identity minus the hat matrix. */
  const rest = (x: number, y: number) => {
    const product = dotAt(rows, x * m, rows, y * m, m);
    return m === n ? lambda * product : Number(x === y) - product;
  };
  /** Scores of all articles for a mix of questions, as the fit would give them without these questions. */
  const unseen = (mixed: Float64Array, at: number, self: number) => {
    const scores = new Float64Array(count);
    for (let c = 0; c < count; c++) {
      const sum = dotAt(mixed, at, sums, c * m, m);
      scores[c] = m === n ? -lambda * sum : sum;
    }
    if (m !== n) scores[self] = (scores[self] ?? 0) - 1;
    return scores;
  };
  return {
    landmarks,
    ...weightsOf(l, sums, count, m),
    withoutQuestion(q) {
      const left = Math.max(rest(q, q), 1e-9);
      const scores = unseen(rows, q * m, own(q)).map((score) => score / left);
      scores[own(q)] = (scores[own(q)] ?? 0) + 1;
      return scores;
    },
    withoutArticle(q) {
      const group = members[own(q)] ?? [];
      const size = group.length;
      const block = new Float64Array(size * size);
      group.forEach((x, i) => {
        for (let j = 0; j <= i; j++) block[i * size + j] = rest(x, group[j] ?? 0);
      });
      // One row of the inverse of the block, by solving for a unit vector: it is symmetric.
      const unit = new Float64Array(size);
      unit[group.indexOf(q)] = 1;
      const factor = cholesky(block, size);
      forward(factor, size, unit);
      backward(factor, size, unit);
      const mixed = new Float64Array(m);
      group.forEach((x, i) => {
        for (let k = 0; k < m; k++) mixed[k] = (mixed[k] ?? 0) + (unit[i] ?? 0) * (rows[x * m + k] ?? 0);
      });
      const scores = unseen(mixed, 0, own(q));
      scores[own(q)] = -1;
      return scores;
    },
  };
}

/** Every question is a landmark: the rows become columns of the inverse factor of the kernel matrix with its ridge. */
function factorOfAll(rows: Float64Array, chosen: Uint32Array, m: number): Float64Array {
  const a = new Float64Array(m * m);
  const place = new Uint32Array(m);
  chosen.forEach((q, k) => {
    place[q] = k;
    for (let j = 0; j <= k; j++) a[k * m + j] = (rows[q * m + j] ?? 0) + (j === k ? lambda : 0);
  });
  const l = cholesky(a, m);
  for (let q = 0; q < m; q++) {
    const k = place[q] ?? 0;
    rows.fill(0, q * m, q * m + m);
    rows[q * m + k] = 1;
    forward(l, m, rows, q * m, k);
  }
  return l;
}

/** Fewer landmarks than questions: the rows become coordinates in which the whole fit is a sum of products. */
function factorOfLandmarks(rows: Float64Array, chosen: Uint32Array, m: number): Float64Array {
  const n = rows.length / m;
  const a = gram(rows, m);
  chosen.forEach((q, i) => {
    for (let j = 0; j <= i; j++) a[i * m + j] = (a[i * m + j] ?? 0) + lambda * (rows[q * m + j] ?? 0) + (i === j ? 1e-6 * n : 0);
  });
  const l = cholesky(a, m);
  for (let q = 0; q < n; q++) forward(l, m, rows, q * m);
  return l;
}

/** Landmarks taken from the articles in turn, so that each has its share. */
function spread(articles: Int32Array, count: number, m: number): Uint32Array {
  const turn = new Int32Array(count);
  const order = [...articles].map((c, q) => {
    const round = turn[c] ?? 0;
    turn[c] = round + 1;
    return { q, round };
  });
  return Uint32Array.from(order.sort((x, y) => x.round - y.round || x.q - y.q).slice(0, m), ({ q }) => q);
}

function weightsOf(l: Float64Array, sums: Float64Array, count: number, m: number): Pick<KnowledgeIndex, 'weights' | 'weightStep'> {
  const weights = new Int8Array(count * m);
  const weightStep = new Float32Array(count);
  for (let c = 0; c < count; c++) {
    const row = sums.slice(c * m, c * m + m);
    backward(l, m, row);
    const largest = row.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    weightStep[c] = largest / 127;
    for (let k = 0; k < m; k++) weights[c * m + k] = largest === 0 ? 0 : Math.round((127 * (row[k] ?? 0)) / largest);
  }
  return { weights, weightStep };
}
