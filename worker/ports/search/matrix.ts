/** Dense linear algebra for building a release: row-major arrays of doubles, of one type so that the engine compiles it well. */

/** Sum of products of `count` numbers of a from i and of b from j. */
export function dotAt(a: Float64Array, i: number, b: Float64Array, j: number, count: number): number {
  let s = 0;
  let t = 0;
  let u = 0;
  let v = 0;
  let k = 0;
  // Four sums at once, so that one addition does not wait for the other.
  for (; k + 3 < count; k += 4) {
    s += (a[i + k] ?? 0) * (b[j + k] ?? 0);
    t += (a[i + k + 1] ?? 0) * (b[j + k + 1] ?? 0);
    u += (a[i + k + 2] ?? 0) * (b[j + k + 2] ?? 0);
    v += (a[i + k + 3] ?? 0) * (b[j + k + 3] ?? 0);
  }
  for (; k < count; k++) s += (a[i + k] ?? 0) * (b[j + k] ?? 0);
  return s + t + u + v;
}

/** The lower triangle of a^T a, for rows of `width`. */
export function gram(a: Float64Array, width: number): Float64Array {
  const n = a.length / width;
  const columns = new Float64Array(a.length);
  for (let i = 0; i < n; i++) for (let k = 0; k < width; k++) columns[k * n + i] = a[i * width + k] ?? 0;
  const out = new Float64Array(width * width);
  for (let i = 0; i < width; i++) for (let j = 0; j <= i; j++) out[i * width + j] = dotAt(columns, i * n, columns, j * n, n);
  return out;
}

/** The lower triangular l with l l^T = a, in place of a. `a` is symmetric and positive definite; only its lower half is read. */
export function cholesky(a: Float64Array, size: number): Float64Array {
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < i; j++) a[i * size + j] = ((a[i * size + j] ?? 0) - dotAt(a, i * size, a, j * size, j)) / (a[j * size + j] ?? 1);
    a[i * size + i] = Math.sqrt(Math.max((a[i * size + i] ?? 0) - dotAt(a, i * size, a, i * size, i), 1e-12));
  }
  return a;
}

/** Solves l x = b in place of the numbers of b from `at`; those before `from` are all 0. */
export function forward(l: Float64Array, size: number, b: Float64Array, at = 0, from = 0): void {
  for (let i = from; i < size; i++)
    b[at + i] = ((b[at + i] ?? 0) - dotAt(l, i * size + from, b, at + from, i - from)) / (l[i * size + i] ?? 1);
}

/** Solves l^T x = b in place of b. */
export function backward(l: Float64Array, size: number, b: Float64Array): void {
  for (let i = size - 1; i >= 0; i--) {
    const x = (b[i] ?? 0) / (l[i * size + i] ?? 1);
    b[i] = x;
    for (let k = 0; k < i; k++) b[k] = (b[k] ?? 0) - x * (l[i * size + k] ?? 0);
  }
}
