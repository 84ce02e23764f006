import { type ASTNode, type Environment, serialize } from '@marcbachmann/cel-js';
import { ordinary } from '../case.ts';
import { toCel } from '../expression.ts';
import type { Value } from './domains.ts';
import { mentionsOf } from './facts.ts';

/** Something that has to be so. */
export interface Constraint {
  facts: readonly string[];
  holds: (facts: Record<string, unknown>) => boolean;
}

/** The same part is compared with many rules, and compiled once. */
const compiled = new WeakMap<ASTNode, ReturnType<Environment['parse']>>();

/** One part of an expression as a constraint of its own; `negated`: it must not be so. */
export function constraint(env: Environment, ast: ASTNode, negated = false): Constraint {
  const parsed = compiled.get(ast) ?? env.parse(serialize(ast));
  compiled.set(ast, parsed);
  return { facts: [...mentionsOf(ast).facts], holds: (facts) => (parsed(facts) === true) !== negated };
}

export type Found = { kind: 'found'; facts: Record<string, unknown> } | { kind: 'none' } | { kind: 'unknown' };

/** Beyond as many tries nothing is said about an expression: no policy stops because it is complicated. */
const mostTries = 200_000;

/**
 * Looks for facts for which all constraints hold: facts are set one by one, and each constraint is asked as soon as all of
 * its facts are there, so that whole branches fall away.
 */
export function satisfy(constraints: readonly Constraint[], domain: (fact: string) => readonly Value[]): Found {
  // Narrow constraints first, because they cut the most.
  const ordered = [...constraints].sort((a, b) => a.facts.length - b.facts.length);
  const facts = [...new Set(ordered.flatMap((one) => one.facts))];
  const due = facts.map((_, i) =>
    ordered.filter((one) => one.facts.length > 0 && Math.max(...one.facts.map((fact) => facts.indexOf(fact))) === i),
  );
  const seen = structuredClone(toCel(ordinary));
  if (!ordered.filter((one) => one.facts.length === 0).every((one) => one.holds(seen))) return { kind: 'none' };
  let tries = 0;
  const search = (i: number): boolean => {
    const fact = facts[i];
    if (fact === undefined) return true;
    for (const value of domain(fact)) {
      tries += 1;
      if (tries > mostTries) return false;
      put(seen, fact, value);
      if (due[i]?.every((one) => one.holds(seen)) && search(i + 1)) return true;
    }
    return false;
  };
  if (search(0)) return { kind: 'found', facts: Object.fromEntries(facts.map((fact) => [fact, factIn(seen, fact)])) };
  return { kind: tries > mostTries ? 'unknown' : 'none' };
}

function put(facts: Record<string, unknown>, name: string, value: Value): void {
  const [first = '', second] = name.split('.');
  const holder = second === undefined ? facts : facts[first];
  if (typeof holder === 'object' && holder !== null) Reflect.set(holder, second ?? first, value);
}

export function factIn(facts: Record<string, unknown>, name: string): unknown {
  return name
    .split('.')
    .reduce<unknown>((value, key) => (typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined), facts);
}
