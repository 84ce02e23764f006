import fc from 'fast-check';
import { expect, test } from 'vitest';
import { exp, layerNorm, softmax, tanh } from '../../../../../worker/ports/embed/static/math.ts';

const number = (most: number) => fc.double({ min: -most, max: most, noNaN: true });

test('exp and tanh are those of the engine, as far as a float32 shows', () => {
  fc.assert(
    fc.property(number(80), (x) => {
      expect(Math.abs(exp(x) / Math.exp(x) - 1)).toBeLessThan(1e-10);
      expect(Math.abs(tanh(x / 10) - Math.tanh(x / 10))).toBeLessThan(1e-10);
    }),
  );
  expect([exp(0), exp(-1_000), tanh(0), tanh(400), tanh(-400)]).toEqual([1, 0, 0, 1, -1]);
  expect(Number.isFinite(exp(1_000))).toBe(true);
});

test('rows are brought to mean and variance of their own', () => {
  const x = Float32Array.from({ length: 3 * 64 }, (_, i) => Math.sin(i) * (i + 1));
  const out = new Float32Array(x.length);
  layerNorm(out, x, new Float32Array(64).fill(1), new Float32Array(64), 3);
  for (let row = 0; row < 3; row++) {
    const part = out.subarray(row * 64, (row + 1) * 64);
    const mean = part.reduce((sum, value) => sum + value, 0) / 64;
    expect(mean).toBeCloseTo(0, 5);
    expect(part.reduce((sum, value) => sum + (value - mean) ** 2, 0) / 64).toBeCloseTo(1, 4);
  }
  layerNorm(out, x, new Float32Array(64).fill(2), new Float32Array(64).fill(5), 3);
  expect(out.subarray(0, 64).reduce((sum, value) => sum + value, 0) / 64).toBeCloseTo(5, 4);
});

test('weights are positive and add up to one, also far from zero', () => {
  const x = Float32Array.of(1, 2, 3, -500, 0, 500);
  softmax(x, 2, 3);
  expect(x[2]).toBeCloseTo(Math.exp(3) / (Math.exp(1) + Math.exp(2) + Math.exp(3)), 6);
  expect(Array.from(x.subarray(3))).toEqual([0, 0, 1]);
});
