import { featuresOf, WIDTH } from '../../turn/classify/features.ts';
import { unitVector } from '../../turn/classify/model.ts';
import { plain } from '../../turn/topics.ts';

/** Texts as one sparse matrix. Features of a vector, where it has one, stand behind the hashed ones. */
export interface Rows {
  width: number;
  /** Features of row i are entries start[i] to start[i + 1]. */
  start: Uint32Array;
  at: Uint32Array;
  value: Float32Array;
  /** Square of the length of each row. */
  norm: Float32Array;
}

export function rowsOf(texts: readonly string[], vectors: readonly Int8Array[] | null, dimensions: number): Rows {
  const start = new Uint32Array(texts.length + 1);
  const at: number[] = [];
  const value: number[] = [];
  const norm = new Float32Array(texts.length);
  texts.forEach((text, i) => {
    const features = featuresOf(plain(text));
    const put = (place: number, weight: number) => {
      at.push(place);
      value.push(weight);
      norm[i] = (norm[i] ?? 0) + weight * weight;
    };
    features.at.forEach((place, k) => {
      put(place, features.value[k] ?? 0);
    });
    const vector = vectors?.[i];
    if (vector)
      unitVector(vector).forEach((weight, k) => {
        put(WIDTH + k, weight);
      });
    start[i + 1] = at.length;
  });
  return { width: WIDTH + dimensions, start, at: Uint32Array.from(at), value: Float32Array.from(value), norm };
}
