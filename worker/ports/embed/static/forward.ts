import type { File, Sections } from './format.ts';
import type { Kernel } from './kernel.ts';
import { type Layer, type Matrix, makeRooms, partsOf, type Room } from './layout.ts';
import { softmax, tanh } from './math.ts';
import { pieceVectors } from './pieces.ts';

/** Sees numbers on their way, which are gone after it returns: only a build looks. */
export type Watch = (what: 'tokens' | 'units' | 'vector', numbers: Float32Array) => void;

/** From pieces to the text's vector. All room is taken beforehand and no step waits, so one call never meets another. */
export function makeForward(kernel: Kernel, file: File, sections: Sections, watch?: Watch): (tokens: readonly number[]) => Float32Array {
  const { shape } = file.header;
  const { width, heads } = shape;
  const embed = pieceVectors(shape, sections);
  const { lift, layers, last, project } = partsOf(file);
  const { x, h, small, steps, qkv, weights, heard, inner, vector } = makeRooms(kernel, shape);

  /** `from` times a matrix; its numbers become bytes on the way. */
  function multiply(to: Room, from: Room, { w, scale, sum, bias, ins, outs }: Matrix, tokens: number): void {
    kernel.quantize(small.at, steps.at, from.at, tokens, ins);
    kernel.matmul(to.at, small.at, steps.at, w, scale, sum, bias, tokens, ins, outs);
  }

  /** Every token gathers, in each head by its own weights, from all tokens; into `h`. */
  function attend({ attend: norm, qkv: matrix, out, key, value }: Layer, tokens: number): void {
    kernel.normalize(h.at, x.at, norm.gain, norm.bias, tokens, norm.width);
    multiply(qkv, h, matrix, tokens);
    for (let head = 0; head < heads; head++) {
      const q = qkv.at + head * key * 4;
      kernel.dots(weights.at, q, q + heads * key * 4, tokens, matrix.outs, key);
      softmax(weights.floats, tokens, tokens);
      const v = qkv.at + (2 * heads * key + head * value) * 4;
      kernel.mix(heard.at + head * value * 4, weights.at, v, tokens, heads * value, matrix.outs, value);
    }
    multiply(h, heard, out, tokens);
  }

  /** Into `inner`. */
  function feed({ feed: norm, inner: matrix }: Layer, tokens: number): void {
    kernel.normalize(h.at, x.at, norm.gain, norm.bias, tokens, norm.width);
    multiply(inner, h, matrix, tokens);
    kernel.relu(inner.at, tokens * matrix.outs);
  }

  return (tokens) => {
    const n = tokens.length;
    const [first, second] = layers;
    embed(x.floats, tokens);
    attend(first, n);
    // The first layer makes its tokens wider, what it adds to as well.
    inner.floats.set(h.floats.subarray(0, n * width));
    multiply(h, x, lift, n);
    kernel.add(x.at, inner.at, h.at, n * width);
    feed(first, n);
    multiply(h, inner, first.outer, n);
    kernel.add(x.at, x.at, h.at, n * width);

    attend(second, n);
    kernel.add(x.at, x.at, h.at, n * width);
    feed(second, n);
    // Only the mean over all tokens goes on from here, and the mean of products is the product of the mean.
    kernel.mean(x.at, n, width);
    kernel.mean(inner.at, n, second.inner.outs);
    watch?.('tokens', x.floats.subarray(0, width));
    watch?.('units', inner.floats.subarray(0, second.inner.outs));
    multiply(h, inner, second.outer, 1);
    kernel.add(x.at, x.at, h.at, width);

    multiply(h, x, last, 1);
    unit(h.floats, width);
    watch?.('vector', h.floats.subarray(0, width));
    multiply(vector, h, project, 1);
    return vector.floats;
  };
}

/** The last step of the model: bounded, then of length 1. */
function unit(x: Float32Array, width: number): void {
  let square = 0;
  for (let k = 0; k < width; k++) {
    const value = tanh(x[k] ?? 0);
    x[k] = value;
    square += value * value;
  }
  const length = Math.sqrt(square);
  for (let k = 0; k < width; k++) x[k] = (x[k] ?? 0) / length;
}
