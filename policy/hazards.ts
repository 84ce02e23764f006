import type { ASTNode } from '@marcbachmann/cel-js';

/** Something in an expression that is not allowed, with the place in its text. */
export interface ExpressionFault {
  kind: 'syntax' | 'type' | 'unknown-fact' | 'not-boolean' | 'throws' | 'loops';
  message: string;
  remedy: string;
  /** Offset in the text of the expression. */
  at: number;
}

/** Parts of a node that are nodes themselves. */
export function childrenOf({ args }: ASTNode): ASTNode[] {
  const isNode = (value: unknown): value is ASTNode => typeof value === 'object' && value !== null && 'op' in value && 'range' in value;
  const within = (value: unknown): ASTNode[] => (Array.isArray(value) ? value.flatMap(within) : isNode(value) ? [value] : []);
  return within(args);
}

/** Functions that give a value for every input, and quickly. All others are refused, so a new one is refused until it is looked at. */
const harmless = ['size', 'startsWith', 'endsWith', 'contains', 'lowerAscii', 'upperAscii', 'trim'];
/** They look at each element of a list. Two inside each other look at each pair, three at each triple. */
const loops = ['all', 'exists', 'exists_one'];
/** Counts and amounts stay far from the end of 64 bits when a number of this size is added. */
const mostAdded = 1_000_000_000;

/** Everything in a parsed expression that could throw or run long, whatever the facts are. */
export function hazardsOf(ast: ASTNode, looping = false): ExpressionFault[] {
  const { op, range } = ast;
  const fault = (kind: 'throws' | 'loops', message: string, remedy: string): ExpressionFault => ({
    kind,
    message,
    remedy,
    at: range.start,
  });
  const found: ExpressionFault[] = [];
  let loop = false;
  if (op === '[]' || op === '[?]') {
    const remedy = 'ask with "in", or with exists(), whether a value is there';
    found.push(fault('throws', 'an index outside the list, or a key that is not there, cannot be read', remedy));
  }
  if (op === '/' || op === '%') {
    const by = ast.args[1];
    const safe = by.op === 'value' && (typeof by.args === 'bigint' || typeof by.args === 'number') && Number(by.args) !== 0;
    if (!safe)
      found.push(fault('throws', `"${op}" fails when it divides by zero`, 'divide by a number that is not 0, or multiply the other side'));
  }
  if (op === '*' || op === '+' || op === '-') {
    const numbers = ast.args.filter((side) => side.op === 'value').map((side) => Math.abs(Number(side.args)));
    if (op === '*' && numbers.length === 0)
      found.push(fault('throws', 'two facts multiplied may not fit into a number', 'compare them with each other'));
    if (numbers.some((value) => value > mostAdded))
      found.push(fault('throws', 'the number is so large that the sum may not fit', 'use a smaller one'));
  }
  if (op === 'value' && (ast.args === null || typeof ast.args === 'object'))
    found.push(
      fault('throws', 'no fact is null or bytes, so nothing can be compared with it', 'compare with "" or with a value of the fact'),
    );
  if (op === 'map') found.push(fault('throws', 'a key that is not in the map cannot be read', 'write the comparisons one by one'));
  if (op === 'call' || op === 'rcall') {
    const name = ast.args[0];
    loop = loops.includes(name);
    if (loop && looping)
      found.push(
        fault('loops', `${name}() inside another one looks at every pair of the list`, 'write them beside each other, joined by &&'),
      );
    if (name === 'matches')
      found.push(
        fault(
          'loops',
          'a regular expression can take very long on some texts',
          'use contains() or startsWith(), or write a topic and ask topic.id',
        ),
      );
    else if (!loop && !harmless.includes(name))
      found.push(
        fault('throws', `${name}() fails on some values or is not known to be quick`, `use one of ${[...harmless, ...loops].join(', ')}`),
      );
  }
  return [...found, ...childrenOf(ast).flatMap((child) => hazardsOf(child, looping || loop))];
}
