import { makeKernel } from './kernel.ts';

/** Dot products of a quantised vector with every row of a table, until the next vector: nothing is made anew for a question. */
export type Scan = (query: Int8Array) => Int32Array;

/** Copies a table of int8 rows into memory of its own; exact, as whole numbers are. Null for a module: without WebAssembly. */
export function makeScan(module: WebAssembly.Module | null, rows: Int8Array, width: number): Scan {
  const count = width === 0 ? 0 : rows.length / width;
  // The kernel takes four rows at a time, also where there are fewer.
  const room = Math.max(count, 4);
  const kernel = makeKernel(module, room * (width + 4) + width * 2 + 3 * 16);
  const table = kernel.place(room * width);
  new Int8Array(kernel.buffer, table, rows.length).set(rows);
  const asked = kernel.place(width * 2);
  const query = new Int16Array(kernel.buffer, asked, width);
  const out = kernel.place(room * 4);
  const dots = new Int32Array(kernel.buffer, out, count);
  return (vector) => {
    if (vector.length !== width) throw new RangeError(`a vector of ${vector.length} dimensions against rows of ${width}`);
    query.set(vector);
    kernel.scan(out, asked, table, count, width);
    return dots;
  };
}
