import { LIMITS } from './limits.ts';
import type { Row } from './rows.ts';
import type { ImportProblem, SourceFile } from './source.ts';

/** One JSON object a line. A bad line does not hide the others. */
export function jsonRows(file: SourceFile, problems: ImportProblem[]): Row[] {
  const say = (line: number, message: string) => void problems.push({ file: file.name, line, message });
  const lines = file.text.split('\n');
  const first = lines.findIndex((line) => line.trim() !== '');
  if (/^\s*(?:\[|\{\s*$)/.test(lines[first] ?? '')) {
    say(first + 1, 'is JSON, but not one object a line; write each object on a line of its own, without the list around them.');
    return [];
  }
  const rows: Row[] = [];
  for (const [i, text] of lines.entries()) {
    if (text.trim() === '') continue;
    // One more than there may be is enough to refuse them all.
    if (rows.length > LIMITS.articles) break;
    try {
      const row: unknown = JSON.parse(text);
      const twice = repeatedKey(text);
      if (twice === null) rows.push({ line: i + 1, row });
      else say(i + 1, `has "${twice}" twice; keep one of them.`);
    } catch {
      say(i + 1, reasonOf(text));
    }
  }
  return rows;
}

function reasonOf(line: string): string {
  if (/,\s*$/.test(line)) return 'ends in a comma; take it away.';
  if (/,\s*\}\s*$/.test(line)) return 'has a comma before its last }; take it away.';
  return 'is not JSON; write one object a line.';
}

/** Of two values with one name the parser keeps the last, which may be the wrong answer. */
function repeatedKey(line: string): string | null {
  const keys = new Set<string>();
  let depth = 0;
  for (const { 0: token, index } of line.matchAll(/"[^"\\]*(?:\\.[^"\\]*)*"|[{}[\]]/g)) {
    if (token === '{' || token === '[') depth++;
    else if (token === '}' || token === ']') depth--;
    else if (depth === 1 && /^\s*:/.test(line.slice(index + token.length, index + token.length + 9))) {
      if (keys.has(token)) return token.slice(1, -1);
      keys.add(token);
    }
  }
  return null;
}
