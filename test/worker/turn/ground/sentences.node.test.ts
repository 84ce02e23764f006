import { expect, test } from 'vitest';
import { sentencesOf, withoutMarkers } from '../../../../worker/turn/ground/sentences.ts';

test.each([
  ['One. Two! Three?', ['One.', 'Two!', 'Three?']],
  ['It costs 3.90 EUR, e.g. for a tent. Next.', ['It costs 3.90 EUR, e.g. for a tent.', 'Next.']],
  ['Bis 24. Dezember. Danach nicht.', ['Bis 24. Dezember.', 'Danach nicht.']],
  ['O is never used, only the digit 0. After five wrong PINs', ['O is never used, only the digit 0.', 'After five wrong PINs']],
  ['1. Open **My account**.\n2) Choose.\n- an item\n* another', ['Open My account.', 'Choose.', 'an item', 'another']],
  ['He said "Yes." and left.', ['He said "Yes." and left.']],
  [' \n--\n', []],
])('%j', (text, expected) => {
  expect(sentencesOf(text)).toEqual(expected);
});

test('markers of passages are no words', () => {
  expect(withoutMarkers('It is free [1]. Really [2, 3].')).toBe('It is free. Really.');
});
