import type { KernelFunctions } from './kernel.ts';
import { layerNorm } from './math.ts';

const f = Math.fround;
/** Half to even, as `f32x4.nearest`; right below 2 ** 22, and what is rounded here is at most 127. */
const nearest = (value: number) => f(f(value + 12_582_912) - 12_582_912);

/** kernel.as.ts and kernel-rows.as.ts in plain JavaScript, bit for bit: `fround` after every step, sums in the same four lanes. */
export function plainFunctions(buffer: ArrayBuffer): KernelFunctions {
  const bytes = new Int8Array(buffer);
  const shorts = new Int16Array(buffer);
  const ints = new Int32Array(buffer);
  const floats = new Float32Array(buffer);
  const at = (place: number, index: number) => floats[(place >> 2) + index] ?? 0;
  const put = (place: number, index: number, value: number) => {
    floats[(place >> 2) + index] = value;
  };

  /** Lane l holds every fourth product; what is left beyond the lanes is added one by one. */
  function laneDot(a: number, b: number, width: number): number {
    const even = width & ~3;
    const lanes = [0, 0, 0, 0];
    for (let k = 0; k < even; k++) lanes[k & 3] = f((lanes[k & 3] ?? 0) + f(at(a, k) * at(b, k)));
    const [s0 = 0, s1 = 0, s2 = 0, s3 = 0] = lanes;
    let sum = f(f(s0 + s1) + f(s2 + s3));
    for (let k = even; k < width; k++) sum = f(sum + f(at(a, k) * at(b, k)));
    return sum;
  }

  return {
    matmul(out, act, steps, w, wScale, sums, bias, tokens, width, outs) {
      for (let t = 0; t < tokens; t++) {
        for (let o = 0; o < outs; o++) {
          let sum = -(ints[(steps >> 2) + 2 * t + 1] ?? 0) * (ints[(sums >> 2) + o] ?? 0);
          for (let k = 0; k < width; k++) sum += (bytes[w + o * width + k] ?? 0) * (bytes[act + t * width + k] ?? 0);
          put(out, t * outs + o, f(f(f(f(sum) * at(steps, 2 * t)) * at(wScale, o)) + at(bias, o)));
        }
      }
    },
    quantize(out, steps, x, tokens, width) {
      for (let t = 0; t < tokens; t++) {
        const row = floats.subarray((x >> 2) + t * width, (x >> 2) + (t + 1) * width);
        const least = row.reduce((a, b) => Math.min(a, b), 0);
        const range = f(row.reduce((a, b) => Math.max(a, b), 0) - least);
        const times = range > 1e-30 ? f(127 / range) : 0;
        const zero = nearest(f(-least * times));
        put(steps, 2 * t, range / 127);
        ints[(steps >> 2) + 2 * t + 1] = zero;
        for (let k = 0; k < width; k++) bytes[out + t * width + k] = Math.min(nearest(f((row[k] ?? 0) * times)) + zero, 127);
      }
    },
    dots(out, a, b, tokens, stride, width) {
      for (let i = 0; i < tokens; i++) {
        for (let j = 0; j < tokens; j++) put(out, i * tokens + j, laneDot(a + i * stride * 4, b + j * stride * 4, width));
      }
    },
    mix(out, p, v, tokens, outStride, stride, width) {
      for (let i = 0; i < tokens; i++) {
        for (let k = 0; k < width; k++) {
          let sum = 0;
          for (let j = 0; j < tokens; j++) sum = f(sum + f(at(p, i * tokens + j) * at(v, j * stride + k)));
          put(out, i * outStride + k, sum);
        }
      }
    },
    scan(out, query, rows, count, width) {
      for (let i = 0; i < count; i++) {
        let sum = 0;
        for (let k = 0; k < width; k++) sum += (bytes[rows + i * width + k] ?? 0) * (shorts[(query >> 1) + k] ?? 0);
        ints[(out >> 2) + i] = sum;
      }
    },
    normalize(out, x, gain, bias, rows, width) {
      const list = (place: number, count: number) => floats.subarray(place >> 2, (place >> 2) + count);
      layerNorm(list(out, rows * width), list(x, rows * width), list(gain, width), list(bias, width), rows);
    },
    add(out, a, b, count) {
      for (let k = 0; k < count; k++) put(out, k, at(a, k) + at(b, k));
    },
    relu(x, count) {
      for (let k = 0; k < count; k++) if (at(x, k) < 0) put(x, k, 0);
    },
    mean(x, rows, width) {
      for (let k = 0; k < width; k++) {
        let sum = 0;
        for (let t = 0; t < rows; t++) sum += at(x, t * width + k);
        put(x, k, sum / rows);
      }
    },
  };
}
