// AssemblyScript, not TypeScript: `npm run embedder -- --kernel` compiles it to kernel.wasm. Its twin in plain JavaScript is
// kernel-plain.ts; both give the same bits, so every sum has a fixed order.

/** out[t][o] = sum of act[t][k] * w[o][k], times actScale[t] and wScale[o], plus bias[o]. int16 by int8, exact in int32. */
export function matmul(
  out: usize,
  act: usize,
  actScale: usize,
  w: usize,
  wScale: usize,
  bias: usize,
  tokens: i32,
  width: i32,
  outs: i32,
): void {
  const wide = <usize>width;
  const even = wide & ~7;
  let o = 0;
  // Four rows of weights against two tokens keeps eight sums in registers: measured best of nine shapes (2026-11-25).
  for (; o + 4 <= outs; o += 4) {
    const w0 = w + <usize>o * wide;
    const at = (<usize>o) << 2;
    let t = 0;
    for (; t + 2 <= tokens; t += 2) {
      const a = act + <usize>t * (wide << 1);
      const b = a + (wide << 1);
      let a0 = i32x4.splat(0);
      let a1 = i32x4.splat(0);
      let a2 = i32x4.splat(0);
      let a3 = i32x4.splat(0);
      let b0 = i32x4.splat(0);
      let b1 = i32x4.splat(0);
      let b2 = i32x4.splat(0);
      let b3 = i32x4.splat(0);
      for (let k: usize = 0; k < even; k += 8) {
        const p0 = v128.load_ext<i8>(w0 + k);
        const p1 = v128.load_ext<i8>(w0 + wide + k);
        const p2 = v128.load_ext<i8>(w0 + 2 * wide + k);
        const p3 = v128.load_ext<i8>(w0 + 3 * wide + k);
        const x = v128.load(a + (k << 1));
        a0 = i32x4.add(a0, i32x4.dot_i16x8_s(p0, x));
        a1 = i32x4.add(a1, i32x4.dot_i16x8_s(p1, x));
        a2 = i32x4.add(a2, i32x4.dot_i16x8_s(p2, x));
        a3 = i32x4.add(a3, i32x4.dot_i16x8_s(p3, x));
        const y = v128.load(b + (k << 1));
        b0 = i32x4.add(b0, i32x4.dot_i16x8_s(p0, y));
        b1 = i32x4.add(b1, i32x4.dot_i16x8_s(p1, y));
        b2 = i32x4.add(b2, i32x4.dot_i16x8_s(p2, y));
        b3 = i32x4.add(b3, i32x4.dot_i16x8_s(p3, y));
      }
      const to = out + ((<usize>(t * outs + o)) << 2);
      put4(to, across(a0, a1, a2, a3), rest4(w0, a, even, wide), actScale + ((<usize>t) << 2), wScale + at, bias + at);
      put4(
        to + ((<usize>outs) << 2),
        across(b0, b1, b2, b3),
        rest4(w0, b, even, wide),
        actScale + ((<usize>(t + 1)) << 2),
        wScale + at,
        bias + at,
      );
    }
    if (t < tokens) {
      const a = act + <usize>t * (wide << 1);
      const to = out + ((<usize>(t * outs + o)) << 2);
      for (let i: usize = 0; i < 4; i++) {
        const sum = dot(w0 + i * wide, a, wide);
        put(to + (i << 2), sum, actScale + ((<usize>t) << 2), wScale + at + (i << 2), bias + at + (i << 2));
      }
    }
  }
  for (; o < outs; o++) {
    for (let t = 0; t < tokens; t++) {
      const sum = dot(w + <usize>o * wide, act + <usize>t * (wide << 1), wide);
      put(out + ((<usize>(t * outs + o)) << 2), sum, actScale + ((<usize>t) << 2), wScale + ((<usize>o) << 2), bias + ((<usize>o) << 2));
    }
  }
}

