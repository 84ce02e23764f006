import { expect, test } from 'vitest';
import { wordCount } from '../../kb/words.ts';

test.each([
  ['', 0],
  ['😀 🎉 … — !', 0],
  ['one', 1],
  ['It costs EUR 4.90, or less.', 7],
  ['你可以在三十天内退货。', 5],
  ['Login.gov 与美国邮局（USPS）合作', 7],
  ['доставка 3 дня', 3],
  ['x'.repeat(100), 5],
  ['-'.repeat(100), 4],
  [Array.from({ length: 2_000 }, () => 'word').join(' '), 2_000],
])('counts %j', (text, count) => {
  expect(wordCount(text)).toBe(count);
});
