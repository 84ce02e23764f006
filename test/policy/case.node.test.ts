import { expect, test } from 'vitest';
import { caseFileSchema, factsWith, ordinary } from '../../policy/case.ts';

test('a case has messages or facts, and no key that nobody reads', () => {
  expect(caseFileSchema.safeParse({ messages: ['hello'], locale: 'de', article: 'returns' }).success).toBe(true);
  expect(caseFileSchema.safeParse({ facts: { smalltalk: 'hello' }, why: 'because' }).success).toBe(true);
  for (const wrong of [{}, { messages: [] }, { messages: ['hello'], facts: {} }, { messages: ['hello'], outcome: 'answer' }])
    expect(caseFileSchema.safeParse(wrong).success).toBe(false);
});

test('facts lie over those of an ordinary question, part by part', () => {
  const facts = factsWith({ asksForHuman: true, knowledge: { confidence: 0.9 } });
  expect(facts.data).toEqual({ ...ordinary, asksForHuman: true, knowledge: { ...ordinary.knowledge, confidence: 0.9 } });
});

test('a fact that does not exist, or is of another type, is none', () => {
  for (const wrong of [{ asksForHumans: true }, { knowledge: { confident: 1 } }, { language: 7 }, { order: 'FW-1' }])
    expect(factsWith(wrong).success).toBe(false);
});
