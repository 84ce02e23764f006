import type { KnowledgeIndex } from '../ports/search/knowledge-index.ts';

/** The number arrays of an index, in the order in which a release file holds them. */
export const views = {
  articles: Uint32Array,
  postingStart: Uint32Array,
  postingUnit: Uint32Array,
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
  'postingStart',
  'postingUnit',
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
export function sizesFit(index: KnowledgeIndex, articles: number): boolean {
  const { vocabulary, units, dimensions, landmarks } = index;
  const words = vocabulary.length;
  const trained = landmarks.length > 0;
  if (index.postingStart.length !== words + 1 || index.wordWeight.length !== words || index.termWeight.length !== words) return false;
  if (index.unitWeight.length !== units.length || index.unitNorm.length !== units.length) return false;
  if (index.vectors.length !== units.length * dimensions) return false;
  if (index.weights.length !== (trained ? index.articles.length * landmarks.length : 0)) return false;
  if (index.weightStep.length !== (trained ? index.articles.length : 0)) return false;
  for (let w = 0; w < words; w++) if ((index.postingStart[w] ?? 0) > (index.postingStart[w + 1] ?? 0)) return false;
  const own = new Set(index.articles);
  return (
    index.postingStart[words] === index.postingUnit.length &&
    index.postingUnit.every((unit) => unit < units.length) &&
    landmarks.every((unit) => unit < units.length) &&
    index.articles.every((article) => article < articles) &&
    units.every((unit) => own.has(unit.article))
  );
}
