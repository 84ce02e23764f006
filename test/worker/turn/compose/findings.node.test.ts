import { expect, test } from 'vitest';
import { composedFindings } from '../../../../worker/turn/compose/findings.ts';
import { articles as list } from './served.ts';

const articles = new Map(list.map((one) => [one.id, one]));
const against = { question: 'How long does delivery take?', language: 'en', articles };
const cite = { articleId: 'delivery', title: 'Delivery times', passage: 0 };
const said = (text: string, cites = [cite]) => composedFindings({ text, sentences: [{ text, cites }] }, against);

test('a sentence that its passages support has nothing against it', () => {
  expect(said('Delivery takes 3 to 5 working days.')).toEqual([]);
});

test('says what is wrong, with the words', () => {
  expect(said('Delivery takes 3 to 9 working days.').join()).toContain('9');
  expect(said('We send parcels on weekdays.').join()).not.toBe('');
});

test('a passage of another article supports nothing', () => {
  expect(said('Delivery takes 3 to 5 working days.', [{ articleId: 'warranty', title: 'Warranty', passage: 0 }])).not.toEqual([]);
});

test('what the release does not have cannot be cited', () => {
  expect(said('Delivery takes 3 to 5 working days.', [{ ...cite, passage: 7 }])).toEqual([
    'it cites delivery#7, which the release does not have',
  ]);
  expect(said('Delivery takes 3 to 5 working days.', [])).toEqual(['"Delivery takes 3 to 5 working days." cites nothing']);
});

test('what is judged is what is sent', () => {
  const text = 'Delivery takes 3 to 5 working days.';
  expect(composedFindings({ text: `${text} Free.`, sentences: [{ text, cites: [cite] }] }, against)).toEqual([
    'its text is not that of its sentences',
  ]);
  expect(said('Delivery takes\u200b 3 to 5 working days.')).toEqual(['it has marks or signs that nobody sees']);
});
