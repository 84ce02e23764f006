/**
 * Functions whose last bit engines may choose for themselves (`Math.exp`, `Math.tanh`), out of additions and
 * multiplications, which they may not: a vector made in Node is the one that the worker makes.
 */

const double = new Float64Array(1);
const halves = new Int32Array(double.buffer);

/** To some 1e-11 of its value, far below what a float32 holds. */
export function exp(x: number): number {
  if (x < -700) return 0;
  const k = Math.floor(Math.min(x, 700) * Math.LOG2E + 0.5);
  // ln(2) in two parts, so that k times the first is exact (fdlibm).
  const r = Math.min(x, 700) - k * 0.6931471803691238 - k * 1.9082149292705877e-10;
  // Taylor's series, as |r| is at most ln(2) / 2.
  const high = 1 + (r / 6) * (1 + (r / 7) * (1 + (r / 8) * (1 + r / 9)));
  const sum = 1 + r * (1 + (r / 2) * (1 + (r / 3) * (1 + (r / 4) * (1 + (r / 5) * high))));
  halves[0] = 0;
  halves[1] = (k + 1_023) << 20;
  return sum * (double[0] ?? 0);
}

export const tanh = (x: number): number => 1 - 2 / (exp(2 * x) + 1);

/** Rows of `width` numbers, each brought to mean 0 and variance 1, times gain, plus bias. */
export function layerNorm(out: Float32Array, x: Float32Array, gain: Float32Array, bias: Float32Array, rows: number): void {
  const width = gain.length;
  for (let from = 0; from < rows * width; from += width) {
    let mean = 0;
    for (let k = 0; k < width; k++) mean += x[from + k] ?? 0;
    mean /= width;
    let square = 0;
    for (let k = 0; k < width; k++) {
      const off = (x[from + k] ?? 0) - mean;
      square += off * off;
    }
    const times = 1 / Math.sqrt(square / width + 1e-6);
    for (let k = 0; k < width; k++) out[from + k] = ((x[from + k] ?? 0) - mean) * times * (gain[k] ?? 0) + (bias[k] ?? 0);
  }
}

/** Rows of `width` numbers, each made positive with sum 1, in place. */
export function softmax(x: Float32Array, rows: number, width: number): void {
  for (let from = 0; from < rows * width; from += width) {
    let most = Number.NEGATIVE_INFINITY;
    for (let k = 0; k < width; k++) most = Math.max(most, x[from + k] ?? 0);
    let sum = 0;
    for (let k = 0; k < width; k++) {
      const value = exp((x[from + k] ?? 0) - most);
      x[from + k] = value;
      sum += value;
    }
    for (let k = 0; k < width; k++) x[from + k] = (x[from + k] ?? 0) / sum;
  }
}
