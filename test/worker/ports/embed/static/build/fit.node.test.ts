import { expect, test } from 'vitest';
import { compare } from '../../../../../../worker/ports/embed/static/build/figures.ts';
import { described, listen, type Plan, plan, shorten } from '../../../../../../worker/ports/embed/static/build/fit.ts';
import { readModel } from '../../../../../../worker/ports/embed/static/build/model.ts';
import { pack } from '../../../../../../worker/ports/embed/static/build/pack.ts';
import { decodeFile } from '../../../../../../worker/ports/embed/static/format.ts';
import { tiny, tinyModel, tinyTexts } from './samples.ts';

const model = readModel(tinyModel());
const texts = tinyTexts(300);
const heard = listen(model, tiny.heads, texts, () => {});
const whole: Plan = { heads: tiny.heads, keys: [4, 8], units: tiny.inner, dimensions: tiny.width, bits: 8, tokens: 32 };

async function made(change: Partial<Plan>) {
  const own = { ...whole, ...change };
  const short = await shorten(model, own, texts, heard);
  const bytes = pack(short, described(short, own));
  return { bytes, figures: await compare(model, tiny.heads, bytes, tinyTexts(60, 77)) };
}

test('a model of which everything is kept says what the published one says, to the rounding of its numbers', async () => {
  const { bytes, figures } = await made({});
  const decoded = decodeFile(bytes);
  expect(decoded.ok && decoded.file.header.shape).toEqual({
    pieces: 40,
    embedding: 16,
    bits: 8,
    width: 32,
    heads: 4,
    layers: [
      { key: 4, value: 4, inner: 64 },
      { key: 8, value: 8, inner: 64 },
    ],
    dimensions: 32,
    tokens: 32,
  });
  expect(figures.texts).toBe(60);
  expect(figures.cosine).toBeGreaterThan(0.99);
  expect(figures.correlation).toBeGreaterThan(0.98);
  expect(figures.apart).toBeLessThan(0.05);
});

test('the less is kept, the smaller the file and the less it says the same', async () => {
  const all = await made({});
  const less = await made({ keys: [2, 4], units: 40, bits: 5 });
  const least = await made({ keys: [1, 1], units: 8, bits: 2 });
  expect([less.bytes.length < all.bytes.length, least.bytes.length < less.bytes.length]).toEqual([true, true]);
  expect(less.figures.cosine).toBeLessThan(all.figures.cosine);
  expect(least.figures.cosine).toBeLessThan(less.figures.cosine);
  expect(less.figures.cosine).toBeGreaterThan(0.85);
});

test('the same model is made the same, byte for byte', async () => {
  expect(Buffer.compare((await made({ units: 50 })).bytes, (await made({ units: 50 })).bytes)).toBe(0);
});

test('the plan of the real one fits the kernel: whole vectors of 4 numbers and of 16', () => {
  expect([...plan.keys.map((size) => size % 4), plan.units % 16, plan.dimensions % 16]).toEqual([0, 0, 0, 0]);
});
