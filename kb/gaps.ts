import { type Block, spansText } from './blocks.ts';

/**
 * Places where an export dropped a variable, an include or the words of a link, and a sentence stands there without:
 * "Go to  and sign in", "Sign in at .". Nobody sees that among two hundred pages, and every customer does.
 */
export function gapsIn(text: string): string[] {
  return withoutCode(text)
    .split('\n')
    .filter((line) => !/^\s*\|/.test(line))
    .flatMap((line) => [...line.matchAll(GAP)].map(({ index, 0: gap }) => around(line, index, gap.length)));
}

const GAP = /(?<=[\p{L}\p{N},]) {2}(?=\p{L})|(?<=[\p{L}\p{N}]) +(?=\.(?:\s|$))/gu;
const withoutCode = (text: string) => text.replace(/^[ \t]*(```|~~~)[\s\S]*?(?:^[ \t]*\1|(?![\s\S]))/gm, '');

function around(line: string, at: number, length: number): string {
  const before = line.slice(Math.max(0, at - 30), at).replace(/^.*?\s(?=.{20})/, '');
  const rest = line.slice(at + length);
  const after = rest.length > 20 ? rest.slice(0, 20).replace(/(?<=^.{8,})\s\S*$/, '') : rest;
  return `${before}${length > 1 ? '  ' : ' '}${after}`.replace(/^\s*(?:\d+[.)]\s+|[^\p{L}\p{N}]+)/u, '');
}

/** Where a section leads into something that is not there, most often a picture. Sections can be what an introduction leads into. */
export function openEnds(blocks: readonly Block[]): string[] {
  const first = blocks.findIndex((block) => block.type === 'h');
  return blocks.flatMap((block, i) => {
    const next = blocks[i + 1];
    const text = block.type === 'p' ? spansText(block.spans).trim() : '';
    const ends = next === undefined || (next.type === 'h' && first >= 0 && first < i);
    return ends && /[:：]$/.test(text) ? [text.slice(-60).replace(/^\S*\s(?=.{20})/, '')] : [];
  });
}
