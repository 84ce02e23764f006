import { expect, test } from 'vitest';
import { factsSchema, matrixSchema, outcomes, reasons, ruleSchema, topicSchema, wordingSchema } from '../../policy/schema.ts';
import { neutral, policy, rule, topic } from './samples.ts';

test('reads a rule as its file writes it', () => {
  expect(ruleSchema.parse(rule('asks-for-a-person'))).toEqual(rule('asks-for-a-person'));
});

test.each([
  ['an id that is no slug', { id: 'Asks For' }],
  ['an id with a path', { id: '../secrets' }],
  ['a moment that does not exist', { moment: 'after-send' }],
  ['no expression', { when: '' }],
  ['a version of 0', { version: 0 }],
  ['a reason of one word', { why: 'because' }],
  ['a field nobody knows', { when_not: 'true' }],
])('refuses a rule with %s', (_, over) => {
  expect(ruleSchema.safeParse({ ...rule('some-rule'), ...over }).success).toBe(false);
});

test.each([
  ['an outcome that does not exist', { outcome: 'refuse' }],
  ['an escalation reason that does not exist', { outcome: 'handoff', reason: 'full-moon' }],
  ['a priority of 5', { outcome: 'handoff', reason: 'safety', priority: 5 }],
  ['a team that is no slug', { outcome: 'handoff', reason: 'safety', team: 'Safety Team' }],
])('refuses a rule that wants %s', (_, wanted) => {
  expect(ruleSchema.shape.then.safeParse(wanted).success).toBe(false);
});

test('knows exactly the escalation reasons and outcomes of the design, strictest outcome first', () => {
  expect([...reasons].sort()).toEqual([
    'approval-required',
    'customer-request',
    'guard-blocked',
    'low-confidence',
    'negative-sentiment',
    'order-not-verified',
    'paused',
    'policy-topic',
    'repeated-failure',
    'safety',
    'stale-knowledge',
    'tool-failure',
  ]);
  expect(outcomes).toEqual(['handoff', 'decline', 'clarify', 'answer']);
});

test('gives a topic without weight, exceptions and examples their neutral values', () => {
  const { weight, except, examples, ...bare } = topic('hello');
  expect(topicSchema.parse(bare)).toEqual({ ...bare, weight, except, examples });
});

test('refuses patterns under anything but a two-letter language', () => {
  expect(topicSchema.safeParse(topic('hello', { patterns: { english: ['hello'] } })).success).toBe(false);
  expect(topicSchema.safeParse(topic('hello', { patterns: { en: ['hello'] } })).success).toBe(true);
});

test('refuses a pattern so short that it matches almost everything', () => {
  expect(topicSchema.safeParse(topic('hello', { patterns: { en: ['h'] } })).success).toBe(false);
});

test('refuses an empty approved text', () => {
  expect(wordingSchema.safeParse({ locale: 'en', texts: { greeting: '' } }).success).toBe(false);
});

test('refuses a matrix without areas, a threshold of its own and a confidence that no release can have', () => {
  const { matrix } = policy();
  expect(matrixSchema.safeParse(matrix).success).toBe(true);
  expect(matrixSchema.safeParse({ ...matrix, areas: [] }).success).toBe(false);
  const withDefault = (over: object) => matrixSchema.safeParse({ ...matrix, defaults: { ...matrix.defaults, ...over } }).success;
  expect(withDefault({ calibration_confidence: 0.95 })).toBe(true);
  for (const calibration_confidence of [0, 0.4, 1, undefined]) expect(withDefault({ calibration_confidence })).toBe(false);
  // The threshold is what a release finds for the budget; nobody writes it.
  expect(withDefault({ confidence_threshold: { value: 0.6, calibrated: true } })).toBe(false);
});

test('parses the facts of an ordinary question, and refuses a misspelt one', () => {
  expect(factsSchema.parse(neutral)).toEqual(neutral);
  expect(factsSchema.safeParse({ ...neutral, asksForHumans: true }).success).toBe(false);
  expect(factsSchema.safeParse({ ...neutral, sentiment: { score: -2, negative: true } }).success).toBe(false);
});

test('knows nothing of a threshold in a record from before releases said what theirs rests on', () => {
  const { evidence: _, ...before } = neutral.knowledge;
  expect(factsSchema.parse({ ...neutral, knowledge: before }).knowledge.evidence).toBe('none');
});
