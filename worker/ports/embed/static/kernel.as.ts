// AssemblyScript, not TypeScript: `npm run embedder -- --kernel` compiles it to kernel.wasm. Its twin in plain JavaScript is
// kernel-plain.ts; both give the same bits, so every sum of floats has a fixed order, and relaxed instructions are used for
// sums where all machines agree: their second operand has no sign bit, and no pair of products leaves int16 (2 * 127 * 128).

export { add, mean, normalize, quantize, relu } from './kernel-rows.as';

/**
 * out[t][o] = (sum of act[t][k] * w[o][k] - zero[t] * sums[o]) * scale[t] * wScale[o] + bias[o]: act is 7 bits without sign, w
 * is int8, sums[o] is the sum of w[o]. `steps` holds scale (float32) and zero (int32) of each token.
 */
function multiply<Way>(
  out: usize,
  act: usize,
  steps: usize,
  w: usize,
  wScale: usize,
  sums: usize,
  bias: usize,
  tokens: i32,
  width: i32,
  outs: i32,
): void {
  const wide = <usize>width;
  const even = wide & ~31;
  // In a register, where `more` in one step would make it anew each time.
  const ones = i16x8.splat(1);
  let o = 0;
  // Four rows of weights against two tokens keeps eight sums in registers: the fastest of nine shapes (2026-11-25); two steps at a
  // time, as places are added up for each.
  for (; o + 4 <= outs; o += 4) {
    const w0 = w + <usize>o * wide;
    const w1 = w0 + wide;
    const w2 = w1 + wide;
    const w3 = w2 + wide;
    const at = (<usize>o) << 2;
    let t = 0;
    for (; t + 2 <= tokens; t += 2) {
      const a = act + <usize>t * wide;
      const b = a + wide;
      let a0 = i32x4.splat(0);
      let a1 = i32x4.splat(0);
      let a2 = i32x4.splat(0);
      let a3 = i32x4.splat(0);
      let b0 = i32x4.splat(0);
      let b1 = i32x4.splat(0);
      let b2 = i32x4.splat(0);
      let b3 = i32x4.splat(0);
      for (let k: usize = 0; k < even; k += 32) {
        const x = v128.load(a + k);
        const y = v128.load(b + k);
        const p0 = v128.load(w0 + k);
        a0 = more<Way>(a0, p0, x, ones);
        b0 = more<Way>(b0, p0, y, ones);
        const p1 = v128.load(w1 + k);
        a1 = more<Way>(a1, p1, x, ones);
        b1 = more<Way>(b1, p1, y, ones);
        const p2 = v128.load(w2 + k);
        a2 = more<Way>(a2, p2, x, ones);
        b2 = more<Way>(b2, p2, y, ones);
        const p3 = v128.load(w3 + k);
        a3 = more<Way>(a3, p3, x, ones);
        b3 = more<Way>(b3, p3, y, ones);
        const u = v128.load(a + k, 16);
        const v = v128.load(b + k, 16);
        const q0 = v128.load(w0 + k, 16);
        a0 = more<Way>(a0, q0, u, ones);
        b0 = more<Way>(b0, q0, v, ones);
        const q1 = v128.load(w1 + k, 16);
        a1 = more<Way>(a1, q1, u, ones);
        b1 = more<Way>(b1, q1, v, ones);
        const q2 = v128.load(w2 + k, 16);
        a2 = more<Way>(a2, q2, u, ones);
        b2 = more<Way>(b2, q2, v, ones);
        const q3 = v128.load(w3 + k, 16);
        a3 = more<Way>(a3, q3, u, ones);
        b3 = more<Way>(b3, q3, v, ones);
      }
      const to = out + ((<usize>(t * outs + o)) << 2);
      const step = steps + ((<usize>t) << 3);
      put4(to, i32x4.add(across(a0, a1, a2, a3), rest4(w0, a, even, wide)), step, wScale + at, sums + at, bias + at);
      put4(
        to + ((<usize>outs) << 2),
        i32x4.add(across(b0, b1, b2, b3), rest4(w0, b, even, wide)),
        step + 8,
        wScale + at,
        sums + at,
        bias + at,
      );
    }
    if (t < tokens) {
      const a = act + <usize>t * wide;
      let a0 = i32x4.splat(0);
      let a1 = i32x4.splat(0);
      let a2 = i32x4.splat(0);
      let a3 = i32x4.splat(0);
      for (let k: usize = 0; k < even; k += 16) {
        const x = v128.load(a + k);
        a0 = more<Way>(a0, v128.load(w0 + k), x, ones);
        a1 = more<Way>(a1, v128.load(w1 + k), x, ones);
        a2 = more<Way>(a2, v128.load(w2 + k), x, ones);
        a3 = more<Way>(a3, v128.load(w3 + k), x, ones);
      }
      const sum = i32x4.add(across(a0, a1, a2, a3), rest4(w0, a, even, wide));
      put4(out + ((<usize>(t * outs + o)) << 2), sum, steps + ((<usize>t) << 3), wScale + at, sums + at, bias + at);
    }
  }
  for (; o < outs; o++) {
    for (let t = 0; t < tokens; t++) {
      let sum = 0;
      for (let k: usize = 0; k < wide; k++) sum += <i32>load<i8>(w + <usize>o * wide + k) * <i32>load<u8>(act + <usize>t * wide + k);
      const at = (<usize>o) << 2;
      const step = steps + ((<usize>t) << 3);
      const exact = sum - load<i32>(step, 4) * load<i32>(sums + at);
      store<f32>(out + ((<usize>(t * outs + o)) << 2), <f32>exact * load<f32>(step) * load<f32>(wScale + at) + load<f32>(bias + at));
    }
  }
}

