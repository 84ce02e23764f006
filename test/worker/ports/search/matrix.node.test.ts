import fc from 'fast-check';
import { expect, test } from 'vitest';
import { backward, cholesky, dotAt, forward, gram } from '../../../../worker/ports/search/matrix.ts';

const near = (found: ArrayLike<number>, expected: ArrayLike<number>, digits = 9) => {
  expect(found).toHaveLength(expected.length);
  for (let i = 0; i < expected.length; i++) expect(found[i]).toBeCloseTo(expected[i] ?? Number.NaN, digits);
};
const number = fc.double({ min: -3, max: 3, noNaN: true });
/** A square matrix of any numbers. */
const squares = fc
  .integer({ min: 1, max: 9 })
  .chain((size) => fc.record({ size: fc.constant(size), numbers: fc.array(number, { minLength: size * size, maxLength: size * size }) }));
/** a a^T plus a ridge: symmetric and positive definite. */
const definite = (numbers: readonly number[], size: number) => {
  const out = new Float64Array(size * size);
  for (let i = 0; i < size; i++)
    for (let j = 0; j < size; j++) {
      let sum = i === j ? 0.5 : 0;
      for (let k = 0; k < size; k++) sum += (numbers[i * size + k] ?? 0) * (numbers[j * size + k] ?? 0);
      out[i * size + j] = sum;
    }
  return out;
};
const times = (a: Float64Array, size: number, x: ArrayLike<number>) =>
  Array.from({ length: size }, (_, i) => Array.from(x).reduce((sum, value, k) => sum + (a[i * size + k] ?? 0) * value, 0));

test('sums products from any place, also where their number is not a multiple of four', () => {
  const a = Float64Array.from([9, 1, 2, 3, 4, 5, 6, 7]);
  const b = Float64Array.from([1, 1, 10, 100, 1_000, 1, 1]);
  for (const [count, sum] of [
    [0, 0],
    [1, 1],
    [2, 21],
    [3, 321],
    [4, 4_321],
    [5, 4_326],
  ] as const)
    expect(dotAt(a, 1, Float64Array.from([1, 10, 100, 1_000, 1]), 0, count)).toBe(sum);
  expect(dotAt(a, 0, b, 0, 2)).toBe(10);
});

test('factors and solves a small system known by hand', () => {
  const l = cholesky(Float64Array.from([4, 0, 12, 37]), 2);
  near([l[0] ?? 0, l[2] ?? 0, l[3] ?? 0], [2, 6, 1]);
  const b = Float64Array.from([2, 7]);
  forward(l, 2, b);
  near(b, [1, 1]);
  backward(l, 2, b);
  // [4 12; 12 37] x = [2; 7]
  near(b, [-2.5, 1]);
});

test('the lower triangle of a^T a, and nothing above it', () => {
  near(gram(Float64Array.from([1, 2, 3, 4, 5, 6]), 2), [35, 0, 44, 56]);
});

test('the factor times its transpose is the matrix', () => {
  fc.assert(
    fc.property(squares, ({ size, numbers }) => {
      const a = definite(numbers, size);
      const l = cholesky(a.slice(), size);
      for (let i = 0; i < size; i++)
        for (let j = 0; j <= i; j++) expect(dotAt(l, i * size, l, j * size, j + 1)).toBeCloseTo(a[i * size + j] ?? 0, 7);
    }),
  );
});

test('forward and backward together solve what the matrix made', () => {
  fc.assert(
    fc.property(squares, fc.array(number, { minLength: 9, maxLength: 9 }), ({ size, numbers }, all) => {
      const a = definite(numbers, size);
      const x = all.slice(0, size);
      const b = Float64Array.from(times(a, size, x));
      const l = cholesky(a.slice(), size);
      forward(l, size, b);
      backward(l, size, b);
      for (let i = 0; i < size; i++) expect(Math.abs((b[i] ?? 0) - (x[i] ?? 0))).toBeLessThan(1e-6);
    }),
  );
});

test('a row in the middle of many is solved in place, and what is 0 before `from` costs nothing and changes nothing', () => {
  const a = definite([1, 2, 0, 1, 3, 1, 0, 2, 1], 3);
  const l = cholesky(a, 3);
  const alone = Float64Array.from([0, 1, 2]);
  forward(l, 3, alone);
  const among = Float64Array.from([7, 7, 7, 0, 1, 2, 7]);
  forward(l, 3, among, 3, 1);
  near(among, [7, 7, 7, ...alone, 7]);
});

test('does not fall over a matrix that has no inverse', () => {
  const l = cholesky(Float64Array.from([1, 1, 1, 1]), 2);
  expect([...l].every(Number.isFinite)).toBe(true);
});
