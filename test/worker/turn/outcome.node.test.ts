import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Decision } from '../../../policy/evaluate.ts';
import { outcomes, reasons } from '../../../policy/schema.ts';
import { orderCard } from '../../../worker/ports/orders/card.ts';
import { decide, lastResort } from '../../../worker/turn/outcome.ts';
import { type Draft, turnOutcomeSchema } from '../../../worker/turn/record.ts';
import { order } from './samples.ts';

const decision = (over: Partial<Decision>): Decision => ({
  outcome: 'answer',
  ruleIds: ['rule'],
  matched: [],
  reason: null,
  priority: 3,
  team: 'care',
  say: null,
  rest: false,
  ...over,
});
const say = (key: string) => `words of ${key}`;
const mute = () => '';
const text: Draft = { kind: 'text', text: 'Hello!' };
const ask: Draft = { kind: 'ask', text: 'Which number?', missing: ['number'] };
const verbatim: Draft = { kind: 'verbatim', articleId: 'a', title: 'A', blocks: [{ type: 'p', spans: [{ text: 'x' }] }] };
const card: Draft = { kind: 'order', text: 'Here it is', order: orderCard(order, say, false) };
const choose: Draft = { kind: 'choose', text: 'Which one?', choices: [{ articleId: 'a', title: 'A' }] };
const none: Draft = { kind: 'none' };

test('sends an answer that there is', () => {
  for (const draft of [text, verbatim, card]) expect(decide(decision({}), draft, say)).toEqual({ kind: 'answer', draft });
});

test('hands over instead of an answer that there is not', () => {
  for (const draft of [none, ask, choose]) {
    expect(decide(decision({}), draft, say)).toMatchObject({ kind: 'handoff', reason: 'low-confidence' });
  }
});

test('asks back with the question that was drafted, then with the words of the rule', () => {
  expect(decide(decision({ outcome: 'clarify', say: 'clarify.unclear' }), ask, say)).toEqual({ kind: 'clarify', draft: ask });
  expect(decide(decision({ outcome: 'clarify', say: 'clarify.unclear' }), verbatim, say)).toEqual({
    kind: 'clarify',
    draft: { kind: 'text', text: 'words of clarify.unclear' },
  });
});

test('asks between articles only where the rule has no words of its own', () => {
  expect(decide(decision({ outcome: 'clarify' }), choose, say)).toEqual({ kind: 'clarify', draft: choose });
  expect(decide(decision({ outcome: 'clarify', say: 'clarify.unclear' }), choose, say)).toMatchObject({ draft: { kind: 'text' } });
});

test('declines with approved words only', () => {
  expect(decide(decision({ outcome: 'decline', say: 'decline.injection' }), none, say)).toEqual({
    kind: 'decline',
    text: 'words of decline.injection',
  });
  expect(decide(decision({ outcome: 'decline' }), text, say).kind).toBe('handoff');
  expect(decide(decision({ outcome: 'decline', say: 'decline.injection' }), text, mute).kind).toBe('handoff');
});

test('hands over with the words of the rule, then of the reason, then with the last resort', () => {
  const wanted = decision({ outcome: 'handoff', reason: 'safety', priority: 1, team: 'safety', say: 'safety-acknowledged' });
  expect(decide(wanted, text, say)).toEqual({
    kind: 'handoff',
    reason: 'safety',
    text: 'words of safety-acknowledged',
    priority: 1,
    team: 'safety',
  });
  expect(decide({ ...wanted, say: null }, none, say)).toMatchObject({ text: 'words of handoff.safety' });
  expect(decide(wanted, none, mute)).toMatchObject({ kind: 'handoff', text: lastResort });
});

test('never sends the draft of a handoff', () => {
  expect(JSON.stringify(decide(decision({ outcome: 'handoff', reason: 'approval-required' }), text, say))).not.toContain('Hello!');
});

test('is a complete outcome for every decision and draft, never silence and never laxer than decided', () => {
  const anyDecision = fc.record({
    outcome: fc.constantFrom(...outcomes),
    reason: fc.constantFrom(null, ...reasons),
    say: fc.constantFrom(null, 'key'),
    priority: fc.integer({ min: 1, max: 4 }),
  });
  fc.assert(
    fc.property(anyDecision, fc.constantFrom(none, text, ask, choose, verbatim, card), fc.boolean(), (over, draft, speaks) => {
      const outcome = turnOutcomeSchema.parse(decide(decision(over), draft, speaks ? say : mute));
      expect(outcomes.indexOf(outcome.kind)).toBeLessThanOrEqual(outcomes.indexOf(over.outcome));
      if (outcome.kind === 'handoff' || outcome.kind === 'decline') expect(outcome.text).not.toBe('');
      else expect(outcome.draft.kind).not.toBe('none');
    }),
  );
});

test('a handoff shows a proven order before it where its rule says so, and nothing else', () => {
  const late = decision({ outcome: 'handoff', reason: 'policy-topic', shows: true });
  expect(decide(late, card, say)).toMatchObject({ kind: 'handoff', shows: 'draft' });
  for (const draft of [text, none, ask, verbatim]) expect(decide(late, draft, say)).not.toHaveProperty('shows');
  expect(decide(decision({ outcome: 'handoff', reason: 'policy-topic' }), card, say)).not.toHaveProperty('shows');
});

test('a refusal says approved words and nothing of what was asked', () => {
  expect(decide(decision({ outcome: 'decline', say: 'decline.injection' }), none, say)).toEqual({
    kind: 'decline',
    text: 'words of decline.injection',
  });
});
