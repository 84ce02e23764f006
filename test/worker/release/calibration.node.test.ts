import fc from 'fast-check';
import { expect, test } from 'vitest';
import { calibrationSchema, confidences, marginOf, NEVER, probability, thresholdFor } from '../../../worker/release/calibration.ts';
import { calibrationOf } from '../turn/samples.ts';

const calibration = calibrationOf({ locale: 'en', maker: 'm' });
const line = (budget: number, threshold: number) => ({ budget, threshold, by: 'fitted' as const, expected: null });

test('a lead is how far the best is ahead of the next', () => {
  expect(marginOf([3, 1, 0])).toBe(2);
  expect(marginOf([3])).toBe(3);
  expect(marginOf([])).toBe(0);
});

test('a probability is a logistic curve of the lead', () => {
  expect(probability({ intercept: 0, slope: 5 }, 0)).toBe(0.5);
  expect(probability({ intercept: -1, slope: 5 }, 0.2)).toBe(0.5);
  expect(probability({ intercept: 0, slope: 1 }, Math.log(3))).toBeCloseTo(0.75, 12);
});

test('what the best leaves is for the three behind it, the more the nearer they are', () => {
  const [first = 0, second = 0, third = 0, fourth = 0, fifth] = confidences(calibration, [1, 0.9, 0.9, 0.5, 0.4]);
  expect(first).toBeCloseTo(probability(calibration, 0.1), 12);
  expect(second).toBe(third);
  expect(third).toBeGreaterThan(fourth);
  expect(second + third + fourth).toBeCloseTo((1 - first) * calibration.next, 12);
  expect(fifth).toBe(0);
});

test('probabilities are from 0 to 1 and sum to at most 1', () => {
  const scores = fc.array(fc.double({ min: -2, max: 4, noNaN: true }), { maxLength: 8 }).map((all) => all.sort((a, b) => b - a));
  const curves = fc.record({
    intercept: fc.double({ min: -9, max: 9, noNaN: true }),
    slope: fc.double({ min: 0, max: 30, noNaN: true }),
    next: fc.double({ min: 0, max: 1, noNaN: true }),
  });
  fc.assert(
    fc.property(scores, curves, (some, curve) => {
      const found = confidences({ ...calibration, ...curve }, some);
      expect(found).toHaveLength(some.length);
      for (const value of found) {
        expect(value).toBeGreaterThanOrEqual(0);
        expect(value).toBeLessThanOrEqual(1);
      }
      expect(found.reduce((sum, value) => sum + value, 0)).toBeLessThanOrEqual(1 + 1e-9);
    }),
  );
});

test('a budget takes its own threshold, and one in between the next stricter', () => {
  const some = { ...calibration, thresholds: [line(0.05, 0.6), line(0.01, 0.95), line(0.02, 0.9)] };
  expect(thresholdFor(some, 0.02).threshold).toBe(0.9);
  expect(thresholdFor(some, 0.03).threshold).toBe(0.9);
  expect(thresholdFor(some, 0.019).threshold).toBe(0.95);
  expect(thresholdFor(some, 0.5).threshold).toBe(0.6);
  expect(thresholdFor(some, 0.1 + 0.2 - 0.28).threshold).toBe(0.9);
  expect(some.thresholds.map(({ budget }) => budget)).toEqual([0.05, 0.01, 0.02]);
});

test('a budget stricter than all, and a language nobody calibrated, answer nothing', () => {
  const nothing = { threshold: NEVER, by: 'none', expected: null };
  expect(thresholdFor({ ...calibration, thresholds: [line(0.02, 0.9)] }, 0.01)).toEqual({ ...nothing, budget: 0.01 });
  expect(thresholdFor(undefined, 0.02)).toEqual({ ...nothing, budget: 0.02 });
  expect(NEVER).toBeGreaterThan(1);
});

test.each([
  ['a share above 1', { next: 1.5 }],
  ['a source that does not exist', { source: 'guessed' }],
  ['a threshold below 0', { thresholds: [line(0.02, -0.1)] }],
  ['a field nobody knows', { extra: 1 }],
])('refuses a calibration with %s', (_, over) => {
  expect(calibrationSchema.safeParse(calibration).success).toBe(true);
  expect(calibrationSchema.safeParse({ ...calibration, ...over }).success).toBe(false);
});

test('what is weaker than the articles ever match has no likely second', () => {
  const weak = confidences({ ...calibration, floor: 0.5 }, [0.49, 0.45, 0.4]);
  expect(weak[0]).toBeGreaterThan(0);
  expect(weak.slice(1)).toEqual([0, 0]);
  expect(confidences({ ...calibration, floor: 0.5 }, [0.5, 0.45, 0.4])[1]).toBeGreaterThan(0);
});
