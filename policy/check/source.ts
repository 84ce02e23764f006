import { isMap, isNode, isPair, isScalar, isSeq, LineCounter, type Node, parseDocument } from 'yaml';
import type { z } from 'zod';
import type { PlacedProblem, Problem } from './problem.ts';

/** A YAML file that remembers where everything stands in it. */
export interface Source {
  value: unknown;
  /** Line of what is at a path; of the nearest thing around it, where nothing is. */
  line: (path: Problem['path'], at?: number) => number;
  /** The line of the last of these words, each looked for below the one before; 1 if none is there. */
  find: (words: readonly string[]) => number;
  problems: PlacedProblem[];
}

export function readSource(file: string, text: string): Source {
  const lines = new LineCounter();
  const document = parseDocument(text, { schema: 'core', lineCounter: lines });
  // A warning is a value that was not read as written ("!x" is a tag): as bad as an error here.
  const problems = [...document.errors, ...document.warnings].map(({ message, pos: [start] }): PlacedProblem => {
    const said = message.split('\n')[0]?.replace(/ at line \d+, column \d+:?$/, '') ?? '';
    return { kind: 'yaml', file, path: [], line: lines.linePos(start).line, message: `this is no YAML: ${said}`, remedy: remedyFor(said) };
  });
  const line = (path: Problem['path'], at = 0): number => {
    const node = nodeAt(document.contents, path);
    if (!node?.range) return 1;
    return (
      lines.linePos(node.range[0]).line +
      (at > 0 && isScalar(node) ? linesWithin(text.slice(node.range[0], node.range[1]), at) : blockHeader(node))
    );
  };
  const rows = text.split('\n');
  const find = (words: readonly string[]): number =>
    words.reduce((from, word) => {
      const below = rows.findIndex((row, i) => i >= from - 1 && row.includes(word));
      return below === -1 ? from : below + 1;
    }, 1);
  return { value: problems.length > 0 ? null : document.toJS(), line, find, problems };
}

const remedyFor = (said: string): string =>
  /indent|implicit|map|collection/i.test(said)
    ? 'look at the indentation, and quote text that holds ": " or "#"'
    : 'correct the line; quote text that YAML reads as something else';

/** The key of a pair where the path ends in one, so that a problem of a value stands where its name is. */
function nodeAt(root: unknown, path: Problem['path']): Node | null {
  let node: Node | null = isNode(root) ? root : null;
  let named: Node | null = node;
  for (const step of path) {
    const items: readonly unknown[] = isMap(node) || isSeq(node) ? node.items : [];
    const next = isMap(node)
      ? items.find((pair) => isPair(pair) && isScalar(pair.key) && String(pair.key.value) === String(step))
      : items[Number(step)];
    const found = isPair(next) ? (isNode(next.value) ? next.value : next.key) : next;
    if (!isNode(found)) break;
    node = found;
    named = isPair(next) && isNode(next.key) ? next.key : found;
  }
  // A block of its own begins below its name.
  return isMap(node) || isSeq(node) ? named : node;
}

/** The text of `>` and `|` begins on the line after them. */
const blockHeader = (node: Node): number => (isScalar(node) && (node.type === 'BLOCK_FOLDED' || node.type === 'BLOCK_LITERAL') ? 1 : 0);

/** How many lines down an offset of a block's text is: its lines are joined by one character each. */
function linesWithin(raw: string, at: number): number {
  if (!/^[>|]/.test(raw)) return 0;
  const [, ...rows] = raw.split('\n');
  let left = at;
  for (const [i, row] of rows.entries()) {
    // An empty line is folded into the end of the one before.
    if (row.trim() === '') continue;
    left -= row.trim().length + 1;
    if (left < 0) return i + 1;
  }
  return Math.max(1, rows.length - 1);
}

/** What a schema says of a file, each with its line. Null when it does not fit. */
export function validate<T>(schema: z.ZodType<T>, file: string, source: Source): { value: T | null; problems: PlacedProblem[] } {
  const parsed = schema.safeParse(source.value);
  if (parsed.success) return { value: parsed.data, problems: [] };
  return { value: null, problems: parsed.error.issues.flatMap((issue) => placed(issue, file, source)) };
}

function placed(issue: z.core.$ZodIssue, file: string, source: Source): PlacedProblem[] {
  const path = issue.path.map((step) => (typeof step === 'number' ? step : String(step)));
  const where = path.join('.') || 'the file';
  // Of several forms the one that fits best is meant.
  if (issue.code === 'invalid_union' && issue.errors.length > 0) {
    const [closest = []] = [...issue.errors].sort((a, b) => a.length - b.length);
    return closest.flatMap((inner) => placed({ ...inner, path: [...issue.path, ...inner.path] }, file, source));
  }
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      kind: 'schema',
      file,
      path: [...path, key],
      line: source.line([...path, key]),
      message: `${where}: there is no "${key}" here`,
      remedy: 'correct the name, or take it out',
    }));
  }
  const missing = path.length > 0 && valueAt(source.value, path) === undefined;
  const message = missing ? `${where}: is missing` : `${where}: ${issue.message}`;
  const remedy = missing ? 'write it' : issue.code === 'invalid_value' ? 'use one of those' : 'correct the value';
  return [{ kind: 'schema', file, path, line: source.line(path), message, remedy }];
}

function valueAt(value: unknown, path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>((part, step) => (typeof part === 'object' && part !== null ? Reflect.get(part, step) : undefined), value);
}
