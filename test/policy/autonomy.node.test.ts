import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ceilingOf, isBelow, lower, oneDown } from '../../policy/autonomy.ts';
import { autonomySchema } from '../../policy/schema.ts';

const level = fc.constantFrom(...autonomySchema.options);

test('of two levels the lower is neither raised nor lost', () => {
  fc.assert(
    fc.property(level, level, (a, b) => {
      expect([a, b]).toContain(lower(a, b));
      expect(isBelow(a, lower(a, b)) || isBelow(b, lower(a, b))).toBe(false);
      expect(lower(a, b)).toBe(lower(b, a));
    }),
  );
});

test('one step down is below, until nothing is', () => {
  expect(['autopilot' as const, 'assist' as const, 'shadow' as const, 'human-only' as const].map(oneDown)).toEqual([
    'assist',
    'shadow',
    'human-only',
    'human-only',
  ]);
});

test('the controls human-only and mandatory-escalation (safety) leave an area to people, whatever level stands beside them', () => {
  fc.assert(
    fc.property(level, fc.constantFrom('human-only', 'mandatory-escalation'), (autonomy, control) => {
      expect(ceilingOf({ autonomy, controls: ['kb-grounding', control] })).toBe('human-only');
      expect(ceilingOf({ autonomy, controls: ['kb-grounding'] })).toBe(autonomy);
    }),
  );
});
