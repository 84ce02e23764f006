import { expect, test } from 'vitest';
import { daysBetween, lastDay } from '../../../../worker/turn/refund/window.ts';
import { clauseOf } from '../../../policy/refund-samples.ts';

const window = (more: object = {}) => {
  const clause = clauseOf('window', { classes: ['x'], days: 30, condition: 'none', ...more });
  if (clause.kind !== 'window') throw new Error('not a window');
  return clause;
};
const on = (date: string) => new Date(`${date}T12:00:00Z`);
const last = (delivered: string, placed: string, season?: object) =>
  lastDay(window(season ? { season } : {}), on(delivered), on(placed))
    .toISOString()
    .slice(0, 10);

test('counts calendar days, whatever the time of day', () => {
  expect(daysBetween(new Date('2026-11-01T23:59:59Z'), new Date('2026-11-02T00:00:00Z'))).toBe(1);
  expect(daysBetween(new Date('2026-11-02T00:00:00Z'), new Date('2026-11-02T23:59:59Z'))).toBe(0);
  expect(daysBetween(on('2026-11-02'), on('2026-10-31'))).toBe(-2);
});

test('ends so many days after delivery', () => {
  expect(last('2026-01-31', '2026-01-28')).toBe('2026-03-02');
});

const winter = { from: '11-15', to: '12-24', until: '01-31' };
test.each([
  ['2026-11-14', '2026-11-18', '2026-12-18'],
  ['2026-11-15', '2026-11-18', '2027-01-31'],
  ['2026-12-24', '2027-01-08', '2027-02-07'],
  ['2026-12-25', '2026-12-28', '2027-01-27'],
])('ordered on %s and delivered on %s it may come back until %s', (placed, delivered, until) => {
  expect(last(delivered, placed, winter)).toBe(until);
});

test('a season over New Year takes the next such day', () => {
  const season = { from: '12-20', to: '01-06', until: '02-28' };
  expect(last('2026-12-24', '2026-12-22', season)).toBe('2027-02-28');
  expect(last('2027-01-07', '2027-01-05', season)).toBe('2027-02-28');
});
