import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  addProduct,
  addSquare,
  backward,
  cholesky,
  forward,
  inverseDiagonal,
  mirror,
  multiply,
} from '../../../../../../worker/ports/embed/static/build/linear.ts';
import { seeded } from '../../../../../../worker/ports/embed/static/build/random.ts';

const size = fc.integer({ min: 1, max: 12 });
const seed = fc.integer({ min: 1, max: 1e9 });
const numbers = (count: number, random: () => number) => Float32Array.from({ length: count }, () => random() - 0.5);

/** Symmetric and positive definite, with its lower half only, as sums of squares leave it. */
function positive(n: number, random: () => number): Float64Array {
  const a = new Float64Array(n * n);
  for (let i = 0; i < n + 3; i++) addSquare(a, numbers(n, random));
  for (let i = 0; i < n; i++) a[i * (n + 1)] = (a[i * (n + 1)] ?? 0) + 0.1;
  return a;
}

test('multiplies as two loops do, for any number of rows and outputs', () => {
  fc.assert(
    fc.property(size, size, size, seed, (rows, ins, outs, start) => {
      const random = seeded(start);
      const [x, w, bias] = [numbers(rows * ins, random), numbers(ins * outs, random), numbers(outs, random)];
      const out = multiply(x, { w, bias, ins, outs });
      expect(out).toHaveLength(rows * outs);
      for (let t = 0; t < rows; t++) {
        for (let o = 0; o < outs; o++) {
          let sum = bias[o] ?? 0;
          for (let k = 0; k < ins; k++) sum += (x[t * ins + k] ?? 0) * (w[o * ins + k] ?? 0);
          expect(out[t * outs + o]).toBeCloseTo(sum, 5);
        }
      }
    }),
  );
});

test('solves what it factored', () => {
  fc.assert(
    fc.property(size, size, seed, (n, width, start) => {
      const random = seeded(start);
      const a = positive(n, random);
      const b = Float64Array.from({ length: n * width }, () => random() - 0.5);
      const l = cholesky(a, n);
      const x = b.slice();
      forward(l, n, x, width);
      backward(l, n, x, width);
      const whole = mirror(a.slice(), n);
      for (let i = 0; i < n; i++) {
        for (let c = 0; c < width; c++) {
          let sum = 0;
          for (let k = 0; k < n; k++) sum += (whole[i * n + k] ?? 0) * (x[k * width + c] ?? 0);
          expect(sum).toBeCloseTo(b[i * width + c] ?? 0, 8);
        }
      }
      // Each column of the inverse, for its own place.
      const diagonal = inverseDiagonal(l, n);
      for (let i = 0; i < n; i++) {
        const one = new Float64Array(n);
        one[i] = 1;
        forward(l, n, one, 1);
        backward(l, n, one, 1);
        expect(diagonal[i]).toBeCloseTo(one[i] ?? 0, 8);
      }
    }),
  );
});

test('a matrix that is not positive is refused', () => {
  expect(() => cholesky(Float64Array.of(1, 0, 2, 1), 2)).toThrow(/not positive definite at 1/);
});

test('adds products of two rows', () => {
  const sum = new Float64Array(6).fill(1);
  addProduct(sum, Float64Array.of(2, 0), Float64Array.of(1, 2, 3));
  expect(Array.from(sum)).toEqual([3, 5, 7, 1, 1, 1]);
});
