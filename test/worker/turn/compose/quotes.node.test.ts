import { expect, test } from 'vitest';
import { citedText, citeOf, mayQuote, quotesOf } from '../../../../worker/turn/compose/quotes.ts';
import { article, guide } from '../../../kb/samples.ts';

const today = '2026-11-28';
const open = (id: string, over = {}) => article(id, [id], `The answer of ${id}.`, { mode: 'grounded', ...over });
const hit = (articleId: string, passage?: number, confidence = 1) => ({
  articleId,
  title: '',
  score: 1,
  confidence,
  matched: '',
  ...(passage !== undefined && { passage }),
});

test('only what is approved, current, in this language and not word for word may be said otherwise', () => {
  expect(mayQuote(open('a'), 'en', today)).toBe(true);
  for (const over of [{ mode: 'verbatim' }, { locale: 'de' }, { approvedBy: null }, { reviewBy: '2026-11-27' }])
    expect(mayQuote(open('a', over), 'en', today)).toBe(false);
  expect(mayQuote(undefined, 'en', today)).toBe(false);
});

test('all passages of the best article, the fitting one of each other', () => {
  const articles = new Map(
    [guide('long', ['x'], { mode: 'grounded' }), open('b'), open('c', { mode: 'verbatim' })].map((one) => [one.id, one]),
  );
  const quotes = quotesOf([hit('long', 1), hit('c'), hit('b', 0)], articles, { language: 'en', today });
  expect(quotes.map(({ id }) => id)).toEqual(['long#1', 'long#2', 'long#3', 'b#1']);
  expect(quotesOf([hit('b'), hit('long', 2)], articles, { language: 'en', today }).map(({ id }) => id)).toEqual(['b#1', 'long#3']);
});

test('what is unlikely to be the answer is not quoted beside the best', () => {
  const articles = new Map([open('a'), open('b'), open('c')].map((one) => [one.id, one]));
  const quotes = quotesOf([hit('a', 0, 0.04), hit('b', 0, 0.05), hit('c', 0, 0.01)], articles, { language: 'en', today });
  expect(quotes.map(({ id }) => id)).toEqual(['a#1', 'b#1']);
});

test('a citation leads back to the words, without the headings above them', () => {
  const articles = new Map([open('a')].map((one) => [one.id, one]));
  const cite = citeOf('a#1', articles);
  expect(cite).toEqual({ articleId: 'a', title: 'Title of a', passage: 0 });
  expect(cite && citedText(cite, articles)).toBe('The answer of a.');
  for (const id of ['a#0', 'b#1', 'a', '']) expect(citeOf(id, articles)).toBeNull();
  expect(citedText({ articleId: 'a', title: '', passage: 3 }, articles)).toBeNull();
});
