import fc from 'fast-check';
import { expect, test } from 'vitest';
import { incompleteBeta, lowerBound, upperBound } from '../../../worker/release/interval.ts';

/** From tables of the Clopper-Pearson interval; the weighted one from the quantile function of R. */
test.each([
  [0, 100, 0.95, 0.02951305],
  [3, 100, 0.95, 0.07571079],
  [12.5, 700.2, 0.8, 0.02343512],
])('the upper end for %d of %d at %d is that of the table', (wrong, of, confidence, expected) => {
  expect(upperBound(wrong, of, confidence)).toBeCloseTo(expected, 7);
});

test('the lower end for 3 of 100 at 0.95 is that of the table', () => {
  expect(lowerBound(3, 100, 0.95)).toBeCloseTo(0.00822583, 7);
});

test('nothing seen says nothing: the bounds are as wide as they can be', () => {
  expect(upperBound(0, 0, 0.95)).toBe(1);
  expect(upperBound(-1, -1, 0.95)).toBe(1);
  expect(lowerBound(0, 0, 0.95)).toBe(0);
  expect(upperBound(5, 5, 0.95)).toBe(1);
  expect(lowerBound(0, 5, 0.95)).toBe(0);
});

test('without an error the upper end is what a root says', () => {
  for (const of of [1, 10, 57.5, 1_000]) expect(upperBound(0, of, 0.8)).toBeCloseTo(1 - 0.2 ** (1 / of), 9);
});

const samples = fc.record({
  of: fc.double({ min: 2, max: 5_000, noNaN: true }),
  share: fc.integer({ min: 0, max: 990 }).map((per) => per / 1_000),
  confidence: fc.double({ min: 0.6, max: 0.98, noNaN: true }),
});

test('the share seen lies between the ends, which mirror each other', () => {
  fc.assert(
    fc.property(samples, ({ of, share, confidence }) => {
      const wrong = share * of;
      expect(upperBound(wrong, of, confidence)).toBeGreaterThanOrEqual(share - 1e-9);
      expect(lowerBound(wrong, of, confidence)).toBeLessThanOrEqual(share + 1e-9);
      expect(lowerBound(of - wrong, of, confidence)).toBeCloseTo(1 - upperBound(wrong, of, confidence), 7);
    }),
  );
});

test('more errors, fewer questions and more confidence never lower the upper end', () => {
  fc.assert(
    fc.property(samples, ({ of, share, confidence }) => {
      const upper = upperBound(share * of, of, confidence);
      expect(upperBound(Math.min(of, share * of + 1), of, confidence)).toBeGreaterThanOrEqual(upper - 1e-9);
      expect(upperBound((share * of) / 2, of / 2, confidence)).toBeGreaterThanOrEqual(upper - 1e-9);
      expect(upperBound(share * of, of, confidence + 0.009)).toBeGreaterThanOrEqual(upper - 1e-9);
    }),
  );
});

test('has an answer at the very point where one side of the distribution hands over to the other', () => {
  for (let wrong = 0; wrong <= 60; wrong++)
    for (const of of [61, 61.00000000000001, 122 / 2.1]) {
      const upper = upperBound(Math.min(wrong, of), of, 0.8);
      expect(upper).toBeGreaterThan(0);
      expect(upper).toBeLessThanOrEqual(1);
    }
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 400 }), fc.integer({ min: 1, max: 400 }), (a, b) => {
      const middle = (a + 1) / (a + b + 2);
      for (const x of [middle, middle * (1 + 2 ** -52), middle * (1 - 2 ** -52), 1 - (b + 1) / (a + b + 2)])
        expect(incompleteBeta(x, a, b)).toBeCloseTo(1 - incompleteBeta(1 - x, b, a), 9);
    }),
  );
});

test('the distribution function is that of cases known by hand', () => {
  for (const x of [0, 0.1, 0.5, 0.9, 1]) {
    expect(incompleteBeta(x, 1, 1)).toBeCloseTo(x, 12);
    expect(incompleteBeta(x, 3, 1)).toBeCloseTo(x ** 3, 12);
    expect(incompleteBeta(x, 1, 4)).toBeCloseTo(1 - (1 - x) ** 4, 12);
    expect(incompleteBeta(x, 2, 2)).toBeCloseTo(3 * x ** 2 - 2 * x ** 3, 12);
  }
  expect(incompleteBeta(0.5, 40.5, 40.5)).toBeCloseTo(0.5, 12);
  expect(incompleteBeta(-1, 2, 2)).toBe(0);
  expect(incompleteBeta(2, 2, 2)).toBe(1);
});
