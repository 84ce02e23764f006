import fc from 'fast-check';
import { expect, test } from 'vitest';
import { eigen } from '../../../../../../worker/ports/embed/static/build/eigen.ts';
import { addSquare, mirror } from '../../../../../../worker/ports/embed/static/build/linear.ts';
import { seeded } from '../../../../../../worker/ports/embed/static/build/random.ts';

test('vectors are turned into multiples of themselves, stand at right angles and come largest first', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 24 }), fc.integer({ min: 1, max: 30 }), fc.integer({ min: 1, max: 1e9 }), (n, rows, seed) => {
      const random = seeded(seed);
      const a = new Float64Array(n * n);
      for (let i = 0; i < rows; i++)
        addSquare(
          a,
          Float64Array.from({ length: n }, () => random() - 0.5),
        );
      mirror(a, n);
      const { values, vectors } = eigen(a, n);
      const row = (i: number) => vectors.subarray(i * n, (i + 1) * n);
      for (let i = 0; i < n; i++) {
        if (i > 0) expect(values[i - 1]).toBeGreaterThanOrEqual(values[i] ?? 0);
        for (let k = 0; k < n; k++) {
          const turned = row(i).reduce((sum, x, c) => sum + x * (a[k * n + c] ?? 0), 0);
          expect(turned).toBeCloseTo((values[i] ?? 0) * (row(i)[k] ?? 0), 8);
          const angle = row(i).reduce((sum, x, c) => sum + x * (row(k)[c] ?? 0), 0);
          expect(angle).toBeCloseTo(i === k ? 1 : 0, 9);
        }
      }
    }),
    { numRuns: 40 },
  );
});

test('knows the diagonal and the ellipse', () => {
  expect(Array.from(eigen(Float64Array.of(1, 0, 0, 3), 2).values)).toEqual([3, 1]);
  const { values, vectors } = eigen(Float64Array.of(2, 1, 1, 2), 2);
  expect(Array.from(values, (value) => Math.round(value * 1e9) / 1e9)).toEqual([3, 1]);
  expect(Math.abs(vectors[0] ?? 0)).toBeCloseTo(Math.SQRT1_2, 9);
});
