import { cosine, quantize } from '../../quantize.ts';
import { run } from './fit.ts';
import type { Model } from './model.ts';
import { makeOriginal } from './original.ts';

export interface Figures {
  texts: number;
  /** Mean cosine of the shortened model's 512 numbers with the original's. */
  cosine: number;
  /** Over all pairs: how far the cosines of the final vectors are from the original's, and how well they go along with them. */
  apart: number;
  correlation: number;
}

/** How near the artifact is to the published model, on texts that it was not fitted on. */
export async function compare(model: Model, heads: number, bytes: Uint8Array, texts: readonly number[][]): Promise<Figures> {
  const original = makeOriginal(model, heads);
  let own = new Float32Array();
  const forward = await run(bytes, (what, numbers) => {
    if (what === 'vector') own = numbers.slice();
  });
  const all = texts.map((tokens) => {
    const { vector } = original(tokens);
    const final = quantize(Array.from(forward(tokens))) ?? new Int8Array();
    return { vector, final, near: dot(vector, own) };
  });
  const pairs: [was: number, is: number][] = [];
  for (const [i, a] of all.entries()) for (const b of all.slice(0, i)) pairs.push([dot(a.vector, b.vector), cosine(a.final, b.final)]);
  return {
    texts: all.length,
    cosine: mean(all.map(({ near }) => near)),
    apart: mean(pairs.map(([was, is]) => Math.abs(was - is))),
    correlation: correlation(pairs),
  };
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
const dot = (a: Float32Array, b: Float32Array) => a.reduce((sum, value, k) => sum + value * (b[k] ?? 0), 0);

function correlation(pairs: readonly [number, number][]): number {
  const a = mean(pairs.map(([x]) => x));
  const b = mean(pairs.map(([, y]) => y));
  const both = mean(pairs.map(([x, y]) => (x - a) * (y - b)));
  return both / Math.sqrt(mean(pairs.map(([x]) => (x - a) ** 2)) * mean(pairs.map(([, y]) => (y - b) ** 2)));
}
