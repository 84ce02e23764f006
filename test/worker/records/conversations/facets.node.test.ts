import fc from 'fast-check';
import { expect, it } from 'vitest';
import { facet, facetsOf } from '../../../../worker/records/conversations/facets.ts';
import { past } from './samples.ts';

it('one value is one word, and another value or kind is another word', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), fc.string({ unit: 'grapheme', minLength: 1 }), (a, b) => {
      expect(facet('rule', a)).toMatch(/^u[0-9a-f]+$/);
      expect(facet('rule', a) === facet('rule', b)).toBe(a === b);
      expect(facet('rule', a)).not.toBe(facet('area', a));
    }),
  );
});

it('a conversation has a word for everything it is found by', () => {
  const words = facetsOf('shop', 'k'.repeat(32), past('a', { rules: ['one', 'two'], area: null })).split(' ');
  for (const one of [facet('site', 'shop'), facet('rule', 'two'), facet('agent', 'priya'), facet('resolvedBy', 'person')])
    expect(words).toContain(one);
  expect(words.filter((word) => word.startsWith('r'))).toEqual([]);
});