/** out[t] = x[t] as int16 of at most 2047, rounded half to even; scale[t] brings it back. */
export function quantize(out: usize, scale: usize, x: usize, tokens: i32, width: i32): void {
  const wide = <usize>width;
  const even = wide & ~7;
  for (let t = 0; t < tokens; t++) {
    let most = f32x4.splat(0);
    let k: usize = 0;
    for (; k < even; k += 4) most = f32x4.max(most, f32x4.abs(v128.load(x + (k << 2))));
    let largest = max<f32>(
      max<f32>(f32x4.extract_lane(most, 0), f32x4.extract_lane(most, 1)),
      max<f32>(f32x4.extract_lane(most, 2), f32x4.extract_lane(most, 3)),
    );
    for (; k < wide; k++) largest = max<f32>(largest, abs<f32>(load<f32>(x + (k << 2))));
    store<f32>(scale, largest / 2047);
    const times: f32 = largest > 1e-30 ? 2047 / largest : 0;
    const factor = f32x4.splat(times);
    for (k = 0; k < even; k += 8) {
      const low = f32x4.nearest(f32x4.mul(v128.load(x + (k << 2)), factor));
      const high = f32x4.nearest(f32x4.mul(v128.load(x + (k << 2), 16), factor));
      v128.store(out + (k << 1), i16x8.narrow_i32x4_s(i32x4.trunc_sat_f32x4_s(low), i32x4.trunc_sat_f32x4_s(high)));
    }
    for (; k < wide; k++) store<i16>(out + (k << 1), <i16>(<i32>nearest<f32>(load<f32>(x + (k << 2)) * times)));
    out += wide << 1;
    x += wide << 2;
    scale += 4;
  }
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
  let i = 0;
  for (; i + 4 <= count; i += 4) {
    let s0 = i32x4.splat(0);
    let s1 = i32x4.splat(0);
    let s2 = i32x4.splat(0);
    let s3 = i32x4.splat(0);
    for (let k: usize = 0; k < even; k += 8) {
      const x = v128.load(query + (k << 1));
      s0 = i32x4.add(s0, i32x4.dot_i16x8_s(v128.load_ext<i8>(rows + k), x));
      s1 = i32x4.add(s1, i32x4.dot_i16x8_s(v128.load_ext<i8>(rows + wide + k), x));
      s2 = i32x4.add(s2, i32x4.dot_i16x8_s(v128.load_ext<i8>(rows + 2 * wide + k), x));
      s3 = i32x4.add(s3, i32x4.dot_i16x8_s(v128.load_ext<i8>(rows + 3 * wide + k), x));
    }
    v128.store(out + (<usize>i << 2), i32x4.add(across(s0, s1, s2, s3), rest4(rows, query, even, wide)));
    rows += 4 * wide;
  }
  for (; i < count; i++) {
    store<i32>(out + (<usize>i << 2), dot(rows, query, wide));
    rows += wide;
  }
}

function dot(w: usize, x: usize, width: usize): i32 {
  let s = i32x4.splat(0);
  let k: usize = 0;
  for (; k + 8 <= width; k += 8) s = i32x4.add(s, i32x4.dot_i16x8_s(v128.load_ext<i8>(w + k), v128.load(x + (k << 1))));
  let sum = i32x4.extract_lane(s, 0) + i32x4.extract_lane(s, 1) + i32x4.extract_lane(s, 2) + i32x4.extract_lane(s, 3);
  for (; k < width; k++) sum += <i32>load<i8>(w + k) * <i32>load<i16>(x + (k << 1));
  return sum;
}

/** The sums of the lanes of four vectors, as one vector. */
function across(a: v128, b: v128, c: v128, d: v128): v128 {
  const low = i32x4.add(i32x4.shuffle(a, b, 0, 4, 2, 6), i32x4.shuffle(a, b, 1, 5, 3, 7));
  const high = i32x4.add(i32x4.shuffle(c, d, 0, 4, 2, 6), i32x4.shuffle(c, d, 1, 5, 3, 7));
  return i32x4.add(i64x2.shuffle(low, high, 0, 2), i64x2.shuffle(low, high, 1, 3));
}

/** What four rows add where the width is no multiple of eight. */
function rest4(w: usize, x: usize, from: usize, width: usize): v128 {
  let s = i32x4.splat(0);
  for (let k = from; k < width; k++) {
    const four = i32x4(load<i8>(w + k), load<i8>(w + width + k), load<i8>(w + 2 * width + k), load<i8>(w + 3 * width + k));
    s = i32x4.add(s, i32x4.mul(four, i32x4.splat(<i32>load<i16>(x + (k << 1)))));
  }
  return s;
}

function put4(to: usize, a: v128, b: v128, actScale: usize, wScale: usize, bias: usize): void {
  const scaled = f32x4.mul(f32x4.convert_i32x4_s(i32x4.add(a, b)), v128.load_splat<f32>(actScale));
  v128.store(to, f32x4.add(f32x4.mul(scaled, v128.load(wScale)), v128.load(bias)));
}

function put(to: usize, sum: i32, actScale: usize, wScale: usize, bias: usize): void {
  store<f32>(to, <f32>sum * load<f32>(actScale) * load<f32>(wScale) + load<f32>(bias));
}
