import fc from 'fast-check';
import { expect, test } from 'vitest';
import { byFeature } from '../../../../worker/turn/classify/columns.ts';
import { featuresOf, WIDTH } from '../../../../worker/turn/classify/features.ts';
import { classify, type Reading, scoreFor, type TriageModel } from '../../../../worker/turn/classify/model.ts';

const reading: Reading = { bias: -1, step: 0.01, slope: 4, offset: 0, threshold: 0, judged: { found: 1, ordinary: 0, near: 0 } };
const dimensions = 2;
const weights = (count: number, salt: number) => Int8Array.from({ length: count }, (_, i) => ((i * 7_919 + salt) % 255) - 127);
const model: TriageModel = {
  maker: 'test 2',
  dimensions,
  locales: ['en'],
  labels: ['fire', 'water', 'earth'].map((id) => ({ id, words: reading, meaning: id === 'earth' ? null : reading })),
  words: weights(3 * WIDTH, 1),
  meaning: weights(3 * (WIDTH + dimensions), 2),
};

test('weights stand by feature, and are turned once a model', () => {
  const { words, meaning } = byFeature(model);
  for (const [label, feature] of [
    [0, 0],
    [1, 5],
    [2, WIDTH - 1],
  ] as const) {
    expect(words[feature * 3 + label]).toBe(model.words[label * WIDTH + feature]);
    expect(meaning[feature * 3 + label]).toBe(model.meaning[label * (WIDTH + dimensions) + feature]);
  }
  expect(byFeature(model).words).toBe(words);
  expect(byFeature({ ...model, dimensions: 0, meaning: new Int8Array() }).meaning).toHaveLength(0);
});

test('all labels together and each by itself score as a sum over the weights in a release', () => {
  const dense = Float32Array.of(0.6, 0.8);
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 80 }), fc.boolean(), (text, vector) => {
      const features = featuresOf(text);
      const all = classify(model, features, vector ? Int8Array.of(3, 4) : null);
      all.forEach((score, place) => {
        expect(scoreFor(model, place, features, vector ? dense : null)).toEqual(score);
        const by = vector && model.labels[place]?.meaning ? 'meaning' : 'words';
        const row = place * (by === 'meaning' ? WIDTH + dimensions : WIDTH);
        let sum = features.at.reduce((so, feature, k) => so + (model[by][row + feature] ?? 0) * (features.value[k] ?? 0), 0);
        if (by === 'meaning') sum = dense.reduce((so, value, k) => so + (model.meaning[row + WIDTH + k] ?? 0) * value, sum);
        expect(score.matched).toBe(reading.bias + reading.step * sum >= 0);
      });
    }),
  );
});
