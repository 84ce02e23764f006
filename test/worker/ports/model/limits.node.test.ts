import { expect, test } from 'vitest';
import { modelLimits, turnMs } from '../../../../worker/ports/model/limits.ts';

test('no use takes longer than a turn may, and a turn ends before eight seconds with all that comes after', () => {
  const { summary: _summary, ...waited } = modelLimits;
  for (const { firstMs, attemptMs, totalMs, baseMs, tries } of Object.values(waited)) {
    expect(firstMs).toBeLessThanOrEqual(attemptMs);
    expect(attemptMs).toBeLessThanOrEqual(totalMs);
    expect(totalMs).toBeLessThanOrEqual(turnMs);
    // A first try that shows nothing leaves room for a second one.
    expect(firstMs + baseMs).toBeLessThan(totalMs);
    expect(tries).toBeGreaterThan(1);
  }
  expect(turnMs).toBeLessThanOrEqual(7_000);
});
