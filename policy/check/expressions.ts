import type { ASTNode, Environment } from '@marcbachmann/cel-js';
import { environment, partsOf, readExpression } from '../expression.ts';
import type { Rule } from '../schema.ts';
import { domainOf } from './domains.ts';
import { closedSet, type Mentions, mentionsOf, type Names } from './facts.ts';
import { invariantsFor } from './invariants.ts';
import { listed, type Problem } from './problem.ts';
import { type Constraint, constraint, type Found, satisfy } from './satisfy.ts';

/** A rule with its expression, ready to be compared with others. */
export interface ReadRule {
  rule: Rule;
  env: Environment;
  ast: ASTNode;
  mentions: Mentions;
  /** The rule matches if each of them holds. */
  parts: Constraint[];
  /** Holds if the rule does not match. */
  not: Constraint;
}

export interface ReadRules {
  rules: ReadRule[];
  problems: Problem[];
}

export const fileOf = ({ id }: Rule): string => `rules/${id}.yaml`;

/** Reads every expression. Those with a fault are named and left out of all that follows. */
export function readRules(rules: readonly Rule[]): ReadRules {
  const env = environment();
  const problems: Problem[] = [];
  const ready = rules.flatMap((rule): ReadRule[] => {
    const read = readExpression(env, rule.when);
    if (!read.ok) {
      for (const { kind, message, remedy, at } of read.faults)
        problems.push({ kind, file: fileOf(rule), path: ['when'], at, message, remedy });
      return [];
    }
    const { ast } = read.expression;
    const parts = partsOf(ast).map((part) => constraint(env, part));
    return [{ rule, env, ast, mentions: mentionsOf(ast), parts, not: constraint(env, ast, true) }];
  });
  return { rules: ready, problems };
}

/** Facts for which all of it holds at the moment of these rules. */
export function search(rules: readonly ReadRule[], constraints: readonly Constraint[], names: Names): Found {
  const [first] = rules;
  if (!first) return { kind: 'unknown' };
  const { env, rule } = first;
  const asts = rules.map(({ ast }) => ast);
  const given = invariantsFor(env, rule.moment, mentionsOf(...asts).facts);
  const mentions = mentionsOf(...asts, ...given);
  const known = new Map<string, ReturnType<typeof domainOf>>();
  return satisfy([...constraints, ...given.map((ast) => constraint(env, ast))], (fact) => {
    const values = known.get(fact) ?? domainOf(fact, rule.moment, mentions, names);
    known.set(fact, values);
    return values;
  });
}

/** What a single expression cannot mean: values that no fact has, rules that never match, and those that always do. */
export function expressionProblems(one: ReadRule, names: Names): Problem[] {
  const file = fileOf(one.rule);
  const unknown = one.mentions.compared.flatMap(({ fact, text, node }): Problem[] => {
    const closed = closedSet(fact, names);
    if (closed === null || closed.includes(text)) return [];
    return [
      {
        kind: 'unknown-value',
        file,
        path: ['when'],
        at: node.range.start,
        message: `${fact} is never "${text}"`,
        remedy: `use ${listed(closed)}`,
      },
    ];
  });
  // A value that is not there makes a rule impossible; to say so once is enough.
  if (unknown.length > 0) return unknown;
  if (search([one], one.parts, names).kind === 'none') {
    const early = one.rule.moment === 'before-draft' ? ', and that facts of the draft are asked before-send' : '';
    return [
      {
        kind: 'never-true',
        file,
        path: ['when'],
        at: 0,
        message: 'this can never be true, so the rule never matches',
        remedy: `look for parts that contradict each other${early}, or delete the rule`,
      },
    ];
  }
  if (search([one], [one.not], names).kind !== 'none') return [];
  const remedy = 'say when it should not match, or delete the rule and write what it stands for';
  return [{ kind: 'always-true', file, path: ['when'], at: 0, message: 'this is always true, so the rule matches every message', remedy }];
}
