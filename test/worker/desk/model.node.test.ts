import fc from 'fast-check';
import { expect, it } from 'vitest';
import { admits, FEWEST_CASES } from '../../../policy/guard-eval.ts';
import { modelDefaults } from '../../../policy/model.ts';
import { modelReport, whyHeldBack } from '../../../worker/desk/model.ts';
import { modelReportSchema } from '../../../worker/desk/model-schema.ts';
import { GUARD } from '../../../worker/turn/ground/ground.ts';

const state = { name: 'openai local', breaker: 'closed', day: { tokens: 310, micros: 1_500_000 }, priced: true } as const;
const measured = { guard: GUARD, judge: null, at: '2026-11-28', cases: '0', unsupported: 200, missed: 1, faithful: 100, blocked: 2 };
const policy = { prompts: [], model: modelDefaults, guardEval: measured };

it('says what is spent of the day, and that composed text may go out where the guard has shown that', () => {
  const report = modelReport(state, policy);
  expect(modelReportSchema.parse(report)).toEqual({
    name: 'openai local',
    installed: true,
    breaker: 'closed',
    spent: { tokens: 310, money: 1.5 },
    priced: true,
    budget: modelDefaults.budget.day,
    heldBack: null,
    measured: { at: '2026-11-28', unsupported: 200, missed: 1, most: 0.02 },
  });
});

it('says why it may not', () => {
  const why = (over: object) => modelReport(state, { ...policy, ...over }).heldBack;
  expect(why({ guardEval: null })).toBe('unmeasured');
  expect(why({ guardEval: { ...measured, guard: 'embedded-0' } })).toBe('other-guard');
  expect(why({ guardEval: { ...measured, judge: 'openai other' } })).toBe('other-judge');
  expect(why({ model: { ...modelDefaults, uses: { ...modelDefaults.uses, judge: true } } })).toBe('other-judge');
  expect(why({ guardEval: { ...measured, unsupported: FEWEST_CASES - 1 } })).toBe('too-few-cases');
  expect(why({ guardEval: { ...measured, missed: 5 } })).toBe('misses');
  expect(why({ model: { ...modelDefaults, uses: { ...modelDefaults.uses, compose: false } } })).toBe('off');
});

it('names no model where none is asked, whatever is configured', () => {
  const none = { installed: false, breaker: null, spent: null, heldBack: 'no-model' };
  expect(modelReport({ name: 'none', breaker: null, day: null, priced: false }, policy)).toMatchObject({ ...none, name: 'none' });
  expect(modelReport(state, { ...policy, prompts: null })).toMatchObject({ ...none, name: 'none (the release has no prompts)' });
  expect(modelReport(state, null)).toMatchObject({ ...none, name: 'none (no release is active)', measured: null });
});

it('gives a reason exactly where the guard has no right', () => {
  const result = fc.record({
    ...{ guard: fc.constantFrom(GUARD, 'other'), judge: fc.constantFrom(null, 'a', 'b'), at: fc.constant('2026-11-28') },
    ...{ cases: fc.constant('0'), unsupported: fc.nat(400), missed: fc.nat(20), faithful: fc.nat(9), blocked: fc.nat(9) },
  });
  fc.assert(
    fc.property(fc.option(result), fc.constantFrom(null, 'a'), (one, judge) => {
      expect(whyHeldBack(one, GUARD, judge) === null).toBe(admits(one, GUARD, judge));
    }),
  );
});
