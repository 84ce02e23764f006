/**
 * Eigenvalues of a symmetric matrix, largest first, and their vectors as rows: Jacobi's rotations, which take away the
 * largest of what is beside the diagonal until nothing is left.
 */
export function eigen(symmetric: Float64Array, size: number): { values: Float64Array; vectors: Float64Array } {
  const a = symmetric.slice();
  const v = new Float64Array(size * size);
  for (let i = 0; i < size; i++) v[i * size + i] = 1;
  const get = (i: number, j: number) => a[i * size + j] ?? 0;
  let whole = 0;
  for (let i = 0; i < size; i++) whole += get(i, i) ** 2;
  for (let sweep = 0; sweep < 30; sweep++) {
    let beside = 0;
    for (let i = 0; i < size; i++) for (let j = 0; j < i; j++) beside += get(i, j) ** 2;
    if (beside <= 1e-22 * whole) break;
    for (let p = 1; p < size; p++) {
      for (let q = 0; q < p; q++) {
        const off = get(p, q);
        if (off * off < (1e-24 * whole) / size) continue;
        const theta = (get(q, q) - get(p, p)) / (2 * off);
        const t = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
        const c = 1 / Math.sqrt(t * t + 1);
        const s = t * c;
        rotate(a, p * size, q * size, c, s, size);
        rotateColumns(a, p, q, c, s, size);
        rotate(v, p * size, q * size, c, s, size);
      }
    }
  }
  const order = Array.from({ length: size }, (_, i) => i).sort((i, j) => get(j, j) - get(i, i));
  const vectors = new Float64Array(size * size);
  for (const [to, from] of order.entries()) vectors.set(v.subarray(from * size, (from + 1) * size), to * size);
  return { values: Float64Array.from(order, (i) => get(i, i)), vectors };
}

function rotate(a: Float64Array, p: number, q: number, c: number, s: number, size: number): void {
  for (let k = 0; k < size; k++) {
    const x = a[p + k] ?? 0;
    const y = a[q + k] ?? 0;
    a[p + k] = c * x - s * y;
    a[q + k] = s * x + c * y;
  }
}

function rotateColumns(a: Float64Array, p: number, q: number, c: number, s: number, size: number): void {
  for (let k = 0; k < size * size; k += size) {
    const x = a[k + p] ?? 0;
    const y = a[k + q] ?? 0;
    a[k + p] = c * x - s * y;
    a[k + q] = s * x + c * y;
  }
}
