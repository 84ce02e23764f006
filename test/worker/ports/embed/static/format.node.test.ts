import { expect, test } from 'vitest';
import { decodeFile, encodeFile, type Header, type Numbers, sectionsOf, views } from '../../../../../worker/ports/embed/static/format.ts';
import { encoderFile } from './file.ts';

const header: Header = {
  format: 1,
  model: 'test',
  licence: 'none',
  provenance: ['made up'],
  shape: {
    pieces: 3,
    embedding: 4,
    bits: 5,
    width: 8,
    heads: 2,
    layers: [
      { key: 2, value: 2, inner: 5 },
      { key: 2, value: 4, inner: 6 },
    ],
    dimensions: 4,
    tokens: 8,
  },
  vocabulary: ['a', 'b', 'ü'],
};
const numbers = () =>
  new Map<string, Numbers>(sectionsOf(header.shape).map(({ name, kind, count }, i) => [name, new views[kind](count).fill(i + 1)]));
const bytes = encodeFile(header, numbers());
const problemOf = (changed: Uint8Array) => {
  const decoded = decodeFile(changed);
  return decoded.ok ? null : decoded.problem;
};
/** The same file with its description changed and everything after it as it was. */
function described(change: (text: string) => string): Uint8Array {
  const length = new DataView(bytes.buffer).getUint32(4, true);
  const json = new TextEncoder().encode(change(new TextDecoder().decode(bytes.subarray(12, 12 + length))));
  const out = new Uint8Array([...bytes.subarray(0, 12), ...json, ...bytes.subarray(12 + length)]);
  new DataView(out.buffer).setUint32(4, json.length, true);
  return out;
}

test('what was written is read again, in place, aligned for vectors', () => {
  const decoded = decodeFile(bytes);
  if (!decoded.ok) throw new Error(decoded.problem);
  const { file } = decoded;
  expect(file.header).toEqual(header);
  const memory = new ArrayBuffer(bytes.length + 64);
  new Uint8Array(memory).set(bytes);
  const sections = file.over(memory);
  for (const [i, { name, kind, count }] of sectionsOf(header.shape).entries()) {
    expect(file.place(name) % 16).toBe(0);
    const values = new Array(count).fill(i + 1);
    if (kind === 'f32') expect(Array.from(sections.floats(name))).toEqual(values);
    if (kind === 'f64') expect(Array.from(sections.doubles(name))).toEqual(values);
    if (kind === 'u8') expect(Array.from(sections.codes(name))).toEqual(values);
    if (kind === 'i8') expect(Array.from(new Int8Array(memory, file.place(name), count))).toEqual(values);
  }
  expect(() => sections.floats('turn')).toThrow(/no section turn of f32/);
});

test('a file that is cut short, longer, or no encoder is refused', () => {
  expect(problemOf(new Uint8Array())).toMatch(/too short/);
  expect(problemOf(bytes.slice(0, 12))).toMatch(/too short/);
  expect(problemOf(bytes.slice(0, 100))).toMatch(/cut short/);
  expect(problemOf(bytes.slice(0, -1))).toMatch(/stated size/);
  expect(problemOf(new Uint8Array([...bytes, 0]))).toMatch(/stated size/);
  expect(problemOf(new Uint8Array([1, ...bytes.subarray(1)]))).toMatch(/not an encoder/);
});

test.each([
  ['a size that was changed', '"inner":5', '"inner":6', /stated size/],
  ['a size that was made smaller', '"dimensions":4', '"dimensions":3', /stated size/],
  ['sizes that were exchanged', '"embedding":4,"bits":5', '"embedding":5,"bits":4', /stated size/],
  ['a size beyond all sense', '"width":8', '"width":800000', /does not fit/],
  ['a negative size', '"pieces":3', '"pieces":-3', /does not fit/],
  ['another format', '"format":1', '"format":2', /does not fit/],
  ['a vocabulary that is too small', '["a","b","ü"]', '["a","b"]', /vocabulary/],
  ['what is no JSON', '{"format"', '("format"', /not JSON/],
])('%s is refused', (_, from, to, problem) => {
  expect(problemOf(described((text) => text.replace(from, to)))).toMatch(problem);
});

test('sections of another size or kind are not written', () => {
  const short = numbers().set('scores', new Float32Array(2));
  expect(() => encodeFile(header, short)).toThrow(/scores is not 3 numbers of f32/);
  expect(() => encodeFile(header, numbers().set('lift', new Float32Array(32)))).toThrow(/lift/);
});

test('the artifact says what it is, under which licence, and what was changed', () => {
  const { header: own, bytes: all } = encoderFile();
  expect(own).toMatchObject({ model: 'use-lite', licence: 'Apache-2.0' });
  expect(own.provenance.join(' ')).toMatch(/Universal Sentence Encoder.*@energetic-ai\/model-embeddings-en 0\.2\.0.*changed/);
  expect(all.length).toBeLessThanOrEqual(6_000_000);
});
