import fc from 'fast-check';
import { expect, it } from 'vitest';
import { fits, plain, ranked } from '../../../widget/desk/ui/rank.ts';

const of = (items: string[], query: string, most = 50) => ranked(items, query, (item) => item, most);

it.each([
  ['questions', 'que', 0],
  ['claim the question', 'que', 1],
  ['re-open', 'open', 1],
  ['request', 'que', 2],
  ['sequence of questions', 'que', 1],
  ['reply', 'que', null],
] as const)('%s and "%s"', (text, word, expected) => {
  expect(fits(text, word)).toBe(expected);
});

it('puts beginnings before beginnings of words before the rest, and else keeps the order', () => {
  expect(of(['Request', 'Go to Questions', 'Questions', 'Quest', 'Reply'], 'que')).toEqual([
    'Questions',
    'Quest',
    'Go to Questions',
    'Request',
  ]);
});

it('wants every word, in any order, and minds neither case nor accents', () => {
  expect(of(['Next in the list', 'Previous in the list'], 'LIST next')).toEqual(['Next in the list']);
  expect(of(['José Müller'], 'jose mull')).toEqual(['José Müller']);
  expect(plain('ÅÉ')).toBe('ae');
});

it('shows everything in order without a query, and no more than asked for', () => {
  expect(of(['b', 'a', 'c'], '  ')).toEqual(['b', 'a', 'c']);
  expect(of(['b', 'a', 'c'], '', 2)).toEqual(['b', 'a']);
});

it('finds what contains the query, and nothing else', () => {
  const word = fc.stringMatching(/^[a-z]{1,6}$/);
  fc.assert(
    fc.property(fc.array(fc.string({ maxLength: 20 })), word, (items, query) => {
      const found = of(items, query, items.length);
      expect([...found].sort()).toEqual(items.filter((item) => plain(item).includes(query)).sort());
    }),
  );
});
