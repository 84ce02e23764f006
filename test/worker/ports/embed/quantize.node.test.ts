import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cosine, isZero, quantize } from '../../../../worker/ports/embed/quantize.ts';

test('the largest component becomes 127, the others their share of it', () => {
  expect(quantize([0.5, -0.25, 0])).toEqual(Int8Array.of(127, -63, 0));
  expect(quantize([1e-30, -1e-30])).toEqual(Int8Array.of(127, -127));
});

test('makes no vector of what is none', () => {
  for (const values of [[0, 0], [], [Number.NaN, 1], [1, Number.POSITIVE_INFINITY]]) expect(quantize(values)).toBeNull();
});

const vector = fc
  .array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 64, maxLength: 64 })
  .filter((one) => Math.hypot(...one) > 1e-3);

test('keeps the cosine of any two vectors to about a hundredth, at any length', () => {
  fc.assert(
    fc.property(vector, vector, fc.double({ min: 1e-3, max: 1e3, noNaN: true }), (a, b, factor) => {
      const exact = a.reduce((sum, x, i) => sum + x * (b[i] ?? 0), 0) / (Math.hypot(...a) * Math.hypot(...b));
      const [x, y] = [quantize(a), quantize(b.map((value) => value * factor))];
      if (!x || !y) throw new Error('both are vectors');
      expect(Math.abs(cosine(x, y) - exact)).toBeLessThan(0.06);
      expect(cosine(x, x)).toBeCloseTo(1, 9);
    }),
  );
});

test('a vector of zeros is like nothing, and lengths do not mix', () => {
  expect(isZero(new Int8Array(3))).toBe(true);
  expect(cosine(new Int8Array(2), Int8Array.of(1, 2))).toBe(0);
  expect(() => cosine(new Int8Array(2), new Int8Array(3))).toThrow(/2 and 3 dimensions/);
});
