import type { Rows } from './rows.ts';

/** Weights of a linear classifier: one a feature, then one a number of the vector. */
export interface Linear {
  weights: Float32Array;
  bias: number;
}

/** Most passes over the rows; it ends earlier when nothing moves. */
const mostPasses = 20;
/** The largest violation that still counts as nothing, as in liblinear. */
const small = 0.1;

/**
 * L2-regularized squared-hinge classification by dual coordinate descent with shrinking (Hsieh et al., "A dual coordinate
 * descent method for large-scale linear SVM", 2008): the same weights from the same rows, every time. `members` are the rows
 * to learn from; `costs` say how much a positive and a negative row count.
 */
export function fitLinear(rows: Rows, members: Uint32Array, positive: Uint8Array, costs: { positive: number; negative: number }): Linear {
  const { start, at, value, norm } = rows;
  const w = new Float64Array(rows.width + 1);
  const bias = rows.width;
  const alpha = new Float64Array(members.length);
  const active = Uint32Array.from(members, (_, k) => k);
  const next = random(20_26);
  let left = active.length;
  let shrinkAbove = Number.POSITIVE_INFINITY;
  for (let pass = 0; pass < mostPasses; pass++) {
    shuffle(active, left, next);
    let worst = 0;
    let highest = 0;
    for (let s = 0; s < left; s++) {
      const k = active[s] ?? 0;
      const i = members[k] ?? 0;
      const y = positive[i] === 1 ? 1 : -1;
      const slack = 1 / (2 * (y === 1 ? costs.positive : costs.negative));
      const [from, to] = [start[i] ?? 0, start[i + 1] ?? 0];
      let sum = w[bias] ?? 0;
      for (let f = from; f < to; f++) sum += (w[at[f] ?? 0] ?? 0) * (value[f] ?? 0);
      const before = alpha[k] ?? 0;
      const gradient = y * sum - 1 + slack * before;
      // Rows far on their own side say nothing more: they leave until the rest has settled.
      if (before === 0 && gradient > shrinkAbove) {
        left--;
        active[s] = active[left] ?? 0;
        active[left] = k;
        s--;
        continue;
      }
      const violation = before === 0 ? Math.min(0, gradient) : gradient;
      worst = Math.max(worst, Math.abs(violation));
      highest = Math.max(highest, violation);
      if (violation === 0) continue;
      const after = Math.max(0, before - gradient / ((norm[i] ?? 0) + 1 + slack));
      const by = (after - before) * y;
      alpha[k] = after;
      for (let f = from; f < to; f++) {
        const place = at[f] ?? 0;
        w[place] = (w[place] ?? 0) + by * (value[f] ?? 0);
      }
      w[bias] = (w[bias] ?? 0) + by;
    }
    shrinkAbove = highest > 0 ? highest : Number.POSITIVE_INFINITY;
    if (worst > small) continue;
    if (left === active.length) break;
    left = active.length;
    shrinkAbove = Number.POSITIVE_INFINITY;
  }
  return { weights: Float32Array.from(w.subarray(0, rows.width)), bias: w[bias] ?? 0 };
}

export function scoreOf({ weights, bias }: Linear, { start, at, value }: Rows, i: number): number {
  let sum = bias;
  for (let f = start[i] ?? 0, to = start[i + 1] ?? 0; f < to; f++) sum += (weights[at[f] ?? 0] ?? 0) * (value[f] ?? 0);
  return sum;
}

/** Even numbers in [0, 1) that are the same every time (the generator of Numerical Recipes). */
function random(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

function shuffle(order: Uint32Array, count: number, next: () => number): void {
  for (let i = count - 1; i > 0; i--) {
    const j = Math.floor(next() * (i + 1));
    const kept = order[i] ?? 0;
    order[i] = order[j] ?? 0;
    order[j] = kept;
  }
}
