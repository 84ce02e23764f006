import { expect, test } from 'vitest';
import { clock } from '../../../widget/chat/clock.ts';
import { date, day, money, opening } from '../../../widget/chat/format.ts';

test('amounts come in minor units of any currency', () => {
  expect(money({ amount: 4990, currency: 'EUR' }, 'en')).toBe('€49.90');
  expect(money({ amount: 4990, currency: 'JPY' }, 'en')).toBe('¥4,990');
  expect(money({ amount: 4990, currency: 'KWD' }, 'en').replace(/\s/g, ' ')).toBe('KWD 4.990');
});

test('days and times speak the language of the chat', () => {
  const at = '2026-11-23T12:00:00Z';
  expect(day(at, 'de')).toContain('Nov');
  expect(date(at, 'fr')).toContain('novembre');
  expect(clock(at, 'en')).toMatch(/\d{1,2}:\d{2}/);
});

test('a locale that is none does not break the chat', () => {
  for (const locale of ['', 'not a locale', '*', 'x-'])
    expect(() => [day('2026-11-23T12:00:00Z', locale), money({ amount: 1, currency: 'EUR' }, locale)]).not.toThrow();
});

test('an opening is a day of the week and a time, with its date where that is more than six days away', () => {
  const now = Date.parse('2026-11-27T18:00:00Z');
  const near = opening('2026-11-30T09:00:00Z', 'en', now);
  expect(near).toMatch(/^Monday\b.*\d{1,2}:00/);
  expect(near).not.toContain('November');
  expect(opening('2026-11-30T09:00:00Z', 'de', now)).toMatch(/^Montag/);
  expect(opening('2026-12-07T09:00:00Z', 'en', now)).toMatch(/Monday.*(December 7|7 December)/);
  expect(() => opening('2026-12-07T09:00:00Z', 'not a locale', now)).not.toThrow();
});
