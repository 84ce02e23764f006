import { expect, test } from 'vitest';
import { compileRules, evaluate } from '../../policy/evaluate.ts';
import { beforeDraft, factsOf, reasonsToWin, verdictsOf } from '../../policy/explain.ts';
import { facts, neutral, rule, wants } from './samples.ts';

const handoff = (priority: number) => wants({ outcome: 'handoff', reason: 'policy-topic', priority });
const rules = [
  rule('speaks', { when: 'autonomy == "autopilot"' }),
  rule('upset', { when: 'sentiment.negative && conversation.returnedFrom == ""', ...handoff(2) }),
  rule('late', { when: 'conversation.turns > 3 && area == "faqs"', ...handoff(3) }),
  rule('sure', { moment: 'before-send', when: 'guard.passed' }),
];

const decided = (now = neutral, at = '2026-11-23T10:00:00.000Z') => {
  const { ruleIds, matched } = evaluate(compileRules(rules).rules, 'before-draft', now);
  return { facts: now, at, ruleIds, matched };
};

test('says of every rule whether it matched, and which parts were not so', () => {
  const verdicts = verdictsOf(rules, decided(facts({ sentiment: { score: -1, negative: true } })));
  expect(verdicts.map(({ rule: { id }, verdict }) => `${id} ${verdict}`)).toEqual([
    'speaks matched',
    'upset decides',
    'late no',
    'sure not-asked',
  ]);
  expect(verdicts[2]?.missing).toEqual([{ part: 'conversation.turns > 3', facts: { 'conversation.turns': 0n } }]);
});

test('asks rules before the draft what was known then', () => {
  const later = facts({
    guard: { checked: true, passed: true },
    knowledge: { found: true, confidence: 0.9, threshold: 0.5 },
    order: { status: 'verified' },
  });
  expect(beforeDraft(later)).toEqual(facts({ knowledge: { threshold: 0.5 } }));
});

test('a permission past its day has lapsed', () => {
  const old = [rule('old', { when: 'paused', review_by: '2026-01-01' })];
  expect(verdictsOf(old, { ...decided(), ruleIds: [], matched: [] })[0]?.verdict).toBe('lapsed');
});

test('says why the winner goes before each of the others', () => {
  const [speaks, upset, late] = rules;
  if (!speaks || !upset || !late) throw new Error('three rules are needed');
  expect(reasonsToWin(upset, [speaks, late])).toEqual([
    'speaks: handoff is stricter than answer',
    'late: priority 2 is more urgent than 3',
  ]);
  expect(reasonsToWin({ ...late, over: 'all' }, [{ ...upset, ...handoff(3) }])[0]).toMatch(/^upset: a rule says/);
});

test('tells facts that are special from ordinary ones', () => {
  const special = factsOf(facts({ paused: true, order: { missing: ['email'] } })).filter(({ usual }) => !usual);
  expect(special).toEqual([
    { name: 'paused', value: true, usual: false },
    { name: 'order.missing', value: ['email'], usual: false },
  ]);
});
