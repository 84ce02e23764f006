import { expect, test } from 'vitest';
import { lines, sources } from './files.ts';

test('no source file has more than 300 lines', () => {
  const long = sources.map((path) => ({ path, lines: lines(path) })).filter((one) => one.lines > 300);
  expect(long).toEqual([]);
});

test('the median source file has about 100 lines at most', () => {
  const sorted = sources.map(lines).sort((a, b) => a - b);
  expect(sorted.length).toBeGreaterThan(20);
  expect(sorted[Math.floor(sorted.length / 2)]).toBeLessThanOrEqual(110);
});
