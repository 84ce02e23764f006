import { expect, test } from 'vitest';
import { probability } from '../../../worker/release/calibration.ts';
import { shippedCurve } from '../../../worker/release/prior.ts';

test('a lead is worth more where an article has more questions', () => {
  const at = (questions: number) => probability(shippedCurve(questions, 50), 0.3);
  expect(at(2)).toBeGreaterThan(at(1));
  expect(at(10)).toBeGreaterThan(at(2));
});

test('a larger lead is always worth more, and no lead is nothing to rely on', () => {
  const curve = shippedCurve(2, 80);
  expect(probability(curve, 0.2)).toBeGreaterThan(probability(curve, 0.1));
  expect(probability(curve, 0)).toBeLessThan(0.5);
});

test('knowledge without articles or questions has the curve of one of each', () => {
  expect(shippedCurve(0, 0)).toEqual(shippedCurve(1, 1));
});
