import { expect, test } from 'vitest';
import { expressionProblems, readRules } from '../../../policy/check/expressions.ts';
import { namesOf } from '../../../policy/check/facts.ts';
import { pairProblems } from '../../../policy/check/pairs.ts';
import type { Rule } from '../../../policy/schema.ts';
import { policy, rule, topic, wants } from '../samples.ts';

const names = namesOf(policy().matrix, [topic('press', { area: 'faqs' })]);
const kinds = (...rules: Rule[]) => pairProblems(readRules(rules).rules, names).map(({ kind, file }) => `${kind} ${file}`);
const person = (over: Partial<Rule['then']> = {}) => wants({ outcome: 'handoff', reason: 'policy-topic', priority: 3, ...over });

test('rules that never meet do not clash', () => {
  expect(
    kinds(rule('a', { when: 'asksForHuman', ...person() }), rule('b', { when: '!asksForHuman', ...person({ team: 'press' }) })),
  ).toEqual([]);
  expect(
    kinds(rule('a', { when: 'area == "faqs"', ...person() }), rule('b', { when: 'area == "refunds"', ...person({ team: 'press' }) })),
  ).toEqual([]);
});

test('rules that want the same do not clash, nor do those of other urgency or moment', () => {
  expect(kinds(rule('a', { when: 'asksForHuman', ...person() }), rule('b', { when: 'paused', ...person() }))).toEqual([]);
  expect(
    kinds(rule('a', { when: 'asksForHuman', ...person() }), rule('b', { when: 'paused', ...person({ priority: 2, team: 'x' }) })),
  ).toEqual([]);
  expect(
    kinds(
      rule('a', { when: 'asksForHuman', ...person() }),
      rule('b', { when: 'asksForHuman', moment: 'before-send', ...person({ team: 'x' }) }),
    ),
  ).toEqual([]);
});

test('rules that meet clash, until one says that it goes first', () => {
  const a = rule('a', { when: 'asksForHuman', ...person() });
  const b = rule('b', { when: 'paused', ...person({ team: 'press' }) });
  expect(kinds(a, b)).toEqual(['clash rules/a.yaml']);
  for (const over of ['all', ['b']] as const) expect(kinds({ ...a, over: over === 'all' ? over : [...over] }, b)).toEqual([]);
  expect(kinds(a, { ...b, over: 'none' })).toEqual([]);
  expect(kinds({ ...a, over: 'all' }, { ...b, over: 'all' })).toEqual(['clash rules/a.yaml']);
});

test('a level that an area cannot have, and an area that a topic is not in, are no clash', () => {
  const shadow = rule('shadow', { when: 'autonomy == "shadow"', ...person() });
  expect(kinds(rule('a', { when: 'area == "privacy"', ...person({ team: 'x' }) }), shadow)).toEqual([]);
  expect(kinds(rule('a', { when: 'area == "refunds"', ...person({ team: 'x' }) }), shadow)).toHaveLength(1);
  const press = rule('press', { when: 'topic.id == "press"', ...person() });
  expect(kinds(rule('a', { when: 'area == "privacy"', ...person({ team: 'x' }) }), press)).toEqual([]);
});

test('a rule behind a stricter or more urgent one never decides', () => {
  const stop = rule('stop', { when: 'asksForHuman', ...person() });
  expect(kinds(rule('a', { when: 'asksForHuman && paused' }), stop)).toEqual(['unreachable rules/a.yaml']);
  expect(kinds(rule('a', { when: 'asksForHuman || paused' }), stop)).toEqual([]);
  expect(kinds(rule('a', { when: 'asksForHuman && paused', ...person({ priority: 4, team: 'x' }) }), stop)).toEqual([
    'unreachable rules/a.yaml',
  ]);
});

test('what one draft cannot be is not asked for: an order and an article', () => {
  const article = rule('article', { moment: 'before-send', when: '!order.needed', ...person() });
  expect(kinds(article, rule('order', { moment: 'before-send', when: 'order.status == "exhausted"', ...person({ team: 'x' }) }))).toEqual(
    [],
  );
});

test('an expression with an area nobody reads the matrix for is not refused', () => {
  const { rules } = readRules([rule('a', { when: 'area == "anything"' })]);
  expect(rules.flatMap((one) => expressionProblems(one, { ...names, areas: null }))).toEqual([]);
});
