import { z } from 'zod';

/** Numbers in rows of `ins`, one row for each of `outs`. */
export interface Dense {
  w: Float32Array;
  bias: Float32Array;
  ins: number;
  outs: number;
}
export interface Norm {
  gain: Float32Array;
  bias: Float32Array;
}
export interface Layer {
  attend: Norm;
  q: Dense;
  k: Dense;
  v: Dense;
  out: Dense;
  feed: Norm;
  inner: Dense;
  outer: Dense;
}
export interface Model {
  vocabulary: string[];
  scores: Float32Array;
  /** Rows of `width` numbers, one for each piece. */
  embedding: Float32Array;
  /** Of the waves that tell positions. */
  frequencies: Float32Array;
  lift: Dense;
  layers: [Layer, Layer];
  last: Dense;
}

const weightSchema = z.object({ name: z.string(), shape: z.array(z.int()), dtype: z.enum(['float32', 'int32', 'bool']) });
const manifestSchema = z.object({ weightsManifest: z.array(z.object({ paths: z.array(z.string()), weights: z.array(weightSchema) })) });
const vocabularySchema = z.array(z.tuple([z.string(), z.number().nullable()]));

/** The original, as TensorFlow.js keeps it: names of its graph are the only key to what is what. */
export function readModel(files: ReadonlyMap<string, Uint8Array>): Model {
  const file = (name: string) => {
    const bytes = files.get(`dist/${name}`);
    if (!bytes) throw new Error(`the model has no file ${name}`);
    return bytes;
  };
  const json = (name: string): unknown => JSON.parse(new TextDecoder().decode(file(name)));
  const weights = readWeights(manifestSchema.parse(json('model.json')), file);
  const find = (...parts: string[]) => {
    const found = [...weights].filter(([name]) =>
      parts.every((part) => (part.startsWith('!') ? !name.includes(part.slice(1)) : name.includes(part))),
    );
    const [one] = found;
    if (found.length !== 1 || !one) throw new Error(`${found.length} weights are named ${parts.join(' ')}`);
    return one[1];
  };
  /** The original multiplies from the other side: columns become rows. */
  const dense = (w: Float32Array, bias: Float32Array, from = 0, to = bias.length): Dense => {
    const all = bias.length;
    const ins = w.length / all;
    const outs = to - from;
    const rows = new Float32Array(ins * outs);
    for (let o = 0; o < outs; o++) for (let k = 0; k < ins; k++) rows[o * ins + k] = w[k * all + from + o] ?? 0;
    return { w: rows, bias: bias.slice(from, to), ins, outs };
  };
  const layer = (i: 0 | 1): Layer => {
    const own = `Layer_${i}/TransformerLayer/`;
    const norm = (...parts: string[]): Norm => ({
      gain: find(own, 'layer_norm_scale', ...parts),
      bias: find(own, 'layer_norm_bias', ...parts),
    });
    const qkv = find(own, 'qkv_transform_single/kernel');
    const bias = find(own, 'qkv_transform_single/bias');
    const third = bias.length / 3;
    return {
      attend: norm('!FFN'),
      q: dense(qkv, bias, 0, third),
      k: dense(qkv, bias, third, 2 * third),
      v: dense(qkv, bias, 2 * third),
      out: dense(find(own, 'output_transform_single/kernel'), find(own, 'output_transform_single/bias')),
      feed: norm('FFN'),
      inner: dense(find(own, 'conv1/Tensordot/Reshape_1'), find(own, 'conv1/bias')),
      outer: dense(find(own, 'conv2/Tensordot/Reshape_1'), find(own, 'conv2/bias')),
    };
  };
  const pieces = vocabularySchema.parse(json('vocab.json'));
  return {
    vocabulary: pieces.map(([piece]) => piece),
    scores: Float32Array.from(pieces, ([, score]) => score ?? 0),
    embedding: find('Embeddings_en'),
    frequencies: find('TimingSignal/ExpandDims_1'),
    lift: dense(find('TransformerLayer/dense/kernel'), find('TransformerLayer/dense/bias')),
    layers: [layer(0), layer(1)],
    last: dense(find('tanh_layer_0/weights'), find('tanh_layer_0/bias')),
  };
}

function readWeights({ weightsManifest }: z.infer<typeof manifestSchema>, file: (name: string) => Uint8Array): Map<string, Float32Array> {
  const found = new Map<string, Float32Array>();
  for (const { paths, weights } of weightsManifest) {
    const bytes = new Uint8Array(Buffer.concat(paths.map(file)));
    let at = 0;
    for (const { name, shape, dtype } of weights) {
      const count = shape.reduce((product, size) => product * size, 1);
      const width = dtype === 'bool' ? 1 : 4;
      if (dtype === 'float32') found.set(name, new Float32Array(bytes.slice(at, at + count * width).buffer));
      at += count * width;
    }
  }
  return found;
}
