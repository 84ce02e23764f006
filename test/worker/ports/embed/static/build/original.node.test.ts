import { expect, test } from 'vitest';
import { readModel } from '../../../../../../worker/ports/embed/static/build/model.ts';
import { makeOriginal } from '../../../../../../worker/ports/embed/static/build/original.ts';
import { tiny, tinyModel, tinyTexts } from './samples.ts';

const model = readModel(tinyModel());
const original = makeOriginal(model, tiny.heads);

/** The same in the plainest words, in float64, for one text. */
function plainly(tokens: number[]): number[] {
  const { embedding, frequencies, lift, layers, last } = model;
  const by = (x: number[], { w, bias, ins }: typeof lift) =>
    Array.from(bias, (b, o) => b + x.reduce((sum, value, k) => sum + value * (w[o * ins + k] ?? 0), 0));
  const norm = (x: number[], { gain, bias }: { gain: Float32Array; bias: Float32Array }) => {
    const mean = x.reduce((a, b) => a + b, 0) / x.length;
    const variance = x.reduce((sum, value) => sum + (value - mean) ** 2, 0) / x.length;
    return x.map((value, k) => ((value - mean) / Math.sqrt(variance + 1e-6)) * (gain[k] ?? 0) + (bias[k] ?? 0));
  };
  const plus = (a: number[], b: number[]) => a.map((value, k) => value + (b[k] ?? 0));
  let x = tokens.map((id, t) =>
    Array.from({ length: tiny.embedding }, (_, k) => {
      const half = tiny.embedding / 2;
      const wave = k < half ? Math.sin(t * (frequencies[k] ?? 0)) : Math.cos(t * (frequencies[k - half] ?? 0));
      return 2 * (embedding[id * tiny.embedding + k] ?? 0) + wave;
    }),
  );
  for (const [i, layer] of layers.entries()) {
    const h = x.map((row) => norm(row, layer.attend));
    const [q, k, v] = [h.map((row) => by(row, layer.q)), h.map((row) => by(row, layer.k)), h.map((row) => by(row, layer.v))];
    const size = layer.q.outs / tiny.heads;
    const heard = q.map((query) => {
      const out: number[] = [];
      for (let head = 0; head < tiny.heads; head++) {
        const part = (row: number[]) => row.slice(head * size, (head + 1) * size);
        const scores = k.map((key) =>
          Math.exp(part(query).reduce((sum, value, c) => sum + value * (part(key)[c] ?? 0), 0) / Math.sqrt(size)),
        );
        const total = scores.reduce((a, b) => a + b, 0);
        for (let c = 0; c < size; c++) out.push(scores.reduce((sum, score, j) => sum + (score / total) * (part(v[j] ?? [])[c] ?? 0), 0));
      }
      return out;
    });
    x = x.map((row, t) => plus(by(heard[t] ?? [], layer.out), i === 0 ? by(row, model.lift) : row));
    x = x.map((row) =>
      plus(
        row,
        by(
          by(norm(row, layer.feed), layer.inner).map((value) => Math.max(value, 0)),
          layer.outer,
        ),
      ),
    );
  }
  const mean = Array.from({ length: tiny.width }, (_, k) => x.reduce((sum, row) => sum + (row[k] ?? 0), 0) / x.length);
  const y = by(mean, last).map(Math.tanh);
  const length = Math.hypot(...y);
  return y.map((value) => value / length);
}

test('says what the layers say when they are written out plainly', () => {
  for (const tokens of [[7], ...tinyTexts(6)]) {
    const { vector } = original(tokens);
    const plain = plainly(tokens);
    expect(vector.length).toBe(tiny.width);
    for (const [k, value] of vector.entries()) expect(value).toBeCloseTo(plain[k] ?? 0, 4);
  }
});

test('shows queries and keys of both layers to who looks', () => {
  const seen: number[][] = [];
  original([6, 7, 8], (layer, q, k) => seen.push([layer, q.length, k.length]));
  expect(seen).toEqual([
    [0, 48, 48],
    [1, 96, 96],
  ]);
});