/** `sum` and the products of w and x, four and four. Way of 8 bits: in one step; of 16: in three. */
function more<Way>(sum: v128, w: v128, x: v128, ones: v128): v128 {
  if (sizeof<Way>() === 1) return i32x4.relaxed_dot_i8x16_i7x16_add_s(w, x, sum);
  return i32x4.add(sum, i32x4.dot_i16x8_s(i16x8.relaxed_dot_i8x16_i7x16_s(w, x), ones));
}

export function matmul(
  out: usize,
  act: usize,
  steps: usize,
  w: usize,
  wScale: usize,
  sums: usize,
  bias: usize,
  tokens: i32,
  width: i32,
  outs: i32,
): void {
  multiply<i16>(out, act, steps, w, wScale, sums, bias, tokens, width, outs);
}

export function matmulAtOnce(
  out: usize,
  act: usize,
  steps: usize,
  w: usize,
  wScale: usize,
  sums: usize,
  bias: usize,
  tokens: i32,
  width: i32,
  outs: i32,
): void {
  multiply<i8>(out, act, steps, w, wScale, sums, bias, tokens, width, outs);
}

/**
 * Whether the machine has one instruction for that step: with it a text takes a fifth less time, without it a fourth more (V8,
 * 2026-11-28). Where it is put together from others, sums of two products end at the limits of int16, which those of a matrix never
 * reach. Two bytes at `at` are used for it, as what the compiler knows beforehand is never computed.
 */
export function hasAtOnce(at: usize): bool {
  store<u8>(at, 127);
  store<u8>(at, 255, 1);
  const sum = i32x4.relaxed_dot_i8x16_i7x16_add_s(v128.load8_splat(at), v128.load8_splat(at, 1), i32x4.splat(0));
  store<u16>(at, 0);
  return i32x4.extract_lane(sum, 0) !== 2 * 0x7fff;
}

/** out[i][j] = a[i] . b[j], float32 in four lanes; rows of a and b are `stride` floats apart. */
export function dots(out: usize, a: usize, b: usize, tokens: i32, stride: i32, width: i32): void {
  const step = (<usize>stride) << 2;
  const wide = (<usize>width) << 2;
  const even = wide & ~15;
  for (let i = 0; i < tokens; i++) {
    let q = b;
    for (let j = 0; j < tokens; j++) {
      let s = f32x4.splat(0);
      let k: usize = 0;
      for (; k < even; k += 16) s = f32x4.add(s, f32x4.mul(v128.load(a + k), v128.load(q + k)));
      let sum = f32x4.extract_lane(s, 0) + f32x4.extract_lane(s, 1) + (f32x4.extract_lane(s, 2) + f32x4.extract_lane(s, 3));
      for (; k < wide; k += 4) sum += load<f32>(a + k) * load<f32>(q + k);
      store<f32>(out, sum);
      out += 4;
      q += step;
    }
    a += step;
  }
}

