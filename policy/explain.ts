import { serialize } from '@marcbachmann/cel-js';
import { ordinary } from './case.ts';
import { mentionsOf } from './check/facts.ts';
import { factIn } from './check/satisfy.ts';
import { hasLapsed, isOver } from './evaluate.ts';
import { environment, partsOf, readExpression, toCel } from './expression.ts';
import { type Facts, type Moment, momentSchema, outcomes, type Rule } from './schema.ts';

/** What a rule said to the facts of a turn. */
export interface RuleVerdict {
  rule: Rule;
  verdict: 'decides' | 'matched' | 'no' | 'lapsed' | 'not-asked' | 'failed';
  /** Parts of its `when` that are not so, each with the facts that it reads. */
  missing: { part: string; facts: Record<string, unknown> }[];
}

/** The parts of a turn's record that say why it was decided. */
export interface Decided {
  facts: Facts;
  at: string;
  ruleIds: readonly string[];
  matched: readonly { ruleId: string; moment: Moment }[];
}

/** Facts as they were before anything was looked up: what later stages found is taken back. */
export const beforeDraft = (facts: Facts): Facts => ({
  ...facts,
  order: { ...facts.order, verified: false, status: 'none', missing: [], overdue: false },
  knowledge: { ...ordinary.knowledge, ...pick(facts.knowledge, ['threshold', 'evidence', 'locales']) },
  guard: ordinary.guard,
  refund: { ...ordinary.refund, requested: facts.refund.requested },
});

const pick = <T extends object, K extends keyof T>(from: T, keys: readonly K[]): Pick<T, K> =>
  Object.fromEntries(keys.map((key) => [key, from[key]])) as Pick<T, K>;

/** Every rule's verdict at its moment, in the order in which the moments come. */
export function verdictsOf(rules: readonly Rule[], { facts, at, ruleIds, matched }: Decided): RuleVerdict[] {
  const env = environment();
  const drafted = facts.guard.checked;
  return momentSchema.options.flatMap((moment) => {
    const seen = toCel(moment === 'before-draft' ? beforeDraft(facts) : facts);
    return rules
      .filter((rule) => rule.moment === moment)
      .map((rule): RuleVerdict => {
        if (moment === 'before-send' && !drafted) return { rule, verdict: 'not-asked', missing: [] };
        if (ruleIds[0] === rule.id) return { rule, verdict: 'decides', missing: [] };
        if (matched.some(({ ruleId }) => ruleId === rule.id)) return { rule, verdict: 'matched', missing: [] };
        const read = readExpression(env, rule.when);
        if (!read.ok) return { rule, verdict: 'failed', missing: [] };
        if (hasLapsed(rule, at.slice(0, 10))) return { rule, verdict: 'lapsed', missing: [] };
        const missing = partsOf(read.expression.ast).flatMap((ast) => {
          const part = serialize(ast);
          const names = [...mentionsOf(ast).facts];
          return env.parse(part)(seen) === true
            ? []
            : [{ part, facts: Object.fromEntries(names.map((name) => [name, factIn(seen, name)])) }];
        });
        return { rule, verdict: missing.length > 0 ? 'no' : 'matched', missing };
      });
  });
}

/** Why the deciding rule goes before the others that matched at its moment. */
export function reasonsToWin(winner: Rule, others: readonly Rule[]): string[] {
  const strictness = ({ then }: Rule) => outcomes.indexOf(then.outcome);
  const priority = ({ then }: Rule) => then.priority ?? 3;
  return others.map((other) => {
    if (strictness(winner) < strictness(other)) return `${other.id}: ${winner.then.outcome} is stricter than ${other.then.outcome}`;
    if (priority(winner) < priority(other)) return `${other.id}: priority ${priority(winner)} is more urgent than ${priority(other)}`;
    return `${other.id}: ${isOver(winner, other) ? 'a rule says which goes first ("over")' : 'same words and team, so the name decides'}`;
  });
}

/** Facts by name, and whether each is what it is when nothing special is going on. */
export function factsOf(facts: Facts): { name: string; value: unknown; usual: boolean }[] {
  const flat = (value: object, prefix: string): [string, unknown][] =>
    Object.entries(value).flatMap(([key, part]: [string, unknown]) =>
      typeof part === 'object' && part !== null && !Array.isArray(part) ? flat(part, `${prefix}${key}.`) : [[`${prefix}${key}`, part]],
    );
  const neutral = new Map(flat(ordinary, '').map(([name, value]) => [name, JSON.stringify(value)]));
  return flat(facts, '').map(([name, value]) => ({ name, value, usual: neutral.get(name) === JSON.stringify(value) }));
}
