import fc from 'fast-check';
import { expect, test } from 'vitest';
import { evidenceIn, evidenceShare, kernel } from '../../../../worker/ports/search/evidence.ts';
import { buildIndexes, readerOf } from '../../../../worker/ports/search/knowledge-index.ts';
import { sharing } from '../../../../worker/ports/search/terms.ts';
import { article } from '../../../kb/samples.ts';
import { unitsIn } from './samples.ts';

const articles = [
  article('returns', ['send boots back', 'return an item'], 'Thirty days. Label inside.'),
  article('delivery', ['delivery time'], 'Three days by courier.'),
];
const [index] = buildIndexes(articles, {});
if (!index) throw new Error('no index');
const units = unitsIn(index, articles);
const unit = (text: string) => units.findIndex((one) => one.text === text);
const none = new Float32Array(units.length);
const likeness = (over: Record<string, number>) => Float32Array.from(units, ({ text }) => over[text] ?? 0);
const ask = (question: string, alike = none, without = -1) => {
  const { words, pairs } = readerOf({}, 'en').terms(question);
  return evidenceIn(index)(sharing(index, index.articles.length)(words, pairs), alike, without);
};

test('of equals the first is named, and a later question leaves nothing behind', () => {
  const evidence = evidenceIn(index);
  const share = sharing(index, index.articles.length);
  const same = new Float32Array(units.length).fill(0.5);
  const found = evidence(share([], []), same);
  expect([...found.question]).toEqual([unit('send boots back'), unit('delivery time')]);
  expect([...evidence(share([], []), none).score]).toEqual([0, 0]);
});

test('finds the most alike question of each article', () => {
  const { score, question } = ask('send boots back');
  expect(question[0]).toBe(unit('send boots back'));
  expect(score[0]).toBeCloseTo(0.6 + 0.4, 5);
  expect(score[1]).toBeCloseTo(0, 5);
});

test('a question that asks more than was asked is less alike than one that asks the same', () => {
  const { score } = ask('boots');
  expect(score[0]).toBeGreaterThan(0.5);
  expect(score[0]).toBeLessThan(0.6 + 0.4);
});

test('likeness of meaning helps where no word is shared', () => {
  const { score, question } = ask('zurück', likeness({ 'return an item': 0.8 }));
  expect(question[0]).toBe(unit('return an item'));
  expect(score[0]).toBeCloseTo(0.3 * 0.8, 5);
});

test('the best stretch of text helps its article, and is named', () => {
  const { score, text } = ask('courier', likeness({ 'Three days by courier.': 0.5 }));
  expect(text[1]).toBe(unit('Three days by courier.'));
  expect(score[1]).toBeCloseTo(0.4 * 0.5, 5);
});

test('leaves one unit out as if it were not there', () => {
  const own = unit('send boots back');
  const alike = likeness({ 'send boots back': 1, 'return an item': 0.4 });
  const { score, question } = ask('send boots back', alike, own);
  expect(question[0]).toBe(unit('return an item'));
  expect(score[0]).toBeCloseTo(0.3 * 0.4, 5);
  const text = unit('Three days by courier.');
  expect(ask('courier', likeness({ 'Three days by courier.': 1 }), text).text[1]).toBe(-1);
});

test('nothing asked is evidence for nothing', () => {
  const { score } = ask('');
  for (const value of score) expect(value).toBeCloseTo(0, 5);
});

test('counts the less beside training, the more questions an article has', () => {
  expect(evidenceShare(1)).toBe(1.5);
  expect(evidenceShare(0)).toBe(1.5);
  fc.assert(
    fc.property(fc.double({ min: 1, max: 50, noNaN: true }), (questions) => {
      expect(evidenceShare(questions + 1)).toBeLessThan(evidenceShare(questions));
    }),
  );
});

test('the kernel is 1 for the same question, grows with both kinds of likeness, and more with meaning', () => {
  expect(kernel(1, 1)).toBe(1);
  expect(kernel(0.5, 0.5)).toBeGreaterThan(kernel(0.4, 0.5));
  expect(kernel(0.5, 0.5)).toBeGreaterThan(kernel(0.5, 0.4));
  expect(kernel(0.6, 0.5)).toBeGreaterThan(kernel(0.5, 0.6));
});
