import { expect, test } from 'vitest';
import { featuresOf, WIDTH } from '../../../../worker/turn/classify/features.ts';
import { classify, type Reading, type TriageModel, triageSizes, unitVector } from '../../../../worker/turn/classify/model.ts';

const reading = (over: Partial<Reading> = {}): Reading => ({
  bias: -1,
  step: 0.1,
  slope: 4,
  offset: 0,
  threshold: 0,
  judged: { found: 1, ordinary: 0, near: 0 },
  ...over,
});

/** One label that knows the word "fire", and a vector whose first number says so. */
function model(dimensions = 2): TriageModel {
  const words = new Int8Array(WIDTH);
  const meaning = new Int8Array(dimensions === 0 ? 0 : WIDTH + dimensions);
  for (const place of featuresOf('fire').at) words[place] = 20;
  if (dimensions > 0) meaning[WIDTH] = 100;
  const label = { id: 'fire', words: reading(), meaning: dimensions === 0 ? null : reading() };
  return { maker: 'test 2', dimensions, locales: ['en'], labels: [label], words, meaning };
}

test('without a vector the words decide, with one the other weights do', () => {
  const fire = featuresOf('fire');
  expect(classify(model(), fire, null)[0]?.matched).toBe(true);
  expect(classify(model(), featuresOf('parcel'), null)[0]?.matched).toBe(false);
  expect(classify(model(), featuresOf('parcel'), Int8Array.of(120, 0))[0]?.matched).toBe(true);
  expect(classify(model(), fire, Int8Array.of(0, 120))[0]?.matched).toBe(false);
});

test('a vector is of no use where the model has no weights for it', () => {
  expect(classify(model(0), featuresOf('fire'), Int8Array.of(0, 120))[0]?.matched).toBe(true);
});

test('the probability is between 0 and 1, and higher for a higher score', () => {
  const [none] = classify(model(), featuresOf('parcel'), null);
  const [some] = classify(model(), featuresOf('fire'), null);
  expect(none?.probability).toBeGreaterThan(0);
  expect(some?.probability).toBeLessThan(1);
  expect(some?.probability).toBeGreaterThan(none?.probability ?? 1);
});

test('sizes count every label in both readings', () => {
  expect(triageSizes(model())).toEqual({ words: WIDTH, meaning: WIDTH + 2 });
  expect(triageSizes(model(0))).toEqual({ words: WIDTH, meaning: 0 });
});

test('a unit vector has length 1, and nothing stays nothing', () => {
  expect(unitVector(Int8Array.of(3, 4))).toEqual(Float32Array.of(0.6, 0.8));
  expect(unitVector(Int8Array.of(0, 0))).toEqual(Float32Array.of(0, 0));
});
