import { decodeFile } from '../format.ts';
import { makeForward, type Watch } from '../forward.ts';
import { makeKernel } from '../kernel.ts';
import { roomBytes } from '../layout.ts';
import { kernelModule } from '../node.ts';
import { eigen } from './eigen.ts';
import { makeUse, shortenHeads } from './heads.ts';
import { addSquare, mirror } from './linear.ts';
import type { Dense, Layer, Model } from './model.ts';
import { type Heard, makeOriginal } from './original.ts';
import { pack, type Short, shapeOf } from './pack.ts';
import { model as source } from './packages.ts';
import { prune } from './prune.ts';

export interface Plan {
  heads: number;
  /** Numbers of a query, and of a key, in each layer. */
  keys: [number, number];
  /** Of the second layer's inner step; the first keeps all, as every token needs its own. */
  units: number;
  dimensions: number;
  /** Of each number of a piece. */
  bits: number;
  tokens: number;
}
/** The most of the original that fits into 6,000,000 bytes (README.md has the figures). */
export const plan: Plan = { heads: 4, keys: [48, 64], units: 1_216, dimensions: 192, bits: 5, tokens: 128 };
/** Texts on which queries and keys are looked at; all others only cost time. */
const looked = 3_000;

/** What the published model says of every text, and how it uses its heads. */
export function listen(model: Model, heads: number, texts: readonly number[][], report: (done: number) => void) {
  const original = makeOriginal(model, heads);
  const use = model.layers.map(({ q }) => makeUse(q.outs / heads, heads));
  const heard: Heard[] = [];
  for (const [i, tokens] of texts.entries()) {
    const watch = (layer: 0 | 1, q: Float32Array, k: Float32Array) => {
      use[layer]?.add('q', q, tokens.length);
      use[layer]?.add('k', k, tokens.length);
    };
    heard.push(original(tokens, i < looked ? watch : undefined));
    if ((i + 1) % 1_000 === 0) report(i + 1);
  }
  return { heard, use };
}

/** The model made small: shorter heads, fewer units in the second layer, shorter vectors. */
export async function shorten(
  model: Model,
  plan: Plan,
  texts: readonly number[][],
  { heard, use }: ReturnType<typeof listen>,
): Promise<Short> {
  const cut = (i: 0 | 1): Layer => {
    const layer = model.layers[i];
    const seen = use[i];
    return seen ? { ...layer, ...shortenHeads(layer.q, layer.k, seen, plan.keys[i]) } : layer;
  };
  const [first, second] = [cut(0), cut(1)];
  const short: Short = { ...model, layers: [first, second], project: directions(heard, plan.dimensions) };
  // Fitted on what the worker will really compute, rounding and all, so that it makes up for that too.
  const means: Float32Array[] = [];
  const targets: Float32Array[] = [];
  const forward = await run(pack(short, described(short, plan)), (what, numbers) => {
    if (what === 'units') means.push(numbers.slice());
    if (what === 'tokens') targets.push((heard[targets.length]?.sum ?? numbers).map((value, k) => value - (numbers[k] ?? 0)));
  });
  for (const tokens of texts) forward(tokens);
  return { ...short, layers: [first, { ...second, ...prune(second.inner, second.outer, { means, targets }, plan.units) }] };
}

export const described = (short: Short, plan: Plan) => ({
  model: 'use-lite',
  licence: source.licence,
  provenance: [
    `Universal Sentence Encoder lite 1, Google, ${source.licence}, as published in ${source.name} ${source.version} on npm`,
    `changed: queries and keys shortened, units of the second layer pruned, numbers rounded to 8 and ${plan.bits} bits, vectors projected to ${plan.dimensions} dimensions`,
  ],
  shape: shapeOf(short, plan),
});

/** The file's own forward pass, as the worker runs it. */
export async function run(bytes: Uint8Array, watch: Watch): Promise<(tokens: readonly number[]) => Float32Array> {
  const decoded = decodeFile(bytes);
  if (!decoded.ok) throw new Error(decoded.problem);
  const kernel = makeKernel(await kernelModule(), bytes.length + roomBytes(decoded.file.header.shape));
  new Uint8Array(kernel.buffer, kernel.place(bytes.length)).set(bytes);
  return makeForward(kernel, decoded.file, decoded.file.over(kernel.buffer), watch);
}

/** The directions in which the model's vectors differ most from nothing: cosines keep their meaning, as nothing is centred. */
function directions(heard: readonly Heard[], outs: number): Dense {
  const ins = heard[0]?.vector.length ?? 0;
  const square = new Float64Array(ins * ins);
  for (const { vector } of heard) addSquare(square, vector);
  const { vectors } = eigen(mirror(square, ins), ins);
  const w = new Float32Array(ins * outs);
  for (let o = 0; o < outs; o++) {
    const row = vectors.subarray(o * ins, (o + 1) * ins);
    // A direction has no sign of its own: the largest part is made positive.
    const sign = Math.sign(row.reduce((most, value) => (Math.abs(value) > Math.abs(most) ? value : most), 0));
    w.set(
      row.map((value) => sign * value),
      o * ins,
    );
  }
  return { w, bias: new Float32Array(outs), ins, outs };
}
