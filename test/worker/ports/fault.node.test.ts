import { expect, test } from 'vitest';
import { type FaultKind, retryAfterMs, statusFault } from '../../../worker/ports/fault.ts';

test('says what a status means and whether to ask again', () => {
  const cases: [status: number, kind: FaultKind, again: boolean][] = [
    [400, 'unavailable', false],
    [401, 'unavailable', false],
    [403, 'unavailable', false],
    [404, 'unavailable', false],
    [408, 'timeout', true],
    [413, 'too-many', false],
    [429, 'rate-limited', true],
    [500, 'unavailable', true],
    [503, 'unavailable', true],
  ];
  for (const [status, kind, again] of cases)
    expect(
      statusFault('It', status, () => null),
      String(status),
    ).toMatchObject({ kind, again });
  expect(statusFault('It', 429, (name) => (name === 'retry-after' ? '7' : null)).retryAfter).toBe(7_000);
});

test('reads Retry-After as seconds or as a date', () => {
  const now = Date.parse('2026-11-23T10:00:00Z');
  const cases: [value: string | null, ms: number | null][] = [
    [null, null],
    ['', null],
    ['  ', null],
    ['soon', null],
    ['0', 0],
    ['-3', 0],
    ['1.5', 1_500],
    ['120', 120_000],
    ['Mon, 23 Nov 2026 10:01:00 GMT', 60_000],
    ['Mon, 23 Nov 2026 09:00:00 GMT', 0],
  ];
  for (const [value, ms] of cases) expect(retryAfterMs(value, now), String(value)).toBe(ms);
});
