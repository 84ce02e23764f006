import fc from 'fast-check';
import { expect, test } from 'vitest';
import { pack } from '../../../../worker/turn/ground/lexicon/build/pack.ts';
import { lexicon, unpack } from '../../../../worker/turn/ground/lexicon.ts';
import { stemOf } from '../../../../worker/turn/ground/stems.ts';

const words = lexicon();
const id = (word: string) => words.id(stemOf(word, 'en'));

test('knows what may stand for what, what is more general, and what is opposite', () => {
  expect(words.same(id('buy'))).toContain(id('purchase'));
  expect(words.same(id('purchase'))).toContain(id('buy'));
  expect(words.broader(id('jacket'))).toContain(id('coat'));
  expect(words.narrower(id('coat'))).toContain(id('jacket'));
  expect(words.opposite(id('open'))).toContain(id('closed'));
  expect([words.isNoun(id('bottle')), words.isNoun(id('obtain'))]).toEqual([true, false]);
  expect(words.id('xyzzy')).toBe(-1);
  expect([...words.same(-1)]).toEqual([]);
});

test('what is packed is unpacked, whatever the numbers', () => {
  const pairs = fc.uniqueArray(fc.tuple(fc.nat(299), fc.nat(9_999)), { selector: (pair) => pair.join(' ') });
  fc.assert(
    fc.property(pairs, (some) => {
      const sorted = [...some].sort(([a, b], [c, d]) => a - c || b - d);
      const stems = Array.from({ length: 300 }, (_, i) => `w${i}`);
      const { same } = pack({ stems, same: sorted, kind: [], opposite: [], nouns: [] });
      const { first, second } = unpack(same, 300);
      expect(first.map((one, i) => [one, second[i]])).toEqual(sorted);
    }),
  );
});
