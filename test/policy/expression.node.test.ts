import { serialize } from '@marcbachmann/cel-js';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { environment, partsOf, readExpression, toCel } from '../../policy/expression.ts';
import { facts } from './samples.ts';

const env = environment();
const kinds = (text: string) => {
  const read = readExpression(env, text);
  return read.ok ? [] : read.faults.map(({ kind }) => kind);
};

test('names every hazard of an expression, each where it stands', () => {
  const text = '10 / conversation.turns > 2 && order.missing[0] == "email"';
  const read = readExpression(env, text);
  expect(read.ok ? [] : read.faults.map(({ kind, at }) => [kind, text.slice(at, at + 5)])).toEqual([
    ['throws', '10 / '],
    ['throws', 'order'],
  ]);
});

test.each([
  ['conversation.turns / 2 > 1', []],
  ['conversation.turns % 0 == 1', ['throws']],
  ['refund.amount * conversation.turns > 1', ['throws']],
  ['refund.amount * 2 > 100', []],
  ['refund.amount + 9223372036854775807 > 1', ['throws']],
  ['order.missing.exists(m, m == "email") && order.missing.all(m, m != "number")', []],
  ['order.missing.map(m, m + m).size() > 1', ['throws']],
  ['{"a": area}["a"] == "faqs"', ['loops']],
  ['dyn(area) > 1', ['throws']],
  ['timestamp(area) > timestamp("2026-01-01T00:00:00Z")', ['throws', 'throws']],
  [`area in [${'"faqs", '.repeat(80)}"refunds"]`, ['loops']],
])('%s', (text, wanted) => {
  expect(kinds(text)).toEqual(wanted);
});

/* Expressions of any shape over the facts, right and wrong ones. */
const { atom } = fc.letrec<{ atom: string }>((tie) => ({
  atom: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom('asksForHuman', 'sentiment.negative', 'paused', '!guard.passed', 'order.missing[0] == "email"', 'false'),
    fc
      .tuple(
        fc.constantFrom('area', 'topic.id', 'order.reference'),
        fc.constantFrom('==', '!=', '<', '>='),
        fc.constantFrom('"faqs"', '""', 'language'),
      )
      .map((all) => all.join(' ')),
    fc
      .tuple(
        fc.constantFrom('conversation.turns', 'refund.amount', '3', 'size(area)'),
        fc.constantFrom('/', '%', '+', '*', '-'),
        fc.constantFrom('0', '2', 'conversation.failures'),
      )
      .map((all) => `${all.join(' ')} > 1`),
    fc.constantFrom(
      'order.missing.exists(m, m == area)',
      'order.missing.all(a, order.missing.all(b, a == b))',
      'area.matches("(a+)+$")',
      'int(area) > 1',
      'area.startsWith("f")',
    ),
    fc.tuple(tie('atom'), fc.constantFrom('&&', '||'), tie('atom')).map(([a, op, b]) => `(${a}) ${op} (${b})`),
  ),
}));
const anyFacts = fc
  .record({ turns: fc.nat(), area: fc.string(), missing: fc.subarray<'number' | 'email'>(['number', 'email']), asksForHuman: fc.boolean() })
  .map(({ turns, missing, ...rest }) => facts({ ...rest, conversation: { turns }, order: { missing } }));

test('what is accepted never throws, whatever the facts are', () => {
  fc.assert(
    fc.property(atom, anyFacts, (text, now) => {
      const read = readExpression(env, text);
      if (read.ok) expect(typeof read.expression.holds(toCel(now))).toBe('boolean');
    }),
    { numRuns: 1_000 },
  );
});

test('the parts of an expression are together what it says', () => {
  fc.assert(
    fc.property(atom, atom, anyFacts, (a, b, now) => {
      const read = readExpression(env, `(${a}) && (${b})`);
      if (!read.ok) return;
      const seen = toCel(now);
      const parts = partsOf(read.expression.ast).map((part) => env.parse(serialize(part))(seen) === true);
      expect(parts.every(Boolean)).toBe(read.expression.holds(seen));
    }),
  );
});
