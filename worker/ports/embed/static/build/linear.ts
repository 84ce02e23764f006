/** Dense linear algebra, in rows. Sums are in float64 and in a fixed order: the same numbers on every machine. */

/** x (rows of `ins`) by the rows of w, plus bias. Two rows of either at once, so that each number fetched is used twice. */
export function multiply(
  x: Float32Array,
  { w, bias, ins, outs }: { w: Float32Array; bias: Float32Array; ins: number; outs: number },
): Float32Array {
  const rows = x.length / ins;
  const out = new Float32Array(rows * outs);
  for (let t = 0; t < rows; t += 2) {
    const a = t * ins;
    const b = Math.min(t + 1, rows - 1) * ins;
    for (let o = 0; o < outs; o += 2) {
      const p = o * ins;
      const q = Math.min(o + 1, outs - 1) * ins;
      let ap = bias[o] ?? 0;
      let bp = ap;
      let aq = bias[Math.min(o + 1, outs - 1)] ?? 0;
      let bq = aq;
      for (let k = 0; k < ins; k++) {
        const xa = x[a + k] ?? 0;
        const xb = x[b + k] ?? 0;
        const wp = w[p + k] ?? 0;
        const wq = w[q + k] ?? 0;
        ap += xa * wp;
        aq += xa * wq;
        bp += xb * wp;
        bq += xb * wq;
      }
      out[(b / ins) * outs + q / ins] = bq;
      out[t * outs + q / ins] = aq;
      out[(b / ins) * outs + o] = bp;
      out[t * outs + o] = ap;
    }
  }
  return out;
}

/** Adds to `sum`, which is symmetric, the products of a row's numbers with each other. Zeros cost nothing. */
export function addSquare(sum: Float64Array, row: Float32Array | Float64Array): void {
  const size = row.length;
  for (let i = 0; i < size; i++) {
    const one = row[i] ?? 0;
    if (one !== 0) for (let k = 0, at = i * size; k <= i; k++, at++) sum[at] = (sum[at] ?? 0) + one * (row[k] ?? 0);
  }
}

/** Adds the products of every number of `a` with every number of `b`: rows of b.length. */
export function addProduct(sum: Float64Array, a: Float64Array, b: Float64Array): void {
  for (let i = 0, at = 0; i < a.length; i++) {
    const one = a[i] ?? 0;
    for (let k = 0; k < b.length; k++, at++) sum[at] = (sum[at] ?? 0) + one * (b[k] ?? 0);
  }
}

/** Fills the upper half of a symmetric matrix of which the lower half is known. */
export function mirror(a: Float64Array, size: number): Float64Array {
  for (let i = 0; i < size; i++) for (let k = 0; k < i; k++) a[k * size + i] = a[i * size + k] ?? 0;
  return a;
}

/** The lower triangular l with l l^T = a. Only the lower half of a is read. */
export function cholesky(a: Float64Array, size: number): Float64Array {
  const l = new Float64Array(size * size);
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = a[i * size + j] ?? 0;
      for (let k = 0, p = i * size, q = j * size; k < j; k++, p++, q++) sum -= (l[p] ?? 0) * (l[q] ?? 0);
      if (i === j && sum <= 0) throw new Error(`the matrix is not positive definite at ${i}`);
      l[i * size + j] = i === j ? Math.sqrt(sum) : sum / (l[j * size + j] ?? 1);
    }
  }
  return l;
}

/** Solves l y = b for all columns of b (rows of `width`), in place. */
export function forward(l: Float64Array, size: number, b: Float64Array, width: number): void {
  for (let i = 0; i < size; i++) {
    for (let k = 0; k < i; k++) axpy(b, i * width, -(l[i * size + k] ?? 0), b, k * width, width);
    scale(b, i * width, 1 / (l[i * size + i] ?? 1), width);
  }
}

/** Solves l^T x = y, in place. */
export function backward(l: Float64Array, size: number, b: Float64Array, width: number): void {
  for (let i = size - 1; i >= 0; i--) {
    scale(b, i * width, 1 / (l[i * size + i] ?? 1), width);
    for (let k = 0; k < i; k++) axpy(b, k * width, -(l[i * size + k] ?? 0), b, i * width, width);
  }
}

/** The diagonal of the inverse of l l^T. */
export function inverseDiagonal(l: Float64Array, size: number): Float64Array {
  const found = new Float64Array(size);
  const inverse = new Float64Array(size * size);
  for (let i = 0; i < size; i++) {
    // Row i of the inverse of l: e_i less what the rows above have, all of them zero beyond their own place.
    inverse[i * size + i] = 1;
    for (let k = 0; k < i; k++) axpy(inverse, i * size, -(l[i * size + k] ?? 0), inverse, k * size, k + 1);
    scale(inverse, i * size, 1 / (l[i * size + i] ?? 1), i + 1);
    for (let k = 0; k <= i; k++) found[k] = (found[k] ?? 0) + (inverse[i * size + k] ?? 0) ** 2;
  }
  return found;
}

function axpy(to: Float64Array, at: number, times: number, from: Float64Array, start: number, width: number): void {
  if (times === 0) return;
  for (let k = 0; k < width; k++) to[at + k] = (to[at + k] ?? 0) + times * (from[start + k] ?? 0);
}

function scale(to: Float64Array, at: number, times: number, width: number): void {
  for (let k = 0; k < width; k++) to[at + k] = (to[at + k] ?? 0) * times;
}
