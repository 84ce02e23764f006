import fc from 'fast-check';
import { expect, test } from 'vitest';
import { encodeTerms, numbersOfTerms } from '../../../../worker/ports/search/vocabulary.ts';

// Few letters, so that terms begin and end alike; some take more than a byte, and none is a line feed.
const term = fc.oneof(
  fc.string({ unit: fc.constantFrom('a', 'b', ' ', 'ß', '語', '🙂'), maxLength: 4 }),
  fc.string({ maxLength: 12 }).map((text) => text.replaceAll('\n', ' ')),
);

test('any term has the number of its line, and any other has none', () => {
  fc.assert(
    fc.property(fc.uniqueArray(term, { maxLength: 200 }), fc.array(term), (terms, others) => {
      const numberOf = numbersOfTerms(encodeTerms(terms));
      for (const [t, one] of terms.entries()) expect(numberOf(one)).toBe(t);
      for (const other of others) expect(numberOf(other)).toBe(terms.indexOf(other));
    }),
  );
});

test('a hundred thousand terms are told apart', () => {
  const terms = Array.from({ length: 100_000 }, (_, i) => `word ${i}`);
  const numberOf = numbersOfTerms(encodeTerms(terms));
  expect(terms.every((one, t) => numberOf(one) === t)).toBe(true);
  expect(numberOf('word')).toBe(-1);
  expect(numberOf('word 100000')).toBe(-1);
});

test('nothing is found in nothing, and a part of a term is not the term', () => {
  expect(numbersOfTerms(new Uint8Array())('parcel')).toBe(-1);
  const numberOf = numbersOfTerms(encodeTerms(['parcel', 'lost parcel']));
  for (const other of ['', 'parce', 'parcels', 'lost', 'lost parcel\n', 'parcel\nlost parcel']) expect(numberOf(other)).toBe(-1);
});
