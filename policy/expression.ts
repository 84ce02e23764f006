import { type ASTNode, Environment, ParseError, TypeError as TypeFault } from '@marcbachmann/cel-js';
import { z } from 'zod';
import { type ExpressionFault, hazardsOf } from './hazards.ts';
import { factsSchema } from './schema.ts';

export type { ExpressionFault } from './hazards.ts';

/** Rules are a few lines long. Whatever is larger is a mistake, and would cost every message. */
const limits = { maxAstNodes: 250, maxDepth: 32, maxListElements: 64, maxMapEntries: 0, maxCallArguments: 4 };

/** CEL knows maps by their declared fields only, so that a misspelt fact is an error when a release is built. */
export function environment(): Environment {
  const env = new Environment({ limits });
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
export function toCel(value: object, schema: z.ZodObject = factsSchema): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(schema.shape).map(([key, inner]) => {
      const part: unknown = Reflect.get(value, key);
      const plain = inner instanceof z.ZodDefault ? inner.unwrap() : inner;
      if (plain instanceof z.ZodObject && typeof part === 'object' && part !== null) return [key, toCel(part, plain)];
      return [key, typeof part === 'number' && plain instanceof z.ZodNumber && plain.isInt ? BigInt(part) : part];
    }),
  );
}

export interface Expression {
  ast: ASTNode;
  /** Takes the facts as CEL sees them (`toCel`), made once for all rules. */
  holds: (facts: Record<string, unknown>) => boolean;
}

export type ReadExpression = { ok: true; expression: Expression } | { ok: false; faults: ExpressionFault[] };

/** Parses and type-checks an expression, and refuses what could throw or run long. Every fault there is, not only the first. */
export function readExpression(env: Environment, text: string): ReadExpression {
  try {
    const parsed = env.parse(text);
    const hazards = hazardsOf(parsed.ast);
    const checked = parsed.check();
    const wrong = checked.valid ? [] : [typeFault(checked.error)];
    const faults = [...wrong, ...hazards.filter(({ at }) => at !== wrong[0]?.at)];
    if (checked.valid && checked.type !== 'bool') {
      const message = `the expression is ${checked.type}, not true or false`;
      faults.unshift({ kind: 'not-boolean', message, remedy: 'compare it with something', at: 0 });
    }
    if (faults.length > 0) return { ok: false, faults };
    return { ok: true, expression: { ast: parsed.ast, holds: (facts) => parsed(facts) === true } };
  } catch (error) {
    return { ok: false, faults: [syntaxFault(error)] };
  }
}

function syntaxFault(error: unknown): ExpressionFault {
  const { code, summary, at } = detailOf(error);
  if (code === 'limit_exceeded') {
    const remedy = `keep it below ${limits.maxAstNodes} terms, ${limits.maxDepth} levels and ${limits.maxListElements} entries a list, or write two rules`;
    return { kind: 'loops', message: `the expression is too large (${summary})`, remedy, at };
  }
  return { kind: 'syntax', message: `this is no CEL: ${summary}`, remedy: 'see "Write a rule" in policy/README.md', at };
}

function typeFault(error: unknown): ExpressionFault {
  const { code, summary, at } = detailOf(error);
  if (code === 'unknown_variable' || code === 'no_such_key')
    return {
      kind: 'unknown-fact',
      message: `there is no such fact: ${summary}`,
      remedy: 'use a name of factsSchema in policy/schema.ts',
      at,
    };
  return { kind: 'type', message: summary, remedy: 'compare values of one type only: "text", 1, 0.5, true', at };
}

function detailOf(error: unknown): { code: string; summary: string; at: number } {
  const known = error instanceof ParseError || error instanceof TypeFault;
  if (known) return { code: error.code, summary: error.summary, at: error.range?.start ?? 0 };
  return { code: '', summary: error instanceof Error ? (error.message.split('\n')[0] ?? '') : 'cannot be read', at: 0 };
}

/** The parts of `a && b && c`, each as a node of its own, in the order in which they are written. */
export const partsOf = (ast: ASTNode): ASTNode[] => (ast.op === '&&' ? ast.args.flatMap(partsOf) : [ast]);
