// AssemblyScript, not TypeScript: `npm run embedder -- --kernel` compiles it to kernel.wasm. Its twin in plain JavaScript is
// kernel-plain.ts; both give the same bits, so every sum of floats has a fixed order, and the one relaxed instruction is used
// where all machines agree: its second operand has no sign bit, and no pair of products leaves int16 (2 * 127 * 128).

/**
 * out[t][o] = (sum of act[t][k] * w[o][k] - zero[t] * sums[o]) * scale[t] * wScale[o] + bias[o]: act is 7 bits without sign, w
 * is int8, sums[o] is the sum of w[o]. `steps` holds scale (float32) and zero (int32) of each token.
 */
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
  const wide = <usize>width;
  const even = wide & ~15;
  // In a register; `i32x4.relaxed_dot_i8x16_i7x16_add_s` makes it anew each time and is a third slower (V8, 2026-11-25).
  const ones = i16x8.splat(1);
  let o = 0;
  // Four rows of weights against two tokens keeps eight sums in registers: the fastest of nine shapes (2026-11-25).
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
      for (let k: usize = 0; k < even; k += 16) {
        const x = v128.load(a + k);
        const y = v128.load(b + k);
        const p0 = v128.load(w0 + k);
        a0 = i32x4.add(a0, i32x4.dot_i16x8_s(i16x8.relaxed_dot_i8x16_i7x16_s(p0, x), ones));
        b0 = i32x4.add(b0, i32x4.dot_i16x8_s(i16x8.relaxed_dot_i8x16_i7x16_s(p0, y), ones));
        const p1 = v128.load(w1 + k);
        a1 = i32x4.add(a1, i32x4.dot_i16x8_s(i16x8.relaxed_dot_i8x16_i7x16_s(p1, x), ones));
        b1 = i32x4.add(b1, i32x4.dot_i16x8_s(i16x8.relaxed_dot_i8x16_i7x16_s(p1, y), ones));
        const p2 = v128.load(w2 + k);
        a2 = i32x4.add(a2, i32x4.dot_i16x8_s(i16x8.relaxed_dot_i8x16_i7x16_s(p2, x), ones));
        b2 = i32x4.add(b2, i32x4.dot_i16x8_s(i16x8.relaxed_dot_i8x16_i7x16_s(p2, y), ones));
        const p3 = v128.load(w3 + k);
        a3 = i32x4.add(a3, i32x4.dot_i16x8_s(i16x8.relaxed_dot_i8x16_i7x16_s(p3, x), ones));
        b3 = i32x4.add(b3, i32x4.dot_i16x8_s(i16x8.relaxed_dot_i8x16_i7x16_s(p3, y), ones));
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
        a0 = i32x4.add(a0, i32x4.dot_i16x8_s(i16x8.relaxed_dot_i8x16_i7x16_s(v128.load(w0 + k), x), ones));
        a1 = i32x4.add(a1, i32x4.dot_i16x8_s(i16x8.relaxed_dot_i8x16_i7x16_s(v128.load(w1 + k), x), ones));
        a2 = i32x4.add(a2, i32x4.dot_i16x8_s(i16x8.relaxed_dot_i8x16_i7x16_s(v128.load(w2 + k), x), ones));
        a3 = i32x4.add(a3, i32x4.dot_i16x8_s(i16x8.relaxed_dot_i8x16_i7x16_s(v128.load(w3 + k), x), ones));
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

/** out[t] = x[t] in 7 bits without sign, from the least (or 0) to the most (or 0); rounded half to even. */
export function quantize(out: usize, steps: usize, x: usize, tokens: i32, width: i32): void {
  const wide = <usize>width;
  const even = wide & ~15;
  for (let t = 0; t < tokens; t++) {
    let low = f32x4.splat(0);
    let high = f32x4.splat(0);
    let k: usize = 0;
    for (; k < even; k += 4) {
      const v = v128.load(x + (k << 2));
      low = f32x4.min(low, v);
      high = f32x4.max(high, v);
    }
    let least: f32 = min<f32>(
      min<f32>(f32x4.extract_lane(low, 0), f32x4.extract_lane(low, 1)),
      min<f32>(f32x4.extract_lane(low, 2), f32x4.extract_lane(low, 3)),
    );
    let most: f32 = max<f32>(
      max<f32>(f32x4.extract_lane(high, 0), f32x4.extract_lane(high, 1)),
      max<f32>(f32x4.extract_lane(high, 2), f32x4.extract_lane(high, 3)),
    );
    for (; k < wide; k++) {
      least = min<f32>(least, load<f32>(x + (k << 2)));
      most = max<f32>(most, load<f32>(x + (k << 2)));
    }
    const range: f32 = most - least;
    const times: f32 = range > 1e-30 ? 127 / range : 0;
    const zero = <i32>nearest<f32>(-least * times);
    store<f32>(steps, range / 127);
    store<i32>(steps, zero, 4);
    const factor = f32x4.splat(times);
    const zeros = i32x4.splat(zero);
    for (k = 0; k < even; k += 16) {
      const at = x + (k << 2);
      const a = i16x8.narrow_i32x4_s(code4(at, factor, zeros), code4(at + 16, factor, zeros));
      const b = i16x8.narrow_i32x4_s(code4(at + 32, factor, zeros), code4(at + 48, factor, zeros));
      v128.store(out + k, i8x16.narrow_i16x8_s(a, b));
    }
    for (; k < wide; k++) store<u8>(out + k, <u8>min<i32>(<i32>nearest<f32>(load<f32>(x + (k << 2)) * times) + zero, 127));
    out += wide;
    x += wide << 2;
    steps += 8;
  }
}

function code4(x: usize, factor: v128, zeros: v128): v128 {
  return i32x4.add(i32x4.trunc_sat_f32x4_s(f32x4.nearest(f32x4.mul(v128.load(x), factor))), zeros);
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
