import fc from 'fast-check';
import { expect, test } from 'vitest';
import { eachPosting, packPostings, postingsFit } from '../../../../worker/ports/search/postings.ts';

const rising = fc.uniqueArray(fc.nat(3_000_000), { maxLength: 20 }).map((units) => units.sort((a, b) => a - b));
const read = ({ postingStart, postings }: ReturnType<typeof packPostings>) =>
  [...postingStart.subarray(1)].map((end, t) => {
    const found: number[] = [];
    eachPosting(postings, postingStart[t] ?? 0, end, (unit) => found.push(unit));
    return found;
  });

test('gives back every list, and fits as many units as its largest number needs', () => {
  fc.assert(
    fc.property(fc.array(rising, { maxLength: 8 }), (lists) => {
      const packed = packPostings(lists);
      expect(read(packed)).toEqual(lists);
      const most = Math.max(-1, ...lists.flat());
      expect(postingsFit(packed.postings, packed.postingStart, most + 1)).toBe(true);
      if (most >= 0) expect(postingsFit(packed.postings, packed.postingStart, most)).toBe(false);
    }),
  );
});

test('neighbours take a byte each', () => {
  expect(packPostings([[0, 1, 2, 130], [128]])).toEqual({
    postingStart: Uint32Array.of(0, 4, 6),
    postings: Uint8Array.of(0, 0, 0, 127, 128, 1),
  });
});

test.each<[string, number[], number[]]>([
  ['a number that does not end with its list', [128, 1], [0, 1, 2]],
  ['a number that does not end at all', [128], [0, 1]],
  ['a number that is too long', [128, 128, 128, 128, 0], [0, 5]],
  ['a list behind the end', [0], [0, 2]],
  ['a list that ends before it begins', [0, 0], [0, 2, 1, 2]],
  ['bytes that belong to no list', [0, 0], [0, 1]],
  ['a beginning that is not the first byte', [0, 0], [1, 2]],
  ['no beginning', [], []],
])('refuses %s', (_, bytes, starts) => {
  expect(postingsFit(Uint8Array.from(bytes), Uint32Array.from(starts), 1_000)).toBe(false);
});

test('what fits names only units that exist, whatever the bytes are', () => {
  const noise = fc.record({
    postings: fc.uint8Array({ maxLength: 12 }),
    starts: fc.array(fc.nat(12), { maxLength: 4 }).map((some) => some.sort((a, b) => a - b)),
  });
  fc.assert(
    fc.property(noise, fc.nat(300), ({ postings, starts }, units) => {
      const postingStart = Uint32Array.of(0, ...starts, postings.length);
      fc.pre(postingsFit(postings, postingStart, units));
      for (const list of read({ postingStart, postings })) for (const unit of list) expect(unit).toBeLessThan(units);
    }),
  );
});
