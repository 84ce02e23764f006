import { addProduct, addSquare, backward, cholesky, forward, inverseDiagonal } from './linear.ts';
import type { Dense } from './model.ts';

/** Of each text: what units of a layer said on the average, and what the layer had to add. */
export interface Fitted {
  means: Float32Array[];
  targets: Float32Array[];
}

/** Share of the average unit's square that draws a weight to what it was: texts here are not those of customers. */
const pull = 0.1;
/** Units that go in one round, of those that are left. */
const share = 12;

/**
 * The best few of a layer's units, and weights for them that come nearest to the targets: units go that add least to the
 * error when all others make up for it (optimal brain surgeon), a few at a time.
 */
export function prune(inner: Dense, outer: Dense, { means, targets }: Fitted, keep: number): { inner: Dense; outer: Dense } {
  const { square, product, meanOf, targetOf } = moments(means, targets);
  const [size, width] = [inner.outs, outer.outs];
  let trace = 0;
  for (let i = 0; i < size; i++) trace += square[i * (size + 1)] ?? 0;
  const extra = (pull * trace) / size;
  for (let i = 0; i < size; i++) {
    square[i * (size + 1)] = (square[i * (size + 1)] ?? 0) + extra;
    for (let o = 0; o < width; o++) product[i * width + o] = (product[i * width + o] ?? 0) + extra * (outer.w[o * size + i] ?? 0);
  }
  let left = Array.from({ length: size }, (_, i) => i);
  for (;;) {
    const l = cholesky(part(square, size, left), left.length);
    const weights = Float64Array.from(
      { length: left.length * width },
      (_, at) => product[(left[Math.floor(at / width)] ?? 0) * width + (at % width)] ?? 0,
    );
    forward(l, left.length, weights, width);
    backward(l, left.length, weights, width);
    if (left.length === keep) return chosen(inner, outer, left, weights, meanOf, targetOf);
    const diagonal = inverseDiagonal(l, left.length);
    const cost = left.map((_, i) => weights.subarray(i * width, (i + 1) * width).reduce((sum, w) => sum + w * w, 0) / (diagonal[i] ?? 1));
    const order = left.map((_, i) => i).sort((i, j) => (cost[i] ?? 0) - (cost[j] ?? 0) || i - j);
    const gone = new Set(order.slice(0, Math.max(1, Math.min(left.length - keep, Math.floor(left.length / share)))));
    left = left.filter((_, i) => !gone.has(i));
  }
}

/** Second moments about the means. */
function moments(means: readonly Float32Array[], targets: readonly Float32Array[]) {
  const center = (rows: readonly Float32Array[]) => {
    const sum = new Float64Array(rows[0]?.length ?? 0);
    for (const row of rows) for (let k = 0; k < sum.length; k++) sum[k] = (sum[k] ?? 0) + (row[k] ?? 0);
    return sum.map((value) => value / rows.length);
  };
  const meanOf = center(means);
  const targetOf = center(targets);
  const square = new Float64Array(meanOf.length ** 2);
  const product = new Float64Array(meanOf.length * targetOf.length);
  for (const [i, row] of means.entries()) {
    const own = meanOf.map((value, k) => (row[k] ?? 0) - value);
    addSquare(square, own);
    addProduct(
      product,
      own,
      targetOf.map((value, k) => (targets[i]?.[k] ?? 0) - value),
    );
  }
  const each = (value: number) => value / means.length;
  return { square: square.map(each), product: product.map(each), meanOf, targetOf };
}

/** Rows and columns of those that are left; the lower half. */
function part(square: Float64Array, size: number, left: readonly number[]): Float64Array {
  const out = new Float64Array(left.length ** 2);
  for (const [i, row] of left.entries()) for (let j = 0; j <= i; j++) out[i * left.length + j] = square[row * size + (left[j] ?? 0)] ?? 0;
  return out;
}

function chosen(inner: Dense, outer: Dense, left: readonly number[], weights: Float64Array, meanOf: Float64Array, targetOf: Float64Array) {
  const [ins, width, keep] = [inner.ins, outer.outs, left.length];
  const rows = new Float32Array(keep * ins);
  for (const [i, unit] of left.entries()) rows.set(inner.w.subarray(unit * ins, (unit + 1) * ins), i * ins);
  const bias = Float32Array.from(
    targetOf,
    (value, o) => value - left.reduce((sum, unit, i) => sum + (meanOf[unit] ?? 0) * (weights[i * width + o] ?? 0), 0),
  );
  return {
    inner: { w: rows, bias: Float32Array.from(left, (unit) => inner.bias[unit] ?? 0), ins, outs: keep },
    outer: {
      w: Float32Array.from({ length: keep * width }, (_, at) => weights[(at % keep) * width + Math.floor(at / keep)] ?? 0),
      bias,
      ins: keep,
      outs: width,
    },
  };
}
