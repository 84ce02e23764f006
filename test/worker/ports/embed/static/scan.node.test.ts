import fc from 'fast-check';
import { expect, test } from 'vitest';
import { kernelModule } from '../../../../../worker/ports/embed/static/node.ts';
import { makeRoom, makeScan } from '../../../../../worker/ports/embed/static/scan.ts';

const module = await kernelModule();
const component = fc.integer({ min: -128, max: 127 });

test('gives the exact dot product with every row, with and without WebAssembly, for any number of rows of any width', () => {
  const table = fc.tuple(fc.integer({ min: 0, max: 13 }), fc.integer({ min: 1, max: 37 })).chain(([count, width]) =>
    fc.record({
      width: fc.constant(width),
      rows: fc.array(component, { minLength: count * width, maxLength: count * width }),
      query: fc.array(component, { minLength: width, maxLength: width }),
    }),
  );
  fc.assert(
    fc.property(table, ({ width, rows, query }) => {
      const exact = Array.from({ length: rows.length / width }, (_, i) =>
        query.reduce((sum, q, k) => sum + q * (rows[i * width + k] ?? 0), 0),
      );
      // In a file that begins and ends with something else.
      const file = makeRoom(module, rows.length + 24);
      const table = new Int8Array(file.bytes.buffer, 8, rows.length);
      file.bytes.fill(77);
      table.set(rows);
      const own = Int8Array.from(rows);
      for (const made of [makeScan(module, own, width), makeScan(null, own, width), file.makeScan(table, width), file.makeScan(own, width)])
        expect(Array.from(made(Int8Array.from(query)))).toEqual(exact);
    }),
  );
});

test('keeps its own copy of the table, and an answer stands until the next', () => {
  const rows = Int8Array.of(1, 2, 3, 4);
  const scan = makeScan(module, rows, 2);
  rows.fill(0);
  const first = scan(Int8Array.of(1, 1));
  expect(Array.from(first)).toEqual([3, 7]);
  expect(scan(Int8Array.of(-1, 0))).toEqual(first);
  expect(Array.from(first)).toEqual([-1, -3]);
  expect(() => scan(Int8Array.of(1))).toThrow(/1 dimensions against rows of 2/);
  expect(makeScan(module, new Int8Array(), 0)(new Int8Array())).toHaveLength(0);
});

test('a table in the memory of its file is read there, as long as what comes out has room', () => {
  const [count, width] = [20_000, 2];
  const { bytes, makeScan: scanIn } = makeRoom(module, count * width);
  const table = new Int8Array(bytes.buffer, 0, count * width).fill(1);
  const query = Int8Array.of(1, 1);
  const here = scanIn(table, width);
  expect(here(query).buffer).toBe(bytes.buffer);
  const own = scanIn(table, width);
  expect(own(query).buffer).not.toBe(bytes.buffer);
  table.fill(2);
  expect(here(query)).toEqual(new Int32Array(count).fill(4));
  expect(own(query)).toEqual(new Int32Array(count).fill(2));
});
