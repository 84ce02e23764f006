/** Terms in bytes: UTF-8, each with a line feed behind it. */
export const encodeTerms = (terms: readonly string[]): Uint8Array => new TextEncoder().encode(terms.map((term) => `${term}\n`).join(''));

const lineFeed = 10;

/**
 * The number of a term, -1 for one that is not there, found where it stands in the bytes: a hash table with open addresses (Knuth, "The
 * Art of Computer Programming", vol. 3, 6.4), as a map of strings would take several times the memory.
 */
export function numbersOfTerms(vocabulary: Uint8Array): (term: string) => number {
  let count = 0;
  for (const byte of vocabulary) if (byte === lineFeed) count++;
  const starts = new Uint32Array(count + 1);
  // At most half full, so that a look at one or two places is enough.
  const mask = 2 ** Math.ceil(Math.log2(Math.max(2, count * 2))) - 1;
  const table = new Int32Array(mask + 1).fill(-1);
  for (let t = 0, at = 0; t < count; t++) {
    const end = vocabulary.indexOf(lineFeed, at);
    let place = hashed(vocabulary, at, end) & mask;
    while ((table[place] ?? -1) >= 0) place = (place + 1) & mask;
    table[place] = t;
    at = end + 1;
    starts[t + 1] = at;
  }
  const encoder = new TextEncoder();
  return (term) => {
    const bytes = encoder.encode(term);
    for (let place = hashed(bytes, 0, bytes.length) & mask; ; place = (place + 1) & mask) {
      const t = table[place] ?? -1;
      if (t < 0 || same(bytes, vocabulary, starts[t] ?? 0, (starts[t + 1] ?? 0) - 1)) return t;
    }
  };
}

function same(bytes: Uint8Array, all: Uint8Array, from: number, to: number): boolean {
  if (bytes.length !== to - from) return false;
  for (let i = 0; i < bytes.length; i++) if (bytes[i] !== all[from + i]) return false;
  return true;
}

/** FNV-1a, 32 bits, its high bits mixed into the low ones that are used. */
function hashed(bytes: Uint8Array, from: number, to: number): number {
  let hash = 0x811c9dc5;
  for (let i = from; i < to; i++) hash = Math.imul(hash ^ (bytes[i] ?? 0), 0x01000193);
  return hash ^ (hash >>> 15);
}
