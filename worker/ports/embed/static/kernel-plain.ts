import type { KernelFunctions } from './kernel.ts';

const f = Math.fround;
/** Half to even, as `f32x4.nearest`; right below 2 ** 22, and what is rounded here is at most 2,047. */
const nearest = (value: number) => f(f(value + 12_582_912) - 12_582_912);

/** kernel.as.ts in plain JavaScript, bit for bit: `fround` after every step, sums in the same four lanes. */
export function plainFunctions(buffer: ArrayBuffer): KernelFunctions {
  const bytes = new Int8Array(buffer);
  const shorts = new Int16Array(buffer);
  const ints = new Int32Array(buffer);
  const floats = new Float32Array(buffer);
  const at = (place: number, index: number) => floats[(place >> 2) + index] ?? 0;
  const put = (place: number, index: number, value: number) => {
    floats[(place >> 2) + index] = value;
  };

  function dot(w: number, x: number, width: number): number {
    let sum = 0;
    for (let k = 0; k < width; k++) sum += (bytes[w + k] ?? 0) * (shorts[(x >> 1) + k] ?? 0);
    return sum;
  }

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
    matmul(out, act, actScale, w, wScale, bias, tokens, width, outs) {
      for (let t = 0; t < tokens; t++) {
        for (let o = 0; o < outs; o++) {
          const sum = f(f(dot(w + o * width, act + t * width * 2, width)) * at(actScale, t));
          put(out, t * outs + o, f(f(sum * at(wScale, o)) + at(bias, o)));
        }
      }
    },
    quantize(out, scale, x, tokens, width) {
      for (let t = 0; t < tokens; t++) {
        let most = 0;
        for (let k = 0; k < width; k++) most = Math.max(most, Math.abs(at(x, t * width + k)));
        put(scale, t, most / 2_047);
        const times = most > 1e-30 ? f(2_047 / most) : 0;
        for (let k = 0; k < width; k++) shorts[(out >> 1) + t * width + k] = nearest(f(at(x, t * width + k) * times));
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
      for (let i = 0; i < count; i++) ints[(out >> 2) + i] = dot(rows + i * width, query, width);
    },
  };
}
