import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dayIn, dueAfter } from '../../../../worker/turn/privacy/due.ts';

const month = { months: 1 };

test.each([
  ['2026-11-27', '2026-12-27'],
  ['2026-12-15', '2027-01-15'],
  ['2026-01-31', '2026-02-28'],
  ['2028-01-31', '2028-02-29'],
  ['2028-01-29', '2028-02-29'],
  ['2027-01-29', '2027-02-28'],
  ['2026-02-28', '2026-03-28'],
  ['2026-03-31', '2026-04-30'],
  ['2026-08-31', '2026-09-30'],
  ['2099-12-31', '2100-01-31'],
  // 2100 is no leap year.
  ['2100-01-30', '2100-02-28'],
])('a month from %s ends on %s', (day, due) => {
  expect(dueAfter(day, month)).toBe(due);
});

test.each([
  ['2026-11-27', 45, '2027-01-11'],
  ['2028-02-01', 45, '2028-03-17'],
  ['2026-02-01', 45, '2026-03-18'],
  ['2026-12-31', 1, '2027-01-01'],
])('%s and %i days is %s', (day, days, due) => {
  expect(dueAfter(day, { days })).toBe(due);
});

const iso = fc
  .date({ min: new Date('1971-01-01T00:00:00Z'), max: new Date('2199-12-31T00:00:00Z'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));
const parts = (day: string) => day.split('-').map(Number) as [number, number, number];
const lastOf = (year: number, number: number) => new Date(Date.UTC(year, number, 0)).getUTCDate();

test('a month ends on the same day, or on the last day of a month that has none, always in the month after', () => {
  fc.assert(
    fc.property(iso, fc.integer({ min: 1, max: 12 }), (day, months) => {
      const [year, number, date] = parts(day);
      const [dueYear, dueNumber, dueDate] = parts(dueAfter(day, { months }));
      expect(dueYear * 12 + dueNumber).toBe(year * 12 + number + months);
      expect(dueDate).toBe(Math.min(date, lastOf(dueYear, dueNumber)));
    }),
  );
});

test('a later request is never due earlier, and a month is 28 to 31 days', () => {
  fc.assert(
    fc.property(iso, iso, (a, b) => {
      const [first, second] = a <= b ? [a, b] : [b, a];
      expect(dueAfter(first, month) <= dueAfter(second, month)).toBe(true);
      const days = (Date.parse(dueAfter(a, month)) - Date.parse(a)) / 86_400_000;
      expect(days).toBeGreaterThanOrEqual(28);
      expect(days).toBeLessThanOrEqual(31);
    }),
  );
});

test('days are counted without the day of the request, across every change of clocks', () => {
  fc.assert(
    fc.property(iso, fc.integer({ min: 1, max: 365 }), (day, days) => {
      expect(Date.parse(dueAfter(day, { days })) - Date.parse(day)).toBe(days * 86_400_000);
    }),
  );
});

test('a request belongs to the day on which it arrives where the site is', () => {
  const night = new Date('2026-01-31T23:30:00Z');
  expect(dayIn('UTC', night)).toBe('2026-01-31');
  expect(dayIn('Europe/Berlin', night)).toBe('2026-02-01');
  expect(dayIn('America/Los_Angeles', night)).toBe('2026-01-31');
  expect(dayIn('America/Los_Angeles', new Date('2026-03-01T05:00:00Z'))).toBe('2026-02-28');
});
