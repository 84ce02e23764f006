import { eigen } from './eigen.ts';
import { addSquare, cholesky, mirror } from './linear.ts';
import type { Dense } from './model.ts';
import { columns } from './original.ts';

/** Sums of products of a layer's queries, and of its keys, in each head: how they are used decides what can go. */
export function makeUse(size: number, heads: number) {
  const zero = () => Array.from({ length: heads }, () => new Float64Array(size * size));
  const sums = { q: zero(), k: zero() };
  return {
    sums,
    add(which: 'q' | 'k', rows: Float32Array, count: number): void {
      for (const [head, sum] of sums[which].entries()) {
        const part = columns(rows, count, head * size, size);
        for (let t = 0; t < count; t++) addSquare(sum, part.subarray(t * size, (t + 1) * size));
      }
    },
  };
}
export type Use = ReturnType<typeof makeUse>;

/**
 * Queries and keys of fewer numbers whose products are the nearest to the old ones, over what was seen of both: the largest
 * singular values of the table of all products, found from the two small squares without writing it down. The factor by
 * which products are divided goes into the queries.
 */
export function shortenHeads(q: Dense, k: Dense, { sums }: Use, keep: number): { q: Dense; k: Dense } {
  const heads = sums.q.length;
  const size = q.outs / heads;
  const parts = sums.q.map((square, head) => {
    const gq = mirror(regular(square, size), size);
    const root = cholesky(regular(sums.k[head] ?? new Float64Array(), size), size);
    // The squares of the singular values are the eigenvalues of root^T gq root.
    const gr = product(gq, root, size, size, size);
    const { values, vectors } = eigen(product(transpose(root, size, size), gr, size, size, size), size);
    const z = transpose(vectors.subarray(0, keep * size), keep, size);
    const sigma = (i: number) => Math.sqrt(values[i] ?? 0);
    return {
      q: scaleColumns(product(root, z, size, size, keep), keep, (i) => sigma(i) ** -0.5 / Math.sqrt(size)),
      k: scaleColumns(product(gr, z, size, size, keep), keep, (i) => sigma(i) ** -1.5),
    };
  });
  const turn = (dense: Dense, which: 'q' | 'k'): Dense => {
    const { ins } = dense;
    const out = { w: new Float32Array(heads * keep * ins), bias: new Float32Array(heads * keep), ins, outs: heads * keep };
    for (const [head, part] of parts.entries()) {
      for (let i = 0; i < keep; i++) {
        const row = new Float64Array(ins + 1);
        for (let c = 0; c < size; c++) {
          const times = part[which][c * keep + i] ?? 0;
          const from = (head * size + c) * ins;
          for (let n = 0; n < ins; n++) row[n] = (row[n] ?? 0) + times * (dense.w[from + n] ?? 0);
          row[ins] = (row[ins] ?? 0) + times * (dense.bias[head * size + c] ?? 0);
        }
        out.w.set(row.subarray(0, ins), (head * keep + i) * ins);
        out.bias[head * keep + i] = row[ins] ?? 0;
      }
    }
    return out;
  };
  return { q: turn(q, 'q'), k: turn(k, 'k') };
}

/** With a little on the diagonal, as directions that never occurred have no inverse. */
function regular(square: Float64Array, size: number): Float64Array {
  const out = square.slice();
  let trace = 0;
  for (let i = 0; i < size; i++) trace += out[i * (size + 1)] ?? 0;
  for (let i = 0; i < size; i++) out[i * (size + 1)] = (out[i * (size + 1)] ?? 0) + (1e-9 * trace) / size;
  return out;
}

function product(a: Float64Array, b: Float64Array, rows: number, inner: number, width: number): Float64Array {
  const out = new Float64Array(rows * width);
  for (let i = 0; i < rows; i++) {
    for (let k = 0; k < inner; k++) {
      const one = a[i * inner + k] ?? 0;
      for (let j = 0; j < width; j++) out[i * width + j] = (out[i * width + j] ?? 0) + one * (b[k * width + j] ?? 0);
    }
  }
  return out;
}

function transpose(a: Float64Array, rows: number, width: number): Float64Array {
  const out = new Float64Array(a.length);
  for (let i = 0; i < rows; i++) for (let k = 0; k < width; k++) out[k * rows + i] = a[i * width + k] ?? 0;
  return out;
}

const scaleColumns = (a: Float64Array, width: number, by: (column: number) => number) => a.map((value, at) => value * by(at % width));
