import { expect, test } from 'vitest';
import { failed } from '../../../../worker/ports/fault.ts';
import { learnTopics } from '../../../../worker/release/triage/learn.ts';
import { featuresOf } from '../../../../worker/turn/classify/features.ts';
import { classify } from '../../../../worker/turn/classify/model.ts';
import { policy, topic } from '../../../policy/samples.ts';

const things = ['stove', 'kettle', 'lamp', 'charger', 'toaster', 'heater', 'iron', 'candle', 'fan', 'oven'];
const fires = things.flatMap((thing) => [`my ${thing} burns`, `smoke from the ${thing}`]);
const asks = things.flatMap((thing) => [`how big is the ${thing}`, `is the ${thing} in stock`]);
const source = (like: string[]) => ({
  policy: {
    ...policy(),
    topics: [topic('safety-fire', { kind: 'safety' })],
    examples: [{ topic: 'safety-fire', like: { en: like }, unlike: {} }],
  },
  articles: [],
  foreign: { en: asks },
});

test('learns from the examples of the policy, against questions of the world at large, and says so', async () => {
  const said: string[] = [];
  const model = await learnTopics(source(fires), { embedder: null, progress: (line) => said.push(line) });
  expect(said).toEqual(['topics: 2 recognized by 40 examples']);
  if (!model) throw new Error('no model');
  const [danger] = classify(model, featuresOf('my blender burns'), null);
  const [calm] = classify(model, featuresOf('how big is the blender'), null);
  expect(danger?.probability).toBeGreaterThan(calm?.probability ?? 1);
});

test('a policy without examples needs no model', async () => {
  expect(await learnTopics(source([]), { embedder: null, progress: () => {} })).toBeNull();
});

test('an embedder that fails stops the build: half a model is none', async () => {
  const broken = {
    name: `broken ${process.pid}`,
    dimensions: 2,
    embed: async () => failed('unavailable', 'no answer'),
  };
  await expect(learnTopics(source(fires), { embedder: broken, progress: () => {} })).rejects.toThrow('no answer');
});
