import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type CompiledRule, compileRules, evaluate } from '../../policy/evaluate.ts';
import { type Facts, outcomes, type Rule, reasons } from '../../policy/schema.ts';
import { type FactsOver, facts, neutral, rule, wants } from './samples.ts';

const compiled = (...rules: Rule[]): CompiledRule[] => {
  const { rules: ready, problems } = compileRules(rules);
  expect(problems).toEqual([]);
  return ready;
};
const holds = (when: string, over: FactsOver = {}) =>
  evaluate(compiled(rule('it', { when })), 'before-draft', facts(over)).ruleIds.length === 1;

test('hands over when no rule matches', () => {
  expect(evaluate([], 'before-draft', neutral)).toEqual({
    outcome: 'handoff',
    ruleIds: [],
    matched: [],
    reason: 'low-confidence',
    priority: 3,
    team: 'care',
    say: null,
    rest: false,
  });
});

test('asks only the rules of the moment', () => {
  const rules = compiled(rule('now'), rule('later', { moment: 'before-send' }));
  expect(evaluate(rules, 'before-draft', neutral).ruleIds).toEqual(['now']);
  expect(evaluate(rules, 'before-send', neutral).ruleIds).toEqual(['later']);
});

test('takes reason, priority, team and words from the most urgent rule that decided', () => {
  const decision = evaluate(
    compiled(
      rule('speaks'),
      rule('care', wants({ outcome: 'handoff', reason: 'policy-topic', priority: 3, team: 'care' })),
      rule('danger', wants({ outcome: 'handoff', reason: 'safety', priority: 1, team: 'safety', say: 'safety-acknowledged' })),
    ),
    'before-draft',
    neutral,
  );
  expect(decision).toMatchObject({ reason: 'safety', priority: 1, team: 'safety', say: 'safety-acknowledged' });
  expect(decision.ruleIds).toEqual(['danger', 'care']);
  expect(decision.matched).toHaveLength(3);
});

test('gives a reason to handoffs only', () => {
  expect(evaluate(compiled(rule('speaks')), 'before-draft', neutral).reason).toBeNull();
});

test.each<[string, FactsOver, FactsOver]>([
  ['asksForHuman', { asksForHuman: true }, {}],
  ['safety.matched && safety.kind == "fire"', { safety: { matched: true, kind: 'fire' } }, { safety: { matched: true, kind: 'flood' } }],
  ['sentiment.score <= -0.5', { sentiment: { score: -0.5, negative: true } }, { sentiment: { score: -0.4, negative: false } }],
  ['conversation.failures >= 2', { conversation: { failures: 2 } }, { conversation: { failures: 1 } }],
  ['knowledge.confidence >= knowledge.threshold', { knowledge: { confidence: 0.6 } }, { knowledge: { confidence: 0.59 } }],
  ['"email" in order.missing', { order: { missing: ['number', 'email'] } }, { order: { missing: ['number'] } }],
  ['size(order.missing) == 2', { order: { missing: ['number', 'email'] } }, { order: { missing: [] } }],
  ['autonomy in ["shadow", "assist"]', { autonomy: 'assist' }, { autonomy: 'autopilot' }],
  ['language != "en" && area.startsWith("order")', { language: 'de', area: 'order-status' }, { language: 'de' }],
])('understands %s', (when, yes, no) => {
  expect(holds(when, yes)).toBe(true);
  expect(holds(when, no)).toBe(false);
});

test.each([
  ['a misspelt fact', 'asksForHumans'],
  ['a misspelt field', 'order.needs'],
  ['text compared with a number', 'area == 3'],
  ['a whole number compared with a fraction’s type', 'conversation.failures >= "2"'],
  ['an expression that is no yes or no', 'knowledge.confidence'],
  ['an expression that is cut short', 'asksForHuman &&'],
  ['JavaScript', '(() => true)()'],
  ['a function that does not exist', 'fetch("https://example.com")'],
])('refuses %s when a release is built, and names the file', (_, when) => {
  const { rules, problems } = compileRules([rule('fine'), rule('mistake', { when })]);
  expect(rules.map((one) => one.rule.id)).toEqual(['fine']);
  expect(problems).toHaveLength(1);
  expect(problems[0]).toMatch(/^rules\/mistake\.yaml: \S/);
});