/** out[i] = sum over j of p[i][j] * v[j]; rows of out and v are `outStride` and `stride` floats apart. */
export function mix(out: usize, p: usize, v: usize, tokens: i32, outStride: i32, stride: i32, width: i32): void {
  const step = (<usize>stride) << 2;
  const wide = (<usize>width) << 2;
  const even = wide & ~63;
  for (let i = 0; i < tokens; i++) {
    let k: usize = 0;
    for (; k < even; k += 64) {
      let s0 = f32x4.splat(0);
      let s1 = f32x4.splat(0);
      let s2 = f32x4.splat(0);
      let s3 = f32x4.splat(0);
      let row = v + k;
      for (let j = 0; j < tokens; j++) {
        const w = v128.load_splat<f32>(p + ((<usize>j) << 2));
        s0 = f32x4.add(s0, f32x4.mul(w, v128.load(row)));
        s1 = f32x4.add(s1, f32x4.mul(w, v128.load(row, 16)));
        s2 = f32x4.add(s2, f32x4.mul(w, v128.load(row, 32)));
        s3 = f32x4.add(s3, f32x4.mul(w, v128.load(row, 48)));
        row += step;
      }
      v128.store(out + k, s0);
      v128.store(out + k, s1, 16);
      v128.store(out + k, s2, 32);
      v128.store(out + k, s3, 48);
    }
    for (; k < wide; k += 4) {
      let s: f32 = 0;
      for (let j = 0; j < tokens; j++) s += load<f32>(p + ((<usize>j) << 2)) * load<f32>(v + <usize>j * step + k);
      store<f32>(out + k, s);
    }
    out += (<usize>outStride) << 2;
    p += (<usize>tokens) << 2;
  }
}

/** out[i] = query . row i: int16 by int8, for search over vectors. */
export function scan(out: usize, query: usize, rows: usize, count: i32, width: i32): void {
  const wide = <usize>width;
  const even = wide & ~7;
  for (let i = 0; i < count; i += 4) {
    // At the end some rows are done again, so that four always fit.
    const at = max<i32>(min<i32>(i, count - 4), 0);
    const row = rows + <usize>at * wide;
    let s0 = i32x4.splat(0);
    let s1 = i32x4.splat(0);
    let s2 = i32x4.splat(0);
    let s3 = i32x4.splat(0);
    for (let k: usize = 0; k < even; k += 8) {
      const x = v128.load(query + (k << 1));
      s0 = i32x4.add(s0, i32x4.dot_i16x8_s(v128.load_ext<i8>(row + k), x));
      s1 = i32x4.add(s1, i32x4.dot_i16x8_s(v128.load_ext<i8>(row + wide + k), x));
      s2 = i32x4.add(s2, i32x4.dot_i16x8_s(v128.load_ext<i8>(row + 2 * wide + k), x));
      s3 = i32x4.add(s3, i32x4.dot_i16x8_s(v128.load_ext<i8>(row + 3 * wide + k), x));
    }
    let sum = across(s0, s1, s2, s3);
    for (let k = even; k < wide; k++) sum = i32x4.add(sum, i32x4.mul(four(row + k, wide), i32x4.splat(load<i16>(query + (k << 1)))));
    v128.store(out + ((<usize>at) << 2), sum);
  }
}

/** One weight of each of four rows. */
function four(w: usize, width: usize): v128 {
  return i32x4(load<i8>(w), load<i8>(w + width), load<i8>(w + 2 * width), load<i8>(w + 3 * width));
}

/** The sums of the lanes of four vectors, as one vector. */
function across(a: v128, b: v128, c: v128, d: v128): v128 {
  const low = i32x4.add(i32x4.shuffle(a, b, 0, 4, 2, 6), i32x4.shuffle(a, b, 1, 5, 3, 7));
  const high = i32x4.add(i32x4.shuffle(c, d, 0, 4, 2, 6), i32x4.shuffle(c, d, 1, 5, 3, 7));
  return i32x4.add(i64x2.shuffle(low, high, 0, 2), i64x2.shuffle(low, high, 1, 3));
}

/** What four rows add where the width is no multiple of 16. */
function rest4(w: usize, x: usize, from: usize, width: usize): v128 {
  let s = i32x4.splat(0);
  for (let k = from; k < width; k++) s = i32x4.add(s, i32x4.mul(four(w + k, width), i32x4.splat(load<u8>(x + k))));
  return s;
}

function put4(to: usize, sum: v128, step: usize, wScale: usize, sums: usize, bias: usize): void {
  const exact = i32x4.sub(sum, i32x4.mul(v128.load_splat<i32>(step, 4), v128.load(sums)));
  const scaled = f32x4.mul(f32x4.mul(f32x4.convert_i32x4_s(exact), v128.load_splat<f32>(step)), v128.load(wScale));
  v128.store(to, f32x4.add(scaled, v128.load(bias)));
}
