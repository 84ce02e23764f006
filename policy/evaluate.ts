import { Environment } from '@marcbachmann/cel-js';
import { z } from 'zod';
import { type Facts, factsSchema, type Moment, type OutcomeKind, outcomes, type Reason, type Rule } from './schema.ts';

/** What a set of matching rules decides. */
export interface Decision {
  outcome: OutcomeKind;
  /** Rules that produced the outcome, most urgent first. Empty when none matched. */
  ruleIds: string[];
  /** Every rule that matched, whatever it wanted. */
  matched: { ruleId: string; moment: Moment; outcome: OutcomeKind }[];
  reason: Reason | null;
  priority: number;
  team: string;
  /** Key of the approved wording, where the rule names one. */
  say: string | null;
}

export interface CompiledRule {
  rule: Rule;
  /** Takes the facts as CEL sees them (`toCel`), made once for all rules. */
  holds: (facts: Record<string, unknown>) => boolean;
}

/** CEL knows maps by their declared fields only, so that a misspelt fact is an error when a release is built. */
function environment(): Environment {
  const env = new Environment();
  const declare = (name: string, schema: z.core.$ZodType): string => {
    if (schema instanceof z.ZodDefault) return declare(name, schema.unwrap());
    if (schema instanceof z.ZodObject) {
      const type = name.replace(/(^|\.)(\w)/g, (_, __, letter: string) => letter.toUpperCase());
      const fields: Record<string, string> = {};
      for (const [key, value] of Object.entries(schema.shape)) fields[key] = declare(`${name}.${key}`, value);
      env.registerType(type, { fields });
      return type;
    }
    if (schema instanceof z.ZodNumber) return schema.isInt ? 'int' : 'double';
    if (schema instanceof z.ZodBoolean) return 'bool';
    if (schema instanceof z.ZodArray) return 'list<string>';
    return 'string';
  };
  for (const [name, schema] of Object.entries(factsSchema.shape)) env.registerVariable(name, declare(name, schema));
  return env;
}

/** JavaScript has one number type, CEL two: whole-number facts become BigInt. */
function toCel(value: object, schema: z.ZodObject): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(schema.shape).map(([key, inner]) => {
      const part: unknown = Reflect.get(value, key);
      const plain = inner instanceof z.ZodDefault ? inner.unwrap() : inner;
      if (plain instanceof z.ZodObject && typeof part === 'object' && part !== null) return [key, toCel(part, plain)];
      return [key, typeof part === 'number' && plain instanceof z.ZodNumber && plain.isInt ? BigInt(part) : part];
    }),
  );
}

export interface CompileResult {
  rules: CompiledRule[];
  problems: string[];
}

/** Parses and type-checks every expression. `problems` name the rule's file and what is wrong in it. */
export function compileRules(rules: readonly Rule[]): CompileResult {
  const env = environment();
  const problems: string[] = [];
  const compiled: CompiledRule[] = [];
  for (const rule of rules) {
    try {
      const expression = env.parse(rule.when);
      const checked = expression.check();
      if (!checked.valid) throw checked.error ?? new Error('the expression has no valid type');
      if (checked.type !== 'bool') throw new Error(`the expression is ${checked.type}, it must be true or false`);
      compiled.push({ rule, holds: (facts) => expression(facts) === true });
    } catch (error) {
      problems.push(`rules/${rule.id}.yaml: ${error instanceof Error ? error.message.split('\n')[0] : 'cannot be read'}`);
    }
  }
  return { rules: compiled, problems };
}

/**
 * Strictest outcome wins: handoff > decline > clarify > answer (outcomes as values; the first two ideas are those of
 * Cedar: forbid over permit, no match means no). No rule matched: handoff.
 */
export function evaluate(rules: readonly CompiledRule[], moment: Moment, facts: Facts): Decision {
  const seen = toCel(facts, factsSchema);
  const matching = rules.filter(({ rule, holds }) => rule.moment === moment && holds(seen)).map(({ rule }) => rule);
  const matched = matching.map((rule) => ({ ruleId: rule.id, moment, outcome: rule.then.outcome }));
  const outcome = outcomes.find((kind) => matching.some((rule) => rule.then.outcome === kind)) ?? 'handoff';
  const deciding = matching
    .filter((rule) => rule.then.outcome === outcome)
    .sort((a, b) => (a.then.priority ?? 3) - (b.then.priority ?? 3) || (a.id < b.id ? -1 : 1));
  const first = deciding[0];
  return {
    outcome,
    ruleIds: deciding.map((rule) => rule.id),
    matched,
    reason: outcome === 'handoff' ? (first?.then.reason ?? 'low-confidence') : null,
    priority: first?.then.priority ?? 3,
    team: first?.then.team ?? 'care',
    say: first?.then.say ?? null,
  };
}
