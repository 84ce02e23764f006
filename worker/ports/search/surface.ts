import { tokens } from '../../../kb/tokens.ts';
import { quantize } from '../embed/quantize.ts';

/** Name and length of the vectors that need no embedder. */
export const SURFACE = { name: 'surface 256', dimensions: 256 } as const;

/**
 * A text as its letters: words and their 3- to 5-letter parts, hashed into 256 signed numbers (Weinberger et al., "Feature
 * hashing for large scale multitask learning", 2009). Says how alike two texts are written, in any language; it stands in
 * where no embedder knows the language.
 */
export function surfaceVector(text: string, locale: string): Int8Array {
  const values = new Array<number>(SURFACE.dimensions).fill(0);
  for (const word of tokens(text, locale)) {
    const marked = `<${word}>`;
    add(values, marked, 1);
    for (let size = 3; size <= 5; size++) {
      const parts = marked.length - size + 1;
      for (let i = 0; i < parts; i++) add(values, marked.slice(i, i + size), 1 / Math.sqrt(3 * parts));
    }
  }
  return quantize(values) ?? new Int8Array(SURFACE.dimensions);
}

function add(values: number[], part: string, weight: number): void {
  const hash = fnv(part);
  const at = hash % SURFACE.dimensions;
  values[at] = (values[at] ?? 0) + (hash & 0x10000 ? weight : -weight);
}

/** FNV-1a, 32 bits. */
function fnv(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return (hash ^ (hash >>> 15)) >>> 0;
}
