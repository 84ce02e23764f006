import { expect, test } from 'vitest';
import { multiply } from '../../../../../../worker/ports/embed/static/build/linear.ts';
import type { Dense } from '../../../../../../worker/ports/embed/static/build/model.ts';
import { prune } from '../../../../../../worker/ports/embed/static/build/prune.ts';
import { seeded } from '../../../../../../worker/ports/embed/static/build/random.ts';

const [ins, units, width, texts] = [8, 30, 5, 500];
const random = seeded(9);
const numbers = (count: number) => Float32Array.from({ length: count }, () => random() - 0.5);
const inner = { w: numbers(ins * units), bias: numbers(units), ins, outs: units };
const outer = { w: numbers(units * width), bias: numbers(width), ins: units, outs: width };
const relu = (x: Float32Array) => x.map((value) => Math.max(value, 0));
const asked = Array.from({ length: texts }, () => numbers(ins));

/** Mean square of what the pruned layer says beside the whole one. */
function error(short: { inner: Dense; outer: Dense }): number {
  let [off, all] = [0, 0];
  for (const x of asked) {
    const was = multiply(relu(multiply(x, inner)), outer);
    const is = multiply(relu(multiply(x, short.inner)), short.outer);
    for (let k = 0; k < width; k++) {
      off += ((was[k] ?? 0) - (is[k] ?? 0)) ** 2;
      all += (was[k] ?? 0) ** 2;
    }
  }
  return off / all;
}
const fitted = () => {
  const means = asked.map((x) => relu(multiply(x, inner)));
  return { means, targets: means.map((row) => multiply(row, outer)) };
};

test('keeps the asked number of units, as they were, and fits their weights anew', () => {
  const short = prune(inner, outer, fitted(), 20);
  expect([short.inner.outs, short.outer.ins, short.outer.w.length]).toEqual([20, 20, 100]);
  const rows = Array.from({ length: units }, (_, i) => inner.w.slice(i * ins, (i + 1) * ins).join());
  for (let i = 0; i < 20; i++) expect(rows).toContain(short.inner.w.slice(i * ins, (i + 1) * ins).join());
});

test('is far better than leaving the last ones out, and better the more it keeps', () => {
  const cut = (keep: number) => ({
    inner: { w: inner.w.slice(0, keep * ins), bias: inner.bias.slice(0, keep), ins, outs: keep },
    outer: {
      w: Float32Array.from({ length: keep * width }, (_, at) => outer.w[Math.floor(at / keep) * units + (at % keep)] ?? 0),
      bias: outer.bias,
      ins: keep,
      outs: width,
    },
  });
  const errors = [10, 20, 28].map((keep) => error(prune(inner, outer, fitted(), keep)));
  expect(errors).toEqual([...errors].sort((a, b) => b - a));
  expect(errors[1]).toBeLessThan(error(cut(20)) / 3);
});

test('with all units kept the layer says what it said', () => {
  expect(error(prune(inner, outer, fitted(), units))).toBeLessThan(1e-3);
});

test('makes up for what the layers before it lost', () => {
  const { means, targets } = fitted();
  const off = targets.map((row) => row.map((value) => value + 2));
  const { outer: made } = prune(inner, outer, { means, targets: off }, units);
  const mean =
    asked.reduce(
      (sum, x) => sum + (multiply(relu(multiply(x, inner)), made)[0] ?? 0) - (multiply(relu(multiply(x, inner)), outer)[0] ?? 0),
      0,
    ) / texts;
  expect(mean).toBeCloseTo(2, 3);
});
