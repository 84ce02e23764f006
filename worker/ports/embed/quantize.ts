/**
 * The one scheme for vectors of every embedder: symmetric int8, `round(127 * x / max|x|)`. A vector is compared by its
 * cosine, which does not see a common factor, so no scale is kept and vectors of any length come out as if of unit length.
 * `null` for what is no vector: a component that is not finite, or nothing but zeros.
 */
export function quantize(values: readonly number[] | Float32Array): Int8Array | null {
  let largest = 0;
  for (const value of values) {
    if (!Number.isFinite(value)) return null;
    largest = Math.max(largest, Math.abs(value));
  }
  if (largest === 0) return null;
  const out = new Int8Array(values.length);
  // By hand: `Int8Array.from` makes an object a number, at every question.
  for (let i = 0; i < out.length; i++) out[i] = Math.round((127 * (values[i] ?? 0)) / largest);
  return out;
}

/** Cosine of two quantised vectors, -1 to 1; 0 where one of them is the zero vector. */
export function cosine(a: Int8Array, b: Int8Array): number {
  if (a.length !== b.length) throw new RangeError(`vectors of ${a.length} and ${b.length} dimensions cannot be compared`);
  let dot = 0;
  let aa = 0;
  let bb = 0;
  for (let i = 0; i < a.length; i++) {
    const x = a[i] ?? 0;
    const y = b[i] ?? 0;
    dot += x * y;
    aa += x * x;
    bb += y * y;
  }
  return aa === 0 || bb === 0 ? 0 : dot / Math.sqrt(aa * bb);
}

export const isZero = (vector: Int8Array): boolean => vector.every((component) => component === 0);
