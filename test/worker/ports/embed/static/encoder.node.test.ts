import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { cosine } from '../../../../../worker/ports/embed/quantize.ts';
import { openEncoder } from '../../../../../worker/ports/embed/static/encoder.ts';
import { openNode } from '../../../../../worker/ports/embed/static/node.ts';
import { encoderFile } from './file.ts';

/** Sentences and what the published model (@energetic-ai/embeddings 0.2.0) says of them: 512 numbers, as int8. */
const original = z
  .array(z.object({ text: z.string(), vector: z.base64() }))
  .parse(JSON.parse(readFileSync(new URL('./original.json', import.meta.url), 'utf8')))
  .map(({ text, vector }) => ({ text, vector: new Int8Array(Buffer.from(vector, 'base64')) }));
const { bytes, header, place } = encoderFile();
const encoder = await openNode(bytes);
const { width, dimensions } = header.shape;

/** The projection in the artifact, on a vector of the original. */
function projected(vector: Int8Array): number[] {
  const weights = new Int8Array(bytes.buffer, place('project'), width * dimensions);
  const scales = new DataView(bytes.buffer, place('project.scale'), dimensions * 4);
  return Array.from(
    { length: dimensions },
    (_, o) => vector.reduce((sum, x, k) => sum + x * (weights[o * width + k] ?? 0), 0) * scales.getFloat32(o * 4, true),
  );
}
const near = (a: ArrayLike<number>, b: ArrayLike<number>) => {
  const dot = (x: ArrayLike<number>, y: ArrayLike<number>) => Array.from(x).reduce((sum, one, k) => sum + one * (y[k] ?? 0), 0);
  return dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b));
};
const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

test('every sentence is where the original has it', () => {
  const cosines = original.map(({ text, vector }) => near(encoder.encode(text, 128), projected(vector)));
  expect(original.length).toBe(30);
  // Single words are the farthest.
  expect(Math.min(...cosines)).toBeGreaterThan(0.9);
  expect(mean(cosines)).toBeGreaterThan(0.975);
});

test('pairs of sentences are as alike as the original finds them', () => {
  const own = original.map(({ text }) => encoder.encode(text, 128));
  const apart: number[] = [];
  for (const [i, a] of original.entries())
    for (const [j, b] of original.slice(0, i).entries())
      apart.push(Math.abs(cosine(own[i] ?? new Int8Array(), own[j] ?? new Int8Array()) - near(a.vector, b.vector)));
  expect(mean(apart)).toBeLessThan(0.05);
  expect(Math.max(...apart)).toBeLessThan(0.2);
});

test('the nearest of all other sentences is the one that the original finds', () => {
  const own = original.map(({ text }) => encoder.encode(text, 128));
  const nearest = (at: number, like: (a: number, b: number) => number) => {
    const others = original.map((_, i) => (i === at ? -1 : like(at, i)));
    return original[others.indexOf(Math.max(...others))]?.text;
  };
  const ours = original.map((_, at) => nearest(at, (a, b) => cosine(own[a] ?? new Int8Array(), own[b] ?? new Int8Array())));
  const theirs = original.map((_, at) => nearest(at, (a, b) => near(original[a]?.vector ?? [], original[b]?.vector ?? [])));
  expect(ours.filter((text, i) => text !== theirs[i]).length).toBeLessThanOrEqual(1);
});

test('gives the same bits with and without WebAssembly', () => {
  const plain = openEncoder(bytes, null);
  if (!plain.ok) throw new Error(plain.problem);
  for (const { text } of original.slice(-4)) expect(plain.encoder.encode(text, 24)).toEqual(encoder.encode(text, 24));
});

test('one text leaves nothing behind for the next', () => {
  const [long = '', short = ''] = [original.at(-1)?.text, 'Hello'];
  const alone = encoder.encode(short, 128);
  encoder.encode(long.repeat(5), 128);
  expect(encoder.encode(short, 128)).toEqual(alone);
});

test('reads as many pieces as it may, and never more than it has positions for', () => {
  const text = original.at(-1)?.text.repeat(20) ?? '';
  expect(encoder.encode(text, 10)).not.toEqual(encoder.encode(text, 48));
  expect(encoder.encode(text, 100_000)).toEqual(encoder.encode(text, 128));
});

test('what cannot be read has the zero vector', () => {
  for (const text of ['', ' \n', '😀😀', '日本語', '\ud83d']) expect(encoder.encode(text, 48)).toEqual(new Int8Array(dimensions));
  expect(encoder.encode('a', 48).some((value) => value !== 0)).toBe(true);
});

test('a damaged file is not opened', () => {
  expect(openEncoder(bytes.subarray(0, 1_000_000), null)).toMatchObject({ ok: false, problem: expect.stringMatching(/size/) });
});
