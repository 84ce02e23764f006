import { expect, test } from 'vitest';
import { readModel } from '../../../../../../worker/ports/embed/static/build/model.ts';
import { tiny, tinyModel } from './samples.ts';

test('finds every part of the published model by its name, with rows for outputs', () => {
  const { vocabulary, scores, embedding, frequencies, lift, layers, last } = readModel(tinyModel());
  expect([vocabulary.length, vocabulary[6], scores[6], scores[7]]).toEqual([tiny.pieces, '\u2581w6', -3, 0]);
  expect(embedding.length).toBe((tiny.pieces + 2) * tiny.embedding);
  expect(frequencies.length).toBe(tiny.embedding / 2);
  expect([lift.ins, lift.outs, last.ins, last.outs]).toEqual([16, 32, 32, 32]);
  for (const [i, { q, k, v, out, inner, outer, attend, feed }] of layers.entries()) {
    const ins = i === 0 ? tiny.embedding : tiny.width;
    expect([q, k, v].map((one) => [one.ins, one.outs, one.w.length, one.bias.length])).toEqual(
      new Array(3).fill([ins, ins, ins * ins, ins]),
    );
    expect([out.ins, out.outs, inner.outs, outer.ins, attend.gain.length, feed.bias.length]).toEqual([ins, 32, 64, 64, ins, 32]);
  }
});

test('a matrix is turned: what was column o of the original is row o', () => {
  const files = tinyModel();
  const shards = new Uint8Array(Buffer.concat(['1', '2'].map((n) => files.get(`dist/group1-shard${n}of2`) ?? Buffer.alloc(0))));
  const all = new Float32Array(shards.slice(0, 42 * 16 * 4).buffer);
  const { embedding, layers } = readModel(files);
  expect(embedding).toEqual(all);
  // Queries, keys and values are thirds of one matrix: their rows differ.
  expect(layers[0].q.w.slice(0, 16)).not.toEqual(layers[0].k.w.slice(0, 16));
});

test('a model that lacks a part, or has it twice, is refused', () => {
  const files = tinyModel();
  const json = new TextDecoder().decode(files.get('dist/model.json'));
  expect(() => readModel(new Map([...files, ['dist/model.json', Buffer.from(json.replaceAll('tanh_layer_0/bias', 'x'))]]))).toThrow(
    /0 weights are named/,
  );
  expect(() =>
    readModel(
      new Map([
        ...files,
        ['dist/model.json', Buffer.from(json.replaceAll('output_transform_single/bias', 'output_transform_single/kernel'))],
      ]),
    ),
  ).toThrow(/2 weights are named/);
  expect(() => readModel(new Map())).toThrow(/no file model.json/);
});
