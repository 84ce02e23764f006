import fc from 'fast-check';
import { expect, test } from 'vitest';
import { constraint, factIn, satisfy } from '../../../policy/check/satisfy.ts';
import { environment, partsOf } from '../../../policy/expression.ts';

const env = environment();
const domains: Record<string, readonly (string | boolean | bigint)[]> = {
  asksForHuman: [false, true],
  paused: [false, true],
  area: ['faqs', 'refunds'],
  'conversation.turns': [0n, 1n, 2n],
};
const domain = (fact: string) => domains[fact] ?? [];
const solve = (text: string) =>
  satisfy(
    partsOf(env.parse(text).ast).map((part) => constraint(env, part)),
    domain,
  );

test('finds facts for which everything holds, or that there are none', () => {
  expect(solve('asksForHuman && area == "refunds" && conversation.turns > 1')).toEqual({
    kind: 'found',
    facts: { asksForHuman: true, area: 'refunds', 'conversation.turns': 2n },
  });
  expect(solve('area == "faqs" && area == "refunds"')).toEqual({ kind: 'none' });
  expect(solve('true')).toEqual({ kind: 'found', facts: {} });
  expect(solve('paused && false')).toEqual({ kind: 'none' });
});

test('says nothing about what would take too long', () => {
  const many = Array.from({ length: 1_000 }, (_, i) => BigInt(i));
  const hard = constraint(env, env.parse('conversation.turns == 5000 || conversation.failures == 5000').ast);
  expect(satisfy([hard], () => many)).toEqual({ kind: 'unknown' });
});

test('agrees with trying everything', () => {
  const part = fc.constantFrom(
    'asksForHuman',
    '!asksForHuman',
    'paused || asksForHuman',
    'area == "faqs"',
    'area != "faqs"',
    'conversation.turns > 1',
    'conversation.turns == 0 || paused',
  );
  const names = Object.keys(domains);
  fc.assert(
    fc.property(fc.array(part, { minLength: 1, maxLength: 5 }), (parts) => {
      const parsed = parts.map((text) => env.parse(text));
      const points = names.reduce<Record<string, unknown>[]>(
        (all, name) => all.flatMap((one) => domain(name).map((value) => ({ ...one, [name]: value }))),
        [{}],
      );
      const possible = points.some((point) => {
        const seen = {
          asksForHuman: point.asksForHuman,
          paused: point.paused,
          area: point.area,
          conversation: { turns: point['conversation.turns'] },
        };
        return parsed.every((one) => one(seen) === true);
      });
      const found = satisfy(
        parsed.map(({ ast }) => constraint(env, ast)),
        domain,
      );
      expect(found.kind).toBe(possible ? 'found' : 'none');
    }),
  );
});

test('reads a fact by its name', () => {
  expect(factIn({ order: { needed: true } }, 'order.needed')).toBe(true);
  expect(factIn({}, 'order.needed')).toBeUndefined();
});
