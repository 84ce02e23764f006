import type { Article } from '../../kb/schema.ts';
import type { KnowledgeIndex } from '../ports/search/knowledge-index.ts';
import { postingsFit } from '../ports/search/postings.ts';
import { unitsFit } from '../ports/search/unit-numbers.ts';

/** The number arrays of an index, in the order in which a release file holds them. */
export const views = {
  articles: Uint32Array,
  unitStart: Uint32Array,
  unitKind: Uint8Array,
  unitPart: Uint32Array,
  unitPassage: Int32Array,
  vocabulary: Uint8Array,
  postingStart: Uint32Array,
  postings: Uint8Array,
  wordWeight: Float32Array,
  termWeight: Float32Array,
  unitWeight: Float32Array,
  unitNorm: Float32Array,
  landmarks: Uint32Array,
  weightStep: Float32Array,
  vectors: Int8Array,
  weights: Int8Array,
} as const;
export type Sections = Pick<KnowledgeIndex, keyof typeof views>;

export const sectionNames = [
  'articles',
  'unitStart',
  'unitKind',
  'unitPart',
  'unitPassage',
  'vocabulary',
  'postingStart',
  'postings',
  'wordWeight',
  'termWeight',
  'unitWeight',
  'unitNorm',
  'landmarks',
  'weightStep',
  'vectors',
  'weights',
] as const satisfies (keyof typeof views)[];

/** A hand-made file must not make the search read outside its arrays. */
export function sizesFit(index: KnowledgeIndex, articles: readonly Article[]): boolean {
  const { dimensions, landmarks } = index;
  const words = index.wordWeight.length;
  const units = index.unitKind.length;
  const trained = landmarks.length > 0;
  if (index.postingStart.length !== words + 1 || index.termWeight.length !== words) return false;
  if (index.unitWeight.length !== units || index.unitNorm.length !== units) return false;
  if (index.vectors.length !== units * dimensions) return false;
  if (index.weights.length !== (trained ? index.articles.length * landmarks.length : 0)) return false;
  if (index.weightStep.length !== (trained ? index.articles.length : 0)) return false;
  const own = Array.from(index.articles, (number) => articles[number]);
  return (
    linesFit(index.vocabulary, words) &&
    postingsFit(index.postings, index.postingStart, units) &&
    landmarks.every((unit) => unit < units) &&
    unitsFit(index, own)
  );
}

/** So many lines of text, the last one ended too. */
function linesFit(bytes: Uint8Array, lines: number): boolean {
  let found = 0;
  for (const byte of bytes) if (byte === 10) found++;
  if (found !== lines || (bytes.length > 0 && bytes.at(-1) !== 10)) return false;
  try {
    // With `ignoreBOM` nothing of the first line is taken for a mark of its encoding.
    new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}
