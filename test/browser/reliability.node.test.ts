import { expect, test } from 'vitest';
import type { Calibration } from '../../worker/release/calibration.ts';
import { dotsOf, drawReliability } from './reliability.ts';

const reliability: Calibration['reliability'] = [
  { from: 0, to: 0.1, questions: 100, predicted: 0, right: 0 },
  { from: 0.4, to: 0.5, questions: 25, predicted: 0.5, right: 0.25 },
  { from: 0.5, to: 0.6, questions: 0, predicted: 0, right: 0 },
  { from: 0.9, to: 1, questions: 1, predicted: 1, right: 1 },
];
const calibration = { locale: 'en', judged: { questions: 100, outOfScope: 26 }, reliability };

test('dots stand where predicted and right put them, and a tenth without questions has none', () => {
  const [zero, half, one, ...rest] = dotsOf(reliability);
  expect(rest).toEqual([]);
  if (!zero || !half || !one) throw new Error('a dot is missing');
  expect((half.x - zero.x) / (one.x - zero.x)).toBeCloseTo(0.5);
  expect((half.y - zero.y) / (one.y - zero.y)).toBeCloseTo(0.25);
  expect(one.y).toBeLessThan(zero.y);
});

test('the area of a dot is in proportion to its questions, and the smallest can still be seen', () => {
  const [many, quarter, few] = dotsOf(reliability).map(({ radius }) => radius ** 2);
  expect((quarter ?? 0) / (many ?? 1)).toBeCloseTo(0.25);
  expect(few).toBeGreaterThan((many ?? 0) / 100);
});

test('the picture has every dot inside it, the diagonal from corner to corner and names its axes', () => {
  const svg = drawReliability(calibration);
  const dots = dotsOf(reliability);
  for (const { x, y, radius } of dots) expect(svg).toContain(`cx="${x}" cy="${y}" r="${radius}"`);
  expect(svg).toContain(`M${dots[0]?.x} ${dots[0]?.y}L${dots[2]?.x} ${dots[2]?.y}`);
  expect(svg).toMatch(/>Predicted<[\s\S]*>Right</);
  expect(svg).toContain('126 judged questions, 26 of them without an answer');
  expect(drawReliability(calibration)).toBe(svg);
});
