import type { ASTNode } from '@marcbachmann/cel-js';
import { z } from 'zod';
import { ceilingOf } from '../autonomy.ts';
import { childrenOf } from '../hazards.ts';
import { autonomySchema, factsSchema, type Matrix, type Topic } from '../schema.ts';

/** What the names of a policy are: some facts take no other values. */
export interface Names {
  /** Null where they are not known. */
  areas: readonly string[] | null;
  topics: readonly string[];
  /** Topics of the kind `safety`. */
  dangers: readonly string[];
  /** Levels that an area can be on, by area. */
  levels: ReadonlyMap<string, readonly string[]>;
  /** Areas that a message of a topic can be in, by topic. */
  areasOf: ReadonlyMap<string, readonly string[]>;
}

/** Both come before the area of a topic: worker/turn/triage.ts, worker/turn/refund/asked.ts. */
const first = ['safety', 'refunds'];

export function namesOf(matrix: Matrix | null, topics: readonly Topic[], unread: readonly string[] = []): Names {
  const levels = autonomySchema.options;
  return {
    areas: matrix?.areas.map(({ id }) => id) ?? null,
    topics: [...topics.map(({ id }) => id), ...unread],
    dangers: [...topics.filter(({ kind }) => kind === 'safety').map(({ id }) => id), ...unread],
    levels: new Map(matrix?.areas.map((area) => [area.id, levels.slice(0, levels.indexOf(ceilingOf(area)) + 1)])),
    areasOf: new Map(topics.flatMap(({ id, kind, area }) => (kind === 'topic' && area ? [[id, [area, ...first]]] : []))),
  };
}

/** Every fact by its name as rules write it ("order.needed"), with its schema. */
export const factNames: ReadonlyMap<string, z.core.$ZodType> = (() => {
  const found = new Map<string, z.core.$ZodType>();
  const walk = (prefix: string, schema: z.core.$ZodType): void => {
    if (schema instanceof z.ZodDefault) walk(prefix, schema.unwrap());
    else if (schema instanceof z.ZodObject)
      for (const [key, part] of Object.entries(schema.shape)) walk(prefix ? `${prefix}.${key}` : key, part);
    else found.set(prefix, schema);
  };
  walk('', factsSchema);
  return found;
})();

/** Every text that a fact can be; null where it can be any. Lists: every text that can be in it. */
export function closedSet(fact: string, names: Names): readonly string[] | null {
  if (fact === 'area') return names.areas;
  if (fact === 'topic.id') return ['', ...names.topics, 'safety'];
  if (fact === 'safety.kind') return ['', ...names.dangers, 'safety'];
  return textsOf(factNames.get(fact));
}

function textsOf(schema: z.core.$ZodType | undefined): readonly string[] | null {
  if (schema instanceof z.ZodDefault) return textsOf(schema.unwrap());
  if (schema instanceof z.ZodEnum) return schema.options.map(String);
  if (schema instanceof z.ZodLiteral) return [...schema.values].map(String);
  if (schema instanceof z.ZodArray) return textsOf(schema.element);
  if (!(schema instanceof z.ZodUnion)) return null;
  const parts = schema.options.map(textsOf);
  return parts.some((part) => part === null) ? null : parts.flatMap((part) => part ?? []);
}

/** The fact that a node reads; null for anything else. */
export function factOf(node: ASTNode): string | null {
  if (node.op === 'id') return factNames.has(node.args) ? node.args : null;
  if (node.op !== '.' || node.args[0].op !== 'id') return null;
  const name = `${node.args[0].args}.${node.args[1]}`;
  return factNames.has(name) ? name : null;
}

/** A text that an expression compares a fact with. */
export interface Compared {
  fact: string;
  text: string;
  node: ASTNode;
}

const textOf = (node: ASTNode | undefined): string | null => (node?.op === 'value' && typeof node.args === 'string' ? node.args : null);

/** Facts, the texts and numbers they are compared with, and those used in another way than by comparing. */
export interface Mentions {
  facts: Set<string>;
  compared: Compared[];
  numbers: number[];
  /** Facts that are looked into: `startsWith`, `size`. What counts is more than which of the named texts it is. */
  opened: Set<string>;
}

export function mentionsOf(...asts: ASTNode[]): Mentions {
  const found: Mentions = { facts: new Set(), compared: [], numbers: [], opened: new Set() };
  for (const ast of asts) visit(ast, found, false);
  return found;
}

function visit(node: ASTNode, found: Mentions, comparing: boolean): void {
  const fact = factOf(node);
  if (fact !== null) {
    found.facts.add(fact);
    if (!comparing) found.opened.add(fact);
    return;
  }
  if (node.op === 'value' && (typeof node.args === 'bigint' || typeof node.args === 'number')) found.numbers.push(Number(node.args));
  const compares = node.op === '==' || node.op === '!=' || node.op === 'in';
  if (compares) {
    const [left, right] = node.args;
    const texts = [left, ...(right.op === 'list' ? right.args : [right])];
    const name = factOf(left) ?? factOf(right);
    for (const one of name === null ? [] : texts) {
      const text = textOf(one);
      if (name !== null && text !== null) found.compared.push({ fact: name, text, node: one });
    }
  }
  for (const child of childrenOf(node)) visit(child, found, compares && textual(node, child));
}

/** A fact beside a literal or a list of them, not beside another fact. */
function textual(parent: ASTNode, child: ASTNode): boolean {
  return childrenOf(parent).every((other) => other === child || other.op === 'value' || other.op === 'list');
}
