import { seeded } from '../../../../../../worker/ports/embed/static/build/random.ts';

/** A model of the original's make, in its files, but of a few numbers, all of them drawn by lot. */
export const tiny = { pieces: 40, embedding: 16, width: 32, inner: 64, heads: 4 };

const graph = 'module/Encoder_en/KonaTransformer/Encode';

export function tinyModel(seed = 3): Map<string, Uint8Array> {
  const random = seeded(seed);
  const { pieces, embedding, width, inner } = tiny;
  const weights: { name: string; shape: number[]; dtype: string; values: Float32Array }[] = [];
  const add = (name: string, shape: number[], spread = 1 / Math.sqrt(shape.at(-2) ?? 4), middle = 0) => {
    const count = shape.reduce((product, size) => product * size, 1);
    const values = Float32Array.from({ length: count }, () => middle + spread * (random() + random() - 1) * 2);
    weights.push({ name, shape, dtype: 'float32', values });
  };
  add('module/Embeddings_en', [pieces + 2, embedding], 0.5);
  weights.push({ name: 'a_constant', shape: [3], dtype: 'bool', values: new Float32Array() });
  add(`${graph}/Layer_0/AddTimingSignal/TimingSignal/ExpandDims_1`, [1, embedding / 2], 0.2, 0.5);
  add(`${graph}/Layer_0/TransformerLayer/dense/kernel/ConcatPartitions/concat`, [embedding, width]);
  add(`${graph}/Layer_0/TransformerLayer/dense/bias/ConcatPartitions/concat`, [width], 0.1);
  for (const [i, ins] of [embedding, width].entries()) {
    const own = `${graph}/Layer_${i}/TransformerLayer`;
    for (const [norm, size] of [
      ['', ins],
      ['/FFN', width],
    ] as const) {
      add(`${own}${norm}/layer_prepostprocess/layer_norm/layer_norm_scale/ConcatPartitions/concat`, [size], 0.1, 1);
      add(`${own}${norm}/layer_prepostprocess/layer_norm/layer_norm_bias/ConcatPartitions/concat`, [size], 0.1);
    }
    add(`${own}/MultiheadAttention/qkv_transform_single/kernel/part_0`, [1, 1, ins, 3 * ins]);
    add(`${own}/MultiheadAttention/qkv_transform_single/bias/ConcatPartitions/concat`, [3 * ins], 0.1);
    add(`${own}/MultiheadAttention/output_transform_single/kernel/part_0`, [1, 1, ins, width]);
    add(`${own}/MultiheadAttention/output_transform_single/bias/ConcatPartitions/concat`, [width], 0.1);
    add(`${own}/FFN/conv1/Tensordot/Reshape_1`, [width, inner]);
    add(`${own}/FFN/conv1/bias/ConcatPartitions/concat`, [inner], 0.1);
    add(`${own}/FFN/conv2/Tensordot/Reshape_1`, [inner, width]);
    add(`${own}/FFN/conv2/bias/ConcatPartitions/concat`, [width], 0.1);
  }
  add('module/Encoder_en/hidden_layers/tanh_layer_0/weights', [width, width], 0.2);
  add('module/Encoder_en/hidden_layers/tanh_layer_0/bias', [width], 0.1);

  const data = Buffer.concat(
    weights.map(({ dtype, values }) =>
      dtype === 'bool' ? Buffer.alloc(3) : Buffer.from(values.buffer, values.byteOffset, values.byteLength),
    ),
  );
  const cut = Math.floor(data.length / 2);
  const manifest = [
    { paths: ['group1-shard1of2', 'group1-shard2of2'], weights: weights.map(({ name, shape, dtype }) => ({ name, shape, dtype })) },
  ];
  const vocabulary = Array.from({ length: pieces }, (_, i) => [i < 6 ? `<${i}>` : `\u2581w${i}`, i < 6 ? 0 : i === 7 ? null : -i / 2]);
  return new Map([
    ['dist/model.json', Buffer.from(JSON.stringify({ modelTopology: {}, weightsManifest: manifest }))],
    ['dist/vocab.json', Buffer.from(JSON.stringify(vocabulary))],
    ['dist/group1-shard1of2', data.subarray(0, cut)],
    ['dist/group1-shard2of2', data.subarray(cut)],
  ]);
}

/** Texts of that model's pieces. */
export function tinyTexts(count: number, seed = 11): number[][] {
  const random = seeded(seed);
  return Array.from({ length: count }, () =>
    Array.from({ length: 2 + Math.floor(random() * 9) }, () => 6 + Math.floor(random() * (tiny.pieces - 6))),
  );
}
