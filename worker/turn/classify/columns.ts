import { WIDTH } from './features.ts';
import type { TriageModel } from './model.ts';

/** Weights of one reading by feature: those of all labels for the first feature, then for the second. */
type Columns = Int8Array;

/**
 * A model as it is read. A release has the weights label by label, where each feature of a message would be looked up at as many far
 * places as there are labels, and the encoder, which runs in between, leaves none of them near.
 */
export interface ByFeature {
  words: Columns;
  meaning: Columns;
}

const made = new WeakMap<TriageModel, ByFeature>();

/** Turned once a model. */
export function byFeature(model: TriageModel): ByFeature {
  const known = made.get(model);
  if (known) return known;
  const { labels, dimensions } = model;
  const turned = {
    words: columns(model.words, labels.length, WIDTH),
    meaning: dimensions === 0 ? new Int8Array() : columns(model.meaning, labels.length, WIDTH + dimensions),
  };
  made.set(model, turned);
  return turned;
}

/** The rows of every label are `apart`; what stands behind their features stays where it is. */
function columns(rows: Int8Array, labels: number, apart: number): Columns {
  const turned = new Int8Array(labels * WIDTH);
  for (let label = 0; label < labels; label++) {
    for (let feature = 0; feature < WIDTH; feature++) turned[feature * labels + label] = rows[label * apart + feature] ?? 0;
  }
  return turned;
}
