import { z } from 'zod';
import type { Features } from './features.ts';
import { WIDTH } from './features.ts';

/** How one reading of a text is turned into a decision: score from weights, then a probability, then a threshold. */
const readingSchema = z.strictObject({
  bias: z.number(),
  /** What one step of the int8 weights is worth. */
  step: z.number(),
  /** Platt's curve: probability = 1 / (1 + exp(-(slope * score + offset))). */
  slope: z.number(),
  offset: z.number(),
  /** Least score that counts as a match. */
  threshold: z.number(),
  /** Shares that matched among examples it had not seen: of the topic, of ordinary messages, of near misses. */
  judged: z.strictObject({ found: z.number(), ordinary: z.number(), near: z.number() }),
});

/** One thing that is recognized: a topic of the policy, or a whole kind of them ("safety"). */
const labelSchema = z.strictObject({
  id: z.string(),
  /** By words and letters alone: any language, no embedder. */
  words: readingSchema,
  /** With the vector as well; null where too few examples have one. */
  meaning: readingSchema.nullable(),
});

export const triageModelSchema = z.object({
  /** Embedder of the vectors, and their length. Empty and 0: words only. */
  maker: z.string(),
  dimensions: z.int().min(0).max(8_192),
  /** Languages in which vectors mean something. */
  locales: z.array(z.string()),
  labels: z.array(labelSchema),
});

export type Reading = z.infer<typeof readingSchema>;
export type Label = z.infer<typeof labelSchema>;

/** `words` holds WIDTH weights a label, `meaning` WIDTH + dimensions. */
export interface TriageModel extends z.infer<typeof triageModelSchema> {
  words: Int8Array;
  meaning: Int8Array;
}

/** How many weights a model has; a file that holds more or fewer is none. */
export function triageSizes({ labels, dimensions }: Pick<TriageModel, 'labels' | 'dimensions'>): { words: number; meaning: number } {
  return { words: labels.length * WIDTH, meaning: dimensions === 0 ? 0 : labels.length * (WIDTH + dimensions) };
}

export interface Score {
  id: string;
  /** Probability that it applies, 0 to 1. */
  probability: number;
  matched: boolean;
  /** Words and meaning both speak against it. Never so without a vector. */
  unlikely: boolean;
}

/** Below this probability a reading speaks against a label. */
const against = 0.1;

/** What the examples say about a text, for every label. `vector` is null where there is none or its language has none. */
export function classify(model: TriageModel, features: Features, vector: Int8Array | null): Score[] {
  const dense = vector && model.dimensions > 0 ? unitVector(vector) : null;
  return model.labels.map((_, place) => scoreFor(model, place, features, dense));
}

/** The same for one label, by its place. `dense` is a unit vector. */
export function scoreFor(model: TriageModel, place: number, features: Features, dense: Float32Array | null): Score {
  const label = model.labels[place];
  if (!label) throw new Error(`there is no label ${place}`);
  const byWords = judge(label.words, sumOf(model.words, place * WIDTH, features));
  if (dense === null || label.meaning === null) return { id: label.id, ...byWords, unlikely: false };
  const from = place * (WIDTH + model.dimensions);
  let sum = sumOf(model.meaning, from, features);
  for (let k = 0; k < dense.length; k++) sum += (model.meaning[from + WIDTH + k] ?? 0) * (dense[k] ?? 0);
  const meant = judge(label.meaning, sum);
  return { id: label.id, ...meant, unlikely: byWords.probability < against && meant.probability < against };
}

function sumOf(weights: Int8Array, from: number, { at, value }: Features): number {
  let sum = 0;
  for (let k = 0; k < at.length; k++) sum += (weights[from + (at[k] ?? 0)] ?? 0) * (value[k] ?? 0);
  return sum;
}

function judge({ bias, step, slope, offset, threshold }: Reading, sum: number): Pick<Score, 'probability' | 'matched'> {
  const score = bias + step * sum;
  return { probability: 1 / (1 + Math.exp(-(slope * score + offset))), matched: score >= threshold };
}

export function unitVector(vector: Int8Array): Float32Array {
  let square = 0;
  for (const value of vector) square += value * value;
  const norm = Math.sqrt(square) || 1;
  return Float32Array.from(vector, (value) => value / norm);
}
