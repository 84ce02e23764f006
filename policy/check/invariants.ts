import type { ASTNode, Environment } from '@marcbachmann/cel-js';
import type { Moment } from '../schema.ts';
import { mentionsOf } from './facts.ts';

/**
 * What holds of the facts of every draft, because worker/turn/turn.ts drafts one thing only: small talk, an order or an
 * article. Two rules that would need both never meet. test/policy/cases asks these of every case.
 */
export const invariants: Readonly<Record<Moment, readonly string[]>> = {
  'before-draft': [],
  'before-send': [
    'guard.checked',
    'order.status == "none" || order.needed',
    'order.status == "none" || smalltalk == ""',
    'order.status == "none" || !knowledge.found',
    'order.status == "none" || !knowledge.chosen',
    'order.status == "none" || knowledge.near == 0',
    'order.status == "verified" || !order.overdue',
    'order.status == "verified" || refund.eligible == ""',
    'smalltalk == "" || !knowledge.found',
    '!knowledge.stale || knowledge.found',
    '!knowledge.chosen || knowledge.found',
  ],
};

interface Given {
  ast: ASTNode;
  facts: string[];
}
/** Parsed once for all rules that are compared. */
const known = new WeakMap<Environment, Map<Moment, Given[]>>();

/** Those that speak of nothing but these facts, as expressions. */
export function invariantsFor(env: Environment, moment: Moment, facts: ReadonlySet<string>): ASTNode[] {
  const moments = known.get(env) ?? new Map<Moment, Given[]>();
  known.set(env, moments);
  const all =
    moments.get(moment) ?? invariants[moment].map((text) => env.parse(text).ast).map((ast) => ({ ast, facts: [...mentionsOf(ast).facts] }));
  moments.set(moment, all);
  return all.filter((one) => one.facts.every((fact) => facts.has(fact))).map(({ ast }) => ast);
}
