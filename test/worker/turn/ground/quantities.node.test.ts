import { expect, test } from 'vitest';
import { valuesOf } from '../../../../worker/turn/ground/numerals.ts';
import { quantitiesOf } from '../../../../worker/turn/ground/quantities.ts';
import { kindsIn } from './shop.ts';

const told = (text: string, language = 'en') =>
  quantitiesOf(text, language).map(({ values, of, bound }) => [of, values[0], ...(bound ? [bound] : [])].join(' '));

test.each([
  ['thirty days', ['time 43200']],
  ['a 30-day return', ['time 43200']],
  ['1 month', ['month 1']],
  ['two weeks or 14 days', ['time 20160', 'time 20160']],
  ['a year and 12 months', ['month 12']],
  ['2–4 working days', ['workday 2', 'workday 4']],
  ['three to five business days', ['workday 3', 'workday 5']],
  ['€5, 5 EUR, EUR 5 and five euros', ['EUR 5', 'EUR 5', 'EUR 5', 'EUR 5']],
  ['EUR 90 to 1,500', ['EUR 90', 'EUR 1500']],
  ['10 %, ten percent, 10 per cent', ['% 10', '% 10', '% 10']],
  ['10:00–19:00', ['clock 600', 'clock 1140']],
  ['from 10 am to 7 p.m.', ['clock 600', 'clock 1140']],
  ['half an hour', ['time 30']],
  ['takes a week', ['time 10080']],
  ['twenty-five items', ['count 25']],
  ['at least 12 characters', ['count 12 least']],
  ['up to 8 canisters', ['count 8 most']],
  ['18 or older', ['count 18 least']],
  ['more than 20 kg', ['weight 20000 least']],
  ['1.5 m and 150 cm', ['length 1500', 'length 1500']],
  ['this one or one of them', []],
])('%s', (text, expected) => {
  expect(told(text)).toEqual(expected);
});

test.each([
  ['de', 'dreißig Tage, 30 Tagen, 5 Werktage, 8 Uhr, zehn Prozent', ['time 43200', 'time 43200', 'workday 5', 'clock 480', '% 10']],
  ['es', 'treinta días, 5 días laborables, 10 por ciento', ['time 43200', 'workday 5', '% 10']],
  ['fr', 'trente jours, 5 jours ouvrés, 10 pour cent', ['time 43200', 'workday 5', '% 10']],
  ['it', 'trenta giorni, 5 giorni lavorativi, 10 per cento', ['time 43200', 'workday 5', '% 10']],
  ['pt', 'trinta dias, 5 dias úteis, 10 por cento', ['time 43200', 'workday 5', '% 10']],
  ['nl', 'dertig dagen, 5 werkdagen, 10 procent', ['time 43200', 'workday 5', '% 10']],
])('in %s', (language, text, expected) => {
  expect(told(text, language)).toEqual(expected);
});

test('numerals in the notations of the seven languages', () => {
  expect(['1,000', '1.000', "1'000", '1000'].map((text) => valuesOf(text)[0])).toEqual([1_000, 1_000, 1_000, 1_000]);
  expect(['3.90', '3,90', '1,500.50', '1.500,50'].map((text) => valuesOf(text)[0])).toEqual([3.9, 3.9, 1_500.5, 1_500.5]);
});

test.each([
  ['You can return it within 30 days.', 'You can return it within thirty days.', []],
  ['You can return it within 30 days.', 'You can return it within 1 month.', ['duration']],
  ['You can return it within 30 days.', 'You can return 30 items.', ['number']],
  ['Add two or three photos.', 'Add 3 photos.', []],
  ['It takes 3 working days.', 'It takes 3 days.', ['duration']],
  ['A repair takes up to 3 weeks.', 'A repair takes at least 3 weeks.', ['duration']],
  ['Patch | EUR 15\nZip slider | EUR 18', 'A patch costs EUR 18.', ['price']],
  ['Patch | EUR 15\nZip slider | EUR 18', 'A patch costs 15 euros.', []],
  ['Anna and Ben meet at the hut.', 'The two friends meet at the hut.', []],
  ['We have four stores.', 'We have two stores.', ['number']],
  ['Returns take 5 days.', 'According to passage 2, returns take 5 days.', []],
])('"%s" and "%s"', (passage, draft, kinds) => {
  expect(kindsIn(passage, draft)).toEqual(kinds);
});
