import { encodeFile, type Header, type Numbers, type Shape } from '../format.ts';
import { cosineOf, sineOf } from './angles.ts';
import type { Dense, Layer, Model } from './model.ts';

/** A model to be written: with shorter heads, fewer units, and the step that shortens vectors. */
export interface Short extends Omit<Model, 'layers'> {
  layers: [Layer, Layer];
  project: Dense;
}

/** Numbers become int8, pieces `shape.bits` bits, each row with a scale of its own. */
export function pack(model: Short, header: Omit<Header, 'format' | 'vocabulary'>): Uint8Array {
  const numbers = new Map<string, Numbers>();
  const dense = (name: string, { w, bias, ins, outs }: Dense) => {
    const { codes, scales } = rounded(w, outs, 127);
    numbers.set(name, codes);
    numbers.set(`${name}.scale`, scales);
    numbers.set(
      `${name}.sum`,
      Int32Array.from({ length: outs }, (_, o) => codes.subarray(o * ins, (o + 1) * ins).reduce((sum, code) => sum + code, 0)),
    );
    numbers.set(`${name}.bias`, bias);
  };
  const { bits, pieces, embedding } = header.shape;
  const known = rounded(model.embedding.subarray(0, pieces * embedding), pieces, 2 ** (bits - 1) - 1);
  numbers.set('scores', model.scores);
  numbers.set('embedding', packed(known.codes, bits));
  numbers.set('embedding.scale', known.scales);
  numbers.set('turn', Float64Array.from([...Array.from(model.frequencies, cosineOf), ...Array.from(model.frequencies, sineOf)]));
  dense('lift', model.lift);
  for (const [i, { attend, q, k, v, out, feed, inner, outer }] of model.layers.entries()) {
    numbers.set(`${i}.attend.gain`, attend.gain);
    numbers.set(`${i}.attend.bias`, attend.bias);
    dense(`${i}.qkv`, stacked(q, k, v));
    dense(`${i}.out`, out);
    numbers.set(`${i}.feed.gain`, feed.gain);
    numbers.set(`${i}.feed.bias`, feed.bias);
    dense(`${i}.inner`, inner);
    dense(`${i}.outer`, outer);
  }
  dense('last', model.last);
  dense('project', model.project);
  return encodeFile({ format: 1, ...header, vocabulary: model.vocabulary }, numbers);
}

export function shapeOf(model: Short, { heads, bits, tokens }: Pick<Shape, 'heads' | 'bits' | 'tokens'>): Shape {
  const size = ({ q, v, inner }: Layer) => ({ key: q.outs / heads, value: v.outs / heads, inner: inner.outs });
  const [first, second] = model.layers;
  return {
    pieces: model.vocabulary.length,
    embedding: model.lift.ins,
    bits,
    width: model.lift.outs,
    heads,
    layers: [size(first), size(second)],
    dimensions: model.project.outs,
    tokens,
  };
}

function rounded(w: Float32Array, rows: number, most: number): { codes: Int8Array; scales: Float32Array } {
  const width = w.length / rows;
  const codes = new Int8Array(w.length);
  const scales = new Float32Array(rows);
  for (let o = 0; o < rows; o++) {
    const row = w.subarray(o * width, (o + 1) * width);
    const largest = row.reduce((sum, value) => Math.max(sum, Math.abs(value)), 0);
    const scale = Math.fround(largest === 0 ? 1 : largest / most);
    scales[o] = scale;
    for (let k = 0; k < width; k++) codes[o * width + k] = Math.max(-most, Math.min(most, Math.round((row[k] ?? 0) / scale)));
  }
  return { codes, scales };
}

/** Codes made positive, one after another, the lowest bit first. */
function packed(codes: Int8Array, bits: number): Uint8Array {
  const half = 2 ** (bits - 1) - 1;
  const out = new Uint8Array(Math.ceil((codes.length * bits) / 8));
  for (const [i, code] of codes.entries()) {
    const value = (code + half) << ((i * bits) & 7);
    const at = (i * bits) >> 3;
    out[at] = (out[at] ?? 0) | (value & 255);
    if (value > 255) out[at + 1] = (out[at + 1] ?? 0) | (value >> 8);
  }
  return out;
}

function stacked(...parts: Dense[]): Dense {
  const floats = (of: (part: Dense) => Float32Array) => Float32Array.from(parts.flatMap((part) => Array.from(of(part))));
  const outs = parts.reduce((sum, part) => sum + part.outs, 0);
  return { w: floats((part) => part.w), bias: floats((part) => part.bias), ins: parts[0]?.ins ?? 0, outs };
}
