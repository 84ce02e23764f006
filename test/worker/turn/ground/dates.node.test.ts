import { expect, test } from 'vitest';
import { datesOf } from '../../../../worker/turn/ground/dates.ts';
import { kindsIn } from './shop.ts';

const told = (text: string) =>
  datesOf(text).dates.map((readings) => readings.map(({ day, month, year }) => [day, month, year ?? '*'].join('.')).join(' or '));

test.each([
  ['24 Dec, December 24, 24th of December, Dec. 24th', ['24.12.*', '24.12.*', '24.12.*', '24.12.*']],
  ['on 24 and 31 December', ['24.12.*', '31.12.*']],
  ['31 January 2027 and 2027-01-31', ['31.1.2027', '31.1.2027']],
  ['03/04', ['3.4.* or 4.3.*']],
  ['24.12.2026 und 24.12. und 24. Dezember', ['24.12.*', '24.12.2026', '24.12.*']],
  ['el 24 de diciembre, le 24 décembre, il 24 dicembre, 24 de dezembro', ['24.12.*', '24.12.*', '24.12.*', '24.12.*']],
  ['you may 30 days later', []],
])('%s', (text, expected) => {
  expect(told(text).sort()).toEqual([...expected].sort());
});

test('a date needs its day, its month and, where it has one, its year', () => {
  const passage = 'Presents can be returned until 31 January 2027.';
  expect(kindsIn(passage, 'Presents can be returned until January 31.')).toEqual([]);
  expect(kindsIn(passage, 'Presents can be returned until 31 March 2027.')).toEqual(['date']);
  expect(kindsIn(passage, 'Presents can be returned until 31 January 2028.')).toEqual(['date']);
  // A year that nobody wrote is made up.
  expect(kindsIn('Presents can be returned until 31 January.', 'Presents can be returned until 31 January 2028.')).toEqual(['date']);
});
