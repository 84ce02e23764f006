import { z } from 'zod';
import { byFeature } from './columns.ts';
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
  const { words, meaning } = byFeature(model);
  const said = sumsOf(words, model.labels.length, features);
  const meant = dense ? sumsOf(meaning, model.labels.length, features) : said;
  return model.labels.map((label, place) => scored(model, label, place, { said: said[place] ?? 0, meant: meant[place] ?? 0, dense }));
}

/** The same for one label, by its place. `dense` is a unit vector. */
export function scoreFor(model: TriageModel, place: number, features: Features, dense: Float32Array | null): Score {
  const label = model.labels[place];
  if (!label) throw new Error(`there is no label ${place}`);
  const { words, meaning } = byFeature(model);
  const of = (columns: Int8Array) => sumOf(columns, model.labels.length, place, features);
  return scored(model, label, place, { said: of(words), meant: dense ? of(meaning) : 0, dense });
}

interface Sums {
  /** By words alone. */
  said: number;
  /** By words beside a vector, without its own part. */
  meant: number;
  dense: Float32Array | null;
}

function scored(model: TriageModel, label: Label, place: number, { said, meant, dense }: Sums): Score {
  const byWords = judge(label.words, said);
  if (dense === null || label.meaning === null) return { id: label.id, ...byWords, unlikely: false };
  const own = place * (WIDTH + model.dimensions) + WIDTH;
  let sum = meant;
  for (let k = 0; k < dense.length; k++) sum += (model.meaning[own + k] ?? 0) * (dense[k] ?? 0);
  const byMeaning = judge(label.meaning, sum);
  return { id: label.id, ...byMeaning, unlikely: byWords.probability < against && byMeaning.probability < against };
}

function sumsOf(columns: Int8Array, labels: number, { at, value }: Features): Float64Array {
  const sums = new Float64Array(labels);
  for (let k = 0; k < at.length; k++) {
    const row = (at[k] ?? 0) * labels;
    const weight = value[k] ?? 0;
    for (let label = 0; label < labels; label++) sums[label] = (sums[label] ?? 0) + (columns[row + label] ?? 0) * weight;
  }
  return sums;
}

function sumOf(columns: Int8Array, labels: number, label: number, { at, value }: Features): number {
  let sum = 0;
  for (let k = 0; k < at.length; k++) sum += (columns[(at[k] ?? 0) * labels + label] ?? 0) * (value[k] ?? 0);
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
