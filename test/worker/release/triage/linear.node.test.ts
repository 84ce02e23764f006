import { expect, test } from 'vitest';
import { fitLinear, scoreOf } from '../../../../worker/release/triage/linear.ts';
import { rowsOf } from '../../../../worker/release/triage/rows.ts';

const hot = [
  'the stove burned me',
  'it burned my hand',
  'burning plug',
  'my hand is burned',
  'the lamp burned a hole',
  'burned by the heater',
];
const calm = [
  'where is my parcel',
  'how long is delivery',
  'which size fits',
  'do you ship abroad',
  'opening hours please',
  'is it waterproof',
];
const texts = [...hot, ...calm];
const positive = Uint8Array.from(texts, (_, i) => Number(i < hot.length));
const members = Uint32Array.from(texts, (_, i) => i);
const costs = { positive: 1, negative: 1 };

test('tells apart what it was shown, and what is like it', () => {
  const rows = rowsOf([...texts, 'the kettle burned my finger', 'how long does shipping take'], null, 0);
  const fitted = fitLinear(rows, members, positive, costs);
  const scores = [...rows.norm].map((_, i) => scoreOf(fitted, rows, i));
  expect(Math.min(...scores.slice(0, hot.length))).toBeGreaterThan(0.5);
  expect(Math.max(...scores.slice(hot.length, texts.length))).toBeLessThan(-0.5);
  expect(scores[texts.length]).toBeGreaterThan(scores[texts.length + 1] ?? 0);
});

test('gives the same weights every time', () => {
  const rows = rowsOf(texts, null, 0);
  expect(fitLinear(rows, members, positive, costs)).toEqual(fitLinear(rows, members, positive, costs));
});

test('satisfies the conditions of its optimum: the weights are the sum of the rows that press on the margin', () => {
  const rows = rowsOf(texts, null, 0);
  const { weights, bias } = fitLinear(rows, members, positive, costs);
  const square = weights.reduce((sum, one) => sum + one * one, 0) + bias * bias;
  const loss = (w: Float32Array, b: number) =>
    members.reduce((sum, i) => {
      const y = positive[i] === 1 ? 1 : -1;
      return sum + Math.max(0, 1 - y * scoreOf({ weights: w, bias: b }, rows, i)) ** 2;
    }, 0) +
    (w.reduce((sum, one) => sum + one * one, 0) + b * b) / 2;
  const best = loss(weights, bias);
  for (const factor of [0.9, 1.1]) {
    expect(
      loss(
        weights.map((one) => one * factor),
        bias * factor,
      ),
    ).toBeGreaterThan(best);
  }
  expect(square).toBeGreaterThan(0);
});

test('rows that are no members are not learned from', () => {
  const rows = rowsOf([...texts, 'unheard word zyzzyva'], null, 0);
  const all = fitLinear(rows, members, Uint8Array.from([...positive, 1]), costs);
  expect(fitLinear(rows, members, Uint8Array.from([...positive, 0]), costs)).toEqual(all);
});
