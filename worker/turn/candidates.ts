import { beginningsOf } from './beginnings.ts';
import { isLetter } from './letters.ts';

/** As it is written, in small letters, and made ready to run. */
export interface Pattern {
  small: string;
  pattern: RegExp;
}

/** Of many patterns those that may match a text. What it leaves out does not match. */
export type Candidates = (text: string) => ReadonlySet<RegExp>;

/**
 * Nearly every pattern begins at the start of a word, and few words of a message begin one: a tree of their first letters tells which in a
 * fraction of the time that trying all of them takes, and what is not tried need not be compiled either.
 */
export function candidatesOf(patterns: readonly Pattern[]): Candidates {
  const always: RegExp[] = [];
  /** From a node and a letter to a node; node 0 is the root. */
  const next = new Map<number, number>();
  const ends: RegExp[][] = [[]];
  const edge = (node: number, code: number) => node * 65_536 + code;

  for (const { small, pattern } of patterns) {
    const beginnings = beginningsOf(small);
    if (beginnings === null) always.push(pattern);
    for (const beginning of beginnings ?? []) {
      let node = 0;
      for (let i = 0; i < beginning.length; i++) {
        const at = edge(node, beginning.charCodeAt(i));
        node = next.get(at) ?? ends.push([]) - 1;
        next.set(at, node);
      }
      ends[node]?.push(pattern);
    }
  }

  return (text) => {
    const found = new Set(always);
    for (let start = 0; start < text.length; start++) {
      if (start > 0 && isLetter(text.charCodeAt(start - 1))) continue;
      let node: number | undefined = 0;
      for (let i = start; i < text.length; i++) {
        node = next.get(edge(node, text.charCodeAt(i)));
        if (node === undefined) break;
        for (const pattern of ends[node] ?? []) found.add(pattern);
      }
    }
    return found;
  };
}
