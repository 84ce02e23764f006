// AssemblyScript, compiled with kernel.as.ts: what is done to numbers between two matrices. The sums are those of math.ts and
// kernel-plain.ts in the same order, in float64, so the same bits come out.

/** out[t] = x[t] brought to mean 0 and variance 1, times gain, plus bias. */
export function normalize(out: usize, x: usize, gain: usize, bias: usize, rows: i32, width: i32): void {
  const step = (<usize>width) << 2;
  let t = 0;
  // A sum waits for each of its additions: those of four rows are waited for together.
  for (; t + 4 <= rows; t += 4) {
    const b = x + step;
    const c = b + step;
    const d = c + step;
    let m0: f64 = 0;
    let m1: f64 = 0;
    let m2: f64 = 0;
    let m3: f64 = 0;
    for (let k: usize = 0; k < step; k += 4) {
      m0 += <f64>load<f32>(x + k);
      m1 += <f64>load<f32>(b + k);
      m2 += <f64>load<f32>(c + k);
      m3 += <f64>load<f32>(d + k);
    }
    m0 /= <f64>width;
    m1 /= <f64>width;
    m2 /= <f64>width;
    m3 /= <f64>width;
    let s0: f64 = 0;
    let s1: f64 = 0;
    let s2: f64 = 0;
    let s3: f64 = 0;
    for (let k: usize = 0; k < step; k += 4) {
      s0 += square(<f64>load<f32>(x + k) - m0);
      s1 += square(<f64>load<f32>(b + k) - m1);
      s2 += square(<f64>load<f32>(c + k) - m2);
      s3 += square(<f64>load<f32>(d + k) - m3);
    }
    spread(out, x, gain, bias, width, m0, s0);
    spread(out + step, b, gain, bias, width, m1, s1);
    spread(out + 2 * step, c, gain, bias, width, m2, s2);
    spread(out + 3 * step, d, gain, bias, width, m3, s3);
    x += 4 * step;
    out += 4 * step;
  }
  for (; t < rows; t++) {
    let mean: f64 = 0;
    for (let k: usize = 0; k < step; k += 4) mean += <f64>load<f32>(x + k);
    mean /= <f64>width;
    let sum: f64 = 0;
    for (let k: usize = 0; k < step; k += 4) sum += square(<f64>load<f32>(x + k) - mean);
    spread(out, x, gain, bias, width, mean, sum);
    x += step;
    out += step;
  }
}

function square(x: f64): f64 {
  return x * x;
}

function spread(out: usize, x: usize, gain: usize, bias: usize, width: i32, mean: f64, sum: f64): void {
  const times: f64 = 1 / sqrt<f64>(sum / <f64>width + 1e-6);
  const means = f64x2.splat(mean);
  const factor = f64x2.splat(times);
  const wide = (<usize>width) << 2;
  let k: usize = 0;
  for (; k + 8 <= wide; k += 8) {
    const off = f64x2.sub(f64x2.promote_low_f32x4(v128.load64_zero(x + k)), means);
    const scaled = f64x2.mul(f64x2.mul(off, factor), f64x2.promote_low_f32x4(v128.load64_zero(gain + k)));
    const moved = f64x2.add(scaled, f64x2.promote_low_f32x4(v128.load64_zero(bias + k)));
    v128.store64_lane(out + k, f32x4.demote_f64x2_zero(moved), 0);
  }
  for (; k < wide; k += 4)
    store<f32>(out + k, <f32>((<f64>load<f32>(x + k) - mean) * times * <f64>load<f32>(gain + k) + <f64>load<f32>(bias + k)));
}

/** out[k] = a[k] + b[k]. */
export function add(out: usize, a: usize, b: usize, count: i32): void {
  const end = (<usize>count) << 2;
  let k: usize = 0;
  for (; k + 16 <= end; k += 16) v128.store(out + k, f32x4.add(v128.load(a + k), v128.load(b + k)));
  for (; k < end; k += 4) store<f32>(out + k, load<f32>(a + k) + load<f32>(b + k));
}

/** x[k] = x[k] where it is not below 0, else 0. */
export function relu(x: usize, count: i32): void {
  const end = (<usize>count) << 2;
  const zero = f32x4.splat(0);
  let k: usize = 0;
  for (; k + 16 <= end; k += 16) v128.store(x + k, f32x4.pmax(v128.load(x + k), zero));
  for (; k < end; k += 4) if (load<f32>(x + k) < 0) store<f32>(x + k, 0);
}

/** The mean of all rows, into the first. */
export function mean(x: usize, rows: i32, width: i32): void {
  const step = (<usize>width) << 2;
  const count = f64x2.splat(<f64>rows);
  let k: usize = 0;
  for (; k + 8 <= step; k += 8) {
    let sum = f64x2.splat(0);
    let at = x + k;
    for (let t = 0; t < rows; t++) {
      sum = f64x2.add(sum, f64x2.promote_low_f32x4(v128.load64_zero(at)));
      at += step;
    }
    v128.store64_lane(x + k, f32x4.demote_f64x2_zero(f64x2.div(sum, count)), 0);
  }
  for (; k < step; k += 4) {
    let sum: f64 = 0;
    for (let t = 0; t < rows; t++) sum += <f64>load<f32>(x + k + <usize>t * step);
    store<f32>(x + k, <f32>(sum / <f64>rows));
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
