/**
 * Dot products of one int8 vector with the rows of a table. Exact: whole numbers, whoever counts them. They stand where those
 * of the next vector will: half a megabyte of garbage a question would be more memory than all vectors.
 */
export type Scan = (query: Int8Array) => Int32Array;
/** Makes a table ready to be scanned. The WebAssembly kernel and the plain loop give the same numbers. */
export type MakeScan = (rows: Int8Array, width: number) => Scan;

export const plainScan: MakeScan = (rows, width) => {
  const out = new Int32Array(width === 0 ? 0 : rows.length / width);
  return (query) => {
    for (let i = 0, at = 0; i < out.length; i++) {
      let sum = 0;
      for (let k = 0; k < width; k++) sum += (rows[at++] ?? 0) * (query[k] ?? 0);
      out[i] = sum;
    }
    return out;
  };
};

/** Length of each row, 0 for the zero vector. */
export function lengths(rows: Int8Array, width: number): Float32Array {
  const out = new Float32Array(width === 0 ? 0 : rows.length / width);
  for (let i = 0, at = 0; i < out.length; i++) {
    let sum = 0;
    for (let k = 0; k < width; k++) sum += (rows[at] ?? 0) * (rows[at++] ?? 0);
    out[i] = Math.sqrt(sum);
  }
  return out;
}

/** Cosines of a question with every unit, where vectors are near enough to be looked at; they too stand where the next will. */
export function cosines(scan: Scan, length: Float32Array): (query: Int8Array) => Float32Array {
  const out = new Float32Array(length.length);
  return (query) => {
    const dots = scan(query);
    const own = lengths(query, query.length)[0] ?? 0;
    for (let i = 0; i < out.length; i++) out[i] = own > 0 && (length[i] ?? 0) > 0 ? (dots[i] ?? 0) / own / (length[i] ?? 1) : 0;
    return out;
  };
}