/* Any rules: they match or not by a fact each, and want anything. */
const anyRule = (id: number): fc.Arbitrary<Rule> =>
  fc
    .record({
      when: fc.constantFrom('true', 'false', 'asksForHuman', '!asksForHuman', 'sentiment.negative', 'knowledge.confidence > 0.5'),
      moment: fc.constantFrom('before-draft', 'before-send'),
      outcome: fc.constantFrom(...outcomes),
      reason: fc.constantFrom(...reasons),
      priority: fc.option(fc.integer({ min: 1, max: 4 }), { nil: undefined }),
    })
    .map(({ when, moment, ...then }) => rule(`r${id}`, { when, moment, ...wants(then) }));
const anyRules = fc.integer({ min: 0, max: 8 }).chain((n) => fc.tuple(...Array.from({ length: n }, (_, id) => anyRule(id))));
const anyFacts: fc.Arbitrary<Facts> = fc
  .record({ asksForHuman: fc.boolean(), negative: fc.boolean(), confidence: fc.double({ min: 0, max: 1, noNaN: true }) })
  .map(({ asksForHuman, negative, confidence }) => facts({ asksForHuman, sentiment: { score: 0, negative }, knowledge: { confidence } }));
const shuffled = anyRules.chain((rules) => fc.tuple(fc.constant(rules), fc.shuffledSubarray(rules, { minLength: rules.length })));

test('the strictest outcome wins, in any set of rules', () => {
  fc.assert(
    fc.property(anyRules, anyFacts, (rules, now) => {
      const decision = evaluate(compiled(...rules), 'before-draft', now);
      const wanted = decision.matched.map(({ outcome }) => outcomes.indexOf(outcome));
      expect(outcomes.indexOf(decision.outcome)).toBe(wanted.length === 0 ? 0 : Math.min(...wanted));
      expect(decision.ruleIds.length > 0).toBe(wanted.length > 0);
      expect(decision.reason === null).toBe(decision.outcome !== 'handoff');
    }),
  );
});

test('one more rule never makes a decision laxer', () => {
  fc.assert(
    fc.property(anyRules, anyRule(99), anyFacts, (rules, more, now) => {
      const before = evaluate(compiled(...rules), 'before-draft', now);
      const after = evaluate(compiled(...rules, more), 'before-draft', now);
      // Without any rule the answer is a handoff, which a first permission may lift.
      if (before.matched.length > 0) expect(outcomes.indexOf(after.outcome)).toBeLessThanOrEqual(outcomes.indexOf(before.outcome));
    }),
  );
});

test('the order in which rules are written does not matter', () => {
  fc.assert(
    fc.property(shuffled, anyFacts, ([rules, other], now) => {
      const one = evaluate(compiled(...rules), 'before-draft', now);
      const two = evaluate(compiled(...other), 'before-draft', now);
      expect({ ...two, matched: [] }).toEqual({ ...one, matched: [] });
      expect([...two.matched].sort((a, b) => (a.ruleId < b.ruleId ? -1 : 1))).toEqual(
        [...one.matched].sort((a, b) => (a.ruleId < b.ruleId ? -1 : 1)),
      );
    }),
  );
});

test('the same facts give the same decision', () => {
  fc.assert(
    fc.property(anyRules, anyFacts, (rules, now) => {
      const ready = compiled(...rules);
      expect(evaluate(ready, 'before-draft', now)).toEqual(evaluate(ready, 'before-draft', structuredClone(now)));
    }),
  );
});

