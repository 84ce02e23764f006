import { expect, test } from 'vitest';
import type { Examples, Topic } from '../../../../policy/schema.ts';
import { ORDINARY, type Task, type Text, tasksOf, textsOf } from '../../../../worker/release/triage/labels.ts';
import { topic } from '../../../policy/samples.ts';

const topics: Topic[] = [
  topic('safety-fire', { kind: 'safety' }),
  topic('safety-fall', { kind: 'safety' }),
  topic('refund', { kind: 'topic' }),
  topic('status', { kind: 'topic' }),
  topic('upset', { kind: 'sentiment' }),
  topic('trick', { kind: 'injection' }),
];
const twenty = (word: string) => Array.from({ length: 20 }, (_, i) => `${word} ${i}`);
const examples: Examples[] = [
  ...topics.map(({ id }) => ({ topic: id, like: { en: twenty(id) }, unlike: { en: [`not ${id}`] } })),
  { topic: ORDINARY, like: { en: ['opening hours'] }, unlike: {} },
  { topic: 'unknown', like: { en: twenty('unknown') }, unlike: {} },
];
const texts = textsOf(topics, examples, [{ text: 'which size', locale: 'en' }]);
const tasks = tasksOf(topics, texts);
const task = (id: string): Task =>
  tasks.find((one) => one.id === id) ?? {
    id,
    positive: new Uint8Array(),
    near: new Uint8Array(),
    ordinary: new Uint8Array(),
    members: new Uint32Array(),
  };
const at = (text: string) => texts.findIndex((one: Text) => one.text === text);
const learns = (id: string, text: string) => [...task(id).members].includes(at(text));

test('examples of a topic that is not there teach nothing; ordinary messages have no topic', () => {
  expect(texts.some(({ text }) => text.startsWith('unknown'))).toBe(false);
  expect(texts[at('opening hours')]?.topic).toBeNull();
  expect(texts[at('which size')]?.example).toBe(false);
});

test('danger of any kind is one task, and each kind another in which the other kinds are the opposite', () => {
  expect(task('safety').positive.reduce((sum, one) => sum + one, 0)).toBe(40);
  expect(learns('safety', 'safety-fall 3')).toBe(true);
  expect(learns('safety-fire', 'safety-fall 3')).toBe(true);
  expect(task('safety-fire').positive[at('safety-fall 3')]).toBe(0);
});

test('what may come together is not called the opposite', () => {
  expect(learns('refund', 'upset 1')).toBe(false);
  expect(learns('refund', 'safety-fire 1')).toBe(false);
  expect(learns('upset', 'refund 1')).toBe(false);
  expect(learns('refund', 'status 1')).toBe(true);
  expect(learns('trick', 'upset 1')).toBe(true);
});

test('a counterexample of one topic may be an example of another, so it says nothing about that', () => {
  expect(learns('refund', 'not status')).toBe(false);
  expect(learns('refund', 'not refund')).toBe(true);
  expect(task('refund').near[at('not refund')]).toBe(1);
  expect(task('refund').ordinary[at('not refund')]).toBe(0);
  expect(task('refund').ordinary[at('opening hours')]).toBe(1);
});
