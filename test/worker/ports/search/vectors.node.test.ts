import fc from 'fast-check';
import { expect, test } from 'vitest';
import { kernelModule } from '../../../../worker/ports/embed/static/node.ts';
import { makeScan } from '../../../../worker/ports/embed/static/scan.ts';
import { cosines, lengths, plainScan } from '../../../../worker/ports/search/vectors.ts';

const module = await kernelModule();
const int8 = fc.integer({ min: -127, max: 127 });
/** Rows of one width and a question of the same, in the widths that kernels treat apart. */
const tables = fc.record({ width: fc.constantFrom(1, 3, 8, 15, 16, 17, 33, 192, 256), count: fc.nat(9) }).chain(({ width, count }) =>
  fc.record({
    width: fc.constant(width),
    rows: fc.array(int8, { minLength: width * count, maxLength: width * count }).map((all) => Int8Array.from(all)),
    query: fc.array(int8, { minLength: width, maxLength: width }).map((all) => Int8Array.from(all)),
  }),
);

test('the plain loop, the kernel and a sum of products give the same whole numbers', () => {
  fc.assert(
    fc.property(tables, ({ width, rows, query }) => {
      const expected = Array.from({ length: rows.length / width }, (_, i) =>
        query.reduce((sum, value, k) => sum + value * (rows[i * width + k] ?? 0), 0),
      );
      expect([...plainScan(rows, width)(query)]).toEqual(expected);
      expect([...makeScan(module, rows, width)(query)]).toEqual(expected);
      expect([...makeScan(null, rows, width)(query)]).toEqual(expected);
    }),
    { numRuns: 60 },
  );
});

test('holds at the largest numbers there are', () => {
  const rows = new Int8Array(2 * 1_024).fill(-127);
  expect([...plainScan(rows, 1_024)(new Int8Array(1_024).fill(127))]).toEqual([-127 * 127 * 1_024, -127 * 127 * 1_024]);
});

test('a table without rows or without width has nothing to say', () => {
  expect(plainScan(new Int8Array(), 4)(new Int8Array(4))).toHaveLength(0);
  expect(plainScan(new Int8Array(), 0)(new Int8Array())).toHaveLength(0);
  expect(lengths(new Int8Array(), 0)).toHaveLength(0);
});

test('knows the length of every row', () => {
  expect([...lengths(Int8Array.of(3, 4, 0, 0, -5, 12), 2)]).toEqual([5, 0, 13]);
});

test('gives cosines, and 0 where either is the zero vector', () => {
  const rows = Int8Array.of(3, 4, 0, 0, -6, -8, 4, -3);
  const ask = cosines(plainScan(rows, 2), lengths(rows, 2));
  const found = [...ask(Int8Array.of(3, 4))];
  for (const [i, expected] of [1, 0, -1, 0].entries()) expect(found[i]).toBeCloseTo(expected, 6);
  expect([...ask(Int8Array.of(0, 0))]).toEqual([0, 0, 0, 0]);
});