test('a permission past its review is as if it were not there, and says so; what forbids stays', () => {
  const ready = compiled(
    rule('lets', { review_by: '2026-11-22' }),
    rule('stops', { when: 'asksForHuman', review_by: '2026-11-22', ...wants({ outcome: 'handoff', reason: 'customer-request' }) }),
  );
  const decide = (today: string, over: FactsOver = {}) => {
    const { outcome, ruleIds, reason } = evaluate(ready, 'before-draft', facts(over), today);
    return { outcome, ruleIds, reason };
  };
  expect(decide('2026-11-22')).toEqual({ outcome: 'answer', ruleIds: ['lets'], reason: null });
  expect(decide('2026-11-23')).toEqual({ outcome: 'handoff', ruleIds: [], reason: 'stale-knowledge' });
  expect(decide('2026-11-23', { asksForHuman: true })).toEqual({ outcome: 'handoff', ruleIds: ['stops'], reason: 'customer-request' });
});

test('time makes no decision less strict', () => {
  fc.assert(
    fc.property(anyRules, anyFacts, fc.integer({ min: 0, max: 5 }), (rules, now, dated) => {
      const ready = compiled(...rules.map((one, i) => (i < dated ? { ...one, review_by: '2026-11-22' } : one)));
      const [before, after] = ['2026-11-22', '2026-11-23'].map((today) => evaluate(ready, 'before-draft', now, today));
      expect(outcomes.indexOf(after?.outcome ?? 'answer')).toBeLessThanOrEqual(outcomes.indexOf(before?.outcome ?? 'answer'));
    }),
  );
});

const broken = (id: string, over: Partial<Rule> = {}): CompiledRule => ({
  rule: rule(id, over),
  holds: () => {
    throw new Error('division by zero\n    at somewhere (file.ts:1)');
  },
});

test('a rule that fails counts as a handoff, and the others are asked all the same', () => {
  const decision = evaluate([...compiled(rule('speaks')), broken('mistake')], 'before-draft', neutral);
  expect(decision).toMatchObject({ outcome: 'handoff', reason: 'tool-failure', ruleIds: ['mistake'], priority: 2, team: 'care' });
  expect(decision.fault).toBe('rule "mistake" failed: division by zero');
  expect(decision.matched.map(({ ruleId, outcome }) => `${ruleId} ${outcome}`)).toEqual(['speaks answer', 'mistake handoff']);
});

test('a rule that fails hides no danger and no wish for a person, and is named beside them', () => {
  const danger = rule('danger', wants({ outcome: 'handoff', reason: 'safety', priority: 1, team: 'safety' }));
  const asked = rule('wish', wants({ outcome: 'handoff', reason: 'customer-request', priority: 2 }));
  const decision = evaluate([broken('a-mistake'), ...compiled(danger, asked)], 'before-draft', neutral);
  expect(decision).toMatchObject({ reason: 'safety', priority: 1, ruleIds: ['danger', 'wish', 'a-mistake'] });
  expect(decision.fault).toContain('a-mistake');
});

test('a rule of another moment cannot fail now', () => {
  expect(evaluate([broken('later', { moment: 'before-send' })], 'before-draft', neutral).fault).toBeUndefined();
});

test('"over" says which of two equals gives reason, team and words', () => {
  const person = wants({ outcome: 'handoff' as const, reason: 'policy-topic' as const, team: 'first' });
  const other = wants({ outcome: 'handoff' as const, reason: 'paused' as const, team: 'second' });
  const team = (...rules: Rule[]) => evaluate(compiled(...rules), 'before-draft', neutral).team;
  expect(team(rule('a', person), rule('b', other))).toBe('first');
  expect(team(rule('a', person), rule('b', { ...other, over: ['a'] }))).toBe('second');
  expect(team(rule('a', person), rule('b', { ...other, over: 'all' }))).toBe('second');
  expect(team(rule('a', { ...person, over: 'none' }), rule('b', other))).toBe('second');
  expect(team(rule('a', { ...person, over: 'all' }), rule('b', { ...other, over: ['a'] }))).toBe('second');
  // Priority comes first.
  expect(team(rule('a', wants({ ...person.then, priority: 2 })), rule('b', { ...other, over: 'all' }))).toBe('first');
});
