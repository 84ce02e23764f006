import { expect, test } from 'vitest';
import { buildIndexes } from '../../../../worker/ports/search/knowledge-index.ts';
import { numbersOf, unitsFit, unitText } from '../../../../worker/ports/search/unit-numbers.ts';
import { unitsOf, unitsOfAll } from '../../../../worker/ports/search/units.ts';
import { article, guide } from '../../../kb/samples.ts';
import { unitsIn } from './samples.ts';

const articles = [
  article('a', ['how now?', 'how NOW', 'brown cow'], 'Very well. And you?', { title: 'How now' }),
  guide('guide', ['Drying a tent?']),
  article('b', [], ' '),
];

test('numbers and articles together are the units that were cut', () => {
  const [index] = buildIndexes(articles, {});
  expect(index && unitsIn(index, articles)).toEqual(unitsOfAll(articles).units.flat());
});

test('a stretch is cut again as long as it was', () => {
  for (const stretch of [18, 72])
    for (const { kind, part, text } of unitsOf(guide(), 0, stretch)) expect(unitText(guide(), stretch, kind, part)).toBe(text);
});

test('what an article does not have has no words', () => {
  expect(unitText(article('a', ['how now']), 18, 'question', 1)).toBe('');
  expect(unitText(article('a', ['how now']), 18, 'text', 99)).toBe('');
});

test('units fit the articles that they were cut from, and no others', () => {
  const numbers = numbersOf(unitsOfAll(articles).units);
  expect(unitsFit(numbers, articles)).toBe(true);
  expect(unitsFit(numbers, articles.slice(1))).toBe(false);
  expect(unitsFit(numbers, [...articles].reverse())).toBe(false);
  expect(unitsFit(numbers, [...articles.slice(0, 2), undefined])).toBe(false);
  expect(unitsFit(numbersOf([]), [])).toBe(true);
});
