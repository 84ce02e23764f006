import fc from 'fast-check';
import { expect, test } from 'vitest';
import { minorUnits, plainAmount } from '../../../../widget/desk/refunds/amount.ts';

test.each([
  ['49.90', 'EUR', 4_990],
  ['49,9', 'EUR', 4_990],
  [' 49 ', 'EUR', 4_900],
  ['0.05', 'GBP', 5],
  ['500', 'JPY', 500],
  ['1.234', 'KWD', 1_234],
])('"%s" %s is %i', (text, currency, amount) => {
  expect(minorUnits(text, currency)).toBe(amount);
});

test.each([
  ['', 'EUR'],
  ['ten', 'EUR'],
  ['-5', 'EUR'],
  ['49.999', 'EUR'],
  ['1,000.00', 'EUR'],
  ['500.5', 'JPY'],
  ['1e3', 'EUR'],
  ['€5', 'EUR'],
  ['12345678901', 'EUR'],
])('"%s" %s is no amount', (text, currency) => {
  expect(minorUnits(text, currency)).toBeNull();
});

test('what is shown to begin with is read back as it was', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 99_999_999 }), fc.constantFrom('EUR', 'JPY', 'KWD', 'CHF'), (amount, currency) => {
      expect(minorUnits(plainAmount(amount, currency), currency)).toBe(amount);
    }),
  );
});
