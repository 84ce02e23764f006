import { expect, test } from 'vitest';
import { backoff } from '../../../widget/live/backoff.ts';

test('the ceiling doubles from half a second to twenty', () => {
  const ceilings = [0, 1, 2, 3, 4, 5, 6, 50, 5_000].map((attempt) => backoff(attempt, () => 1));
  expect(ceilings).toEqual([500, 1_000, 2_000, 4_000, 8_000, 16_000, 20_000, 20_000, 20_000]);
});

test('clients dropped together come back spread over the whole wait', () => {
  const waits = Array.from({ length: 3_000 }, () => backoff(4));
  const buckets = Array.from({ length: 8 }, (_, index) => waits.filter((wait) => Math.floor(wait / 1_000) === index).length);
  // No second sees twice the mean.
  expect(Math.max(...buckets)).toBeLessThan((3_000 / 8) * 2);
  expect(Math.min(...waits)).toBeGreaterThanOrEqual(0);
});
