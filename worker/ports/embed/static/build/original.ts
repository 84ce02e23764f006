import { layerNorm, softmax, tanh } from '../math.ts';
import { cosineOf, sineOf } from './angles.ts';
import { multiply } from './linear.ts';
import type { Dense, Layer, Model, Norm } from './model.ts';

export interface Heard {
  /** Before the last step: what the layers say of the text. */
  sum: Float32Array;
  /** The model's own vector, of length 1. */
  vector: Float32Array;
}
/** Sees queries and keys of a layer, in rows. */
export type Watch = (layer: 0 | 1, q: Float32Array, k: Float32Array) => void;

/** The model as it was published, in float32: what every shortened one is measured against. */
export function makeOriginal(model: Model, heads: number): (tokens: readonly number[], watch?: Watch) => Heard {
  const { embedding, frequencies, lift, layers, last } = model;
  const size = lift.ins;

  function begin(tokens: readonly number[]): Float32Array {
    const x = new Float32Array(tokens.length * size);
    for (const [t, id] of tokens.entries()) {
      for (let k = 0; k < size / 2; k++) {
        const angle = t * (frequencies[k] ?? 0);
        x[t * size + k] = 2 * (embedding[id * size + k] ?? 0) + sineOf(angle);
        x[t * size + size / 2 + k] = 2 * (embedding[id * size + size / 2 + k] ?? 0) + cosineOf(angle);
      }
    }
    return x;
  }

  return (tokens, watch) => {
    const rows = tokens.length;
    let x = begin(tokens);
    for (const i of [0, 1] as const) {
      const layer = layers[i];
      const heard = attend(layer, normal(x, layer.attend, rows), rows, heads, (q, k) => watch?.(i, q, k));
      x = plus(heard, i === 0 ? multiply(x, lift) : x);
      const inner = relu(multiply(normal(x, layer.feed, rows), layer.inner));
      // After the second only the mean is asked for.
      x = i === 0 ? plus(multiply(inner, layer.outer), x) : plus(multiply(meanRow(inner, rows), layer.outer), meanRow(x, rows));
    }
    const vector = multiply(x, last).map(tanh);
    const length = Math.sqrt(vector.reduce((total, value) => total + value * value, 0));
    return { sum: x, vector: vector.map((value) => value / length) };
  };
}

function attend(
  layer: Layer,
  h: Float32Array,
  rows: number,
  heads: number,
  watch: (q: Float32Array, k: Float32Array) => void,
): Float32Array {
  const [q, k, v] = [multiply(h, layer.q), multiply(h, layer.k), multiply(h, layer.v)];
  watch(q, k);
  const size = layer.q.outs / heads;
  const heard = new Float32Array(v.length);
  for (let head = 0; head < heads; head++) {
    const part = (of: Float32Array): Dense => ({
      w: columns(of, rows, head * size, size),
      bias: new Float32Array(rows),
      ins: size,
      outs: rows,
    });
    const weights = multiply(columns(q, rows, head * size, size), part(k)).map((value) => value / Math.sqrt(size));
    softmax(weights, rows, rows);
    for (let t = 0; t < rows; t++) {
      for (let c = head * size; c < (head + 1) * size; c++) {
        let sum = 0;
        for (let j = 0; j < rows; j++) sum += (weights[t * rows + j] ?? 0) * (v[j * layer.v.outs + c] ?? 0);
        heard[t * layer.v.outs + c] = sum;
      }
    }
  }
  return multiply(heard, layer.out);
}

export function columns(x: Float32Array, rows: number, from: number, size: number): Float32Array {
  const width = x.length / rows;
  const out = new Float32Array(rows * size);
  for (let t = 0; t < rows; t++) out.set(x.subarray(t * width + from, t * width + from + size), t * size);
  return out;
}

function normal(x: Float32Array, { gain, bias }: Norm, rows: number): Float32Array {
  const out = new Float32Array(x.length);
  layerNorm(out, x, gain, bias, rows);
  return out;
}

const relu = (x: Float32Array) => x.map((value) => Math.max(value, 0));
const plus = (a: Float32Array, b: Float32Array) => a.map((value, i) => value + (b[i] ?? 0));

function meanRow(x: Float32Array, rows: number): Float32Array {
  const width = x.length / rows;
  const out = new Float32Array(width);
  for (let k = 0; k < width; k++) {
    let sum = 0;
    for (let t = 0; t < rows; t++) sum += x[t * width + k] ?? 0;
    out[k] = sum / rows;
  }
  return out;
}
