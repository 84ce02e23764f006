import type { MakeScan, Scan } from '../../search/vectors.ts';
import { type Kernel, makeKernel } from './kernel.ts';

/** The kernel takes four rows at a time. */
const atOnce = 4;
/** Bytes of a question and of what comes out, each at the place that vectors need. */
const besides = (count: number, width: number) => Math.max(count, atOnce) * 4 + width * 2 + 2 * 16;

/** Copies a table of int8 rows into memory of its own; exact, as whole numbers are. Null for a module: without WebAssembly. */
export function makeScan(module: WebAssembly.Module | null, rows: Int8Array, width: number): Scan {
  const count = countOf(rows, width);
  // There has to be something where rows are read that are fewer.
  const room = Math.max(count, atOnce) * width;
  const kernel = makeKernel(module, room + 16 + besides(count, width));
  const table = kernel.place(room);
  new Int8Array(kernel.buffer, table, rows.length).set(rows);
  return scanAt(kernel, table, count, width);
}

/**
 * Memory for a file with tables in it: they are read where they stand, because a copy would be half as large as the file
 * again. A table that stands elsewhere, or for whose products no room is left, gets memory of its own.
 */
export function makeRoom(module: WebAssembly.Module, size: number): { bytes: Uint8Array<ArrayBuffer>; makeScan: MakeScan } {
  // Products are four bytes a row, and a row of a release takes 17 bytes besides its vector.
  const kernel = makeKernel(module, size + 16 + Math.ceil(size / 8) + 65_536);
  const bytes = new Uint8Array(kernel.buffer, kernel.place(size), size);
  return {
    bytes,
    makeScan(rows, width) {
      const count = countOf(rows, width);
      const here = rows.buffer === kernel.buffer && count >= atOnce && besides(count, width) <= kernel.left();
      return here ? scanAt(kernel, rows.byteOffset, count, width) : makeScan(module, rows, width);
    },
  };
}

const countOf = (rows: Int8Array, width: number) => (width === 0 ? 0 : rows.length / width);

function scanAt(kernel: Kernel, table: number, count: number, width: number): Scan {
  const asked = kernel.place(width * 2);
  const query = new Int16Array(kernel.buffer, asked, width);
  const out = kernel.place(Math.max(count, atOnce) * 4);
  const dots = new Int32Array(kernel.buffer, out, count);
  return (vector) => {
    if (vector.length !== width) throw new RangeError(`a vector of ${vector.length} dimensions against rows of ${width}`);
    query.set(vector);
    kernel.scan(out, asked, table, count, width);
    return dots;
  };
}
