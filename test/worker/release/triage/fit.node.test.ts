import { expect, test } from 'vitest';
import type { Examples, Topic } from '../../../../policy/schema.ts';
import { fitTriage } from '../../../../worker/release/triage/fit.ts';
import { ORDINARY, tasksOf, textsOf } from '../../../../worker/release/triage/labels.ts';
import { featuresOf } from '../../../../worker/turn/classify/features.ts';
import { classify, triageSizes } from '../../../../worker/turn/classify/model.ts';
import { topic } from '../../../policy/samples.ts';

const things = ['stove', 'kettle', 'lamp', 'charger', 'toaster', 'heater', 'iron', 'candle'];
const places = ['in the kitchen', 'at night', 'after a week', 'near the curtain'];
const every = (make: (thing: string, place: string) => string) => things.flatMap((thing) => places.map((place) => make(thing, place)));

const topics: Topic[] = [topic('safety-fire', { kind: 'safety' }), topic('refund', { kind: 'topic' })];
const examples: Examples[] = [
  {
    topic: 'safety-fire',
    like: { en: every((thing, place) => `the ${thing} caught fire ${place}`) },
    unlike: { en: every((thing, place) => `a ${thing} with a fire pattern ${place}`) },
  },
  { topic: 'refund', like: { en: every((thing, place) => `money back for the ${thing} bought ${place}`) }, unlike: {} },
  { topic: ORDINARY, like: { en: every((thing, place) => `how big is the ${thing} to put ${place}`) }, unlike: {} },
];
const alarms = () => ({ ordinary: 0.01, near: 0.05 });
const texts = textsOf(topics, examples, [{ text: 'opening hours', locale: 'en' }]);
const tasks = tasksOf(topics, texts);
const embedder = { name: 'letters 2', dimensions: 2, locales: ['en'] };
const embed = async (all: readonly string[]) => all.map((text) => (text.includes('caught') ? Int8Array.of(100, 0) : Int8Array.of(0, 100)));

test('danger of any kind is a task beside its topics; ordinary messages are none', () => {
  expect(tasks.map(({ id }) => id)).toEqual(['safety', 'safety-fire', 'refund']);
  const [danger] = tasks;
  expect(danger?.positive.reduce((sum, one) => sum + one, 0)).toBe(32);
  expect(danger?.near.reduce((sum, one) => sum + one, 0)).toBe(32);
  expect(danger?.ordinary.reduce((sum, one) => sum + one, 0)).toBe(33);
});

test('fits what tells its topics apart, by words alone and with vectors', async () => {
  const model = await fitTriage(texts, tasks, { embedder, embed, alarms });
  expect(model.maker).toBe('letters 2');
  expect({ words: model.words.length, meaning: model.meaning.length }).toEqual(triageSizes(model));
  const matched = (text: string, vector: Int8Array | null) =>
    classify(model, featuresOf(text), vector).flatMap(({ id, matched }) => (matched ? [id] : []));
  expect(matched('the blender caught fire today', null)).toContain('safety');
  expect(matched('the blender caught fire today', Int8Array.of(100, 0))).toContain('safety-fire');
  expect(matched('how big is the blender', null)).toEqual([]);
  expect(matched('how big is the blender', Int8Array.of(0, 100))).toEqual([]);
  expect(matched('money back for the blender', Int8Array.of(0, 100))).toEqual(['refund']);
});

test('says how it did on examples it had not seen, inside what an owner allows', async () => {
  const model = await fitTriage(texts, tasks, { embedder: null, embed, alarms });
  expect(model.dimensions).toBe(0);
  for (const { words, meaning } of model.labels) {
    expect(meaning).toBeNull();
    expect(words.judged.found).toBeGreaterThan(0.8);
    expect(words.judged.ordinary).toBeLessThanOrEqual(0.01);
    expect(words.judged.near).toBeLessThanOrEqual(0.05);
  }
});

test('the same examples give the same model', async () => {
  const once = await fitTriage(texts, tasks, { embedder, embed, alarms });
  expect(await fitTriage(texts, tasks, { embedder, embed, alarms })).toEqual(once);
});

test('too few examples teach nothing', () => {
  const few: Examples[] = [{ topic: 'refund', like: { en: ['money back'] }, unlike: {} }];
  expect(tasksOf(topics, textsOf(topics, few, []))).toEqual([]);
});
