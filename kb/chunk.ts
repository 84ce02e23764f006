import { type Block, plainText, spansText } from './blocks.ts';
import { piecesOf } from './pieces.ts';
import type { Article } from './schema.ts';
import { wordCount } from './words.ts';

/** A part of an article that can be read, found and shown by itself. */
export interface Passage {
  /** `<article>#<n>`, counted from 1. */
  id: string;
  articleId: string;
  /** The title and the headings above it, outermost first. */
  path: string[];
  blocks: Block[];
  text: string;
  words: number;
}

/** Lengths in words (kb/words.ts). Only a single item, row or line of code longer than `MAX` makes a longer passage. */
export const PASSAGE = { MIN: 60, TARGET: 120, MAX: 200, WHOLE: 150 } as const;

interface Part {
  path: string[];
  blocks: Block[];
  words: number;
  /** Its heading is a question, so it is an answer of its own, however short. */
  asked: boolean;
}

/** The passages of an article, the same every time. Together they hold all its words, in order. */
export function passagesOf(article: Pick<Article, 'id' | 'title' | 'blocks'>): Passage[] {
  const parts = wordsIn(article.blocks) <= PASSAGE.WHOLE ? [part([article.title], article.blocks)] : merged(sections(article).flatMap(cut));
  return parts.map(({ path, blocks, words }, i) => ({
    id: `${article.id}#${i + 1}`,
    articleId: article.id,
    path,
    blocks,
    text: plainText(blocks),
    words,
  }));
}

const wordsIn = (blocks: readonly Block[]) => wordCount(plainText(blocks));
const part = (path: string[], blocks: Block[], asked = false): Part => ({ path, blocks, words: wordsIn(blocks), asked });
const isHeading = (block: Block | undefined): block is Extract<Block, { type: 'h' }> => block?.type === 'h';

/** One section a heading, which opens it. A heading with nothing below it opens the next section too. */
function sections({ title, blocks }: Pick<Article, 'title' | 'blocks'>): Part[] {
  const found: Part[] = [];
  let above: { level: number; text: string }[] = [];
  let open: Block[] = [];
  const pathOf = () => [title, ...above.map(({ text }) => text).filter((text) => text !== title)];
  let path = pathOf();
  const close = () => {
    const last = open.findLast(isHeading);
    if (open.length > 0) found.push(part(path, open, last !== undefined && /[?？؟]\s*$/.test(spansText(last.spans))));
    open = [];
  };
  for (const block of blocks) {
    if (isHeading(block)) {
      if (open.some((one) => !isHeading(one))) close();
      const level = block.level ?? 2;
      above = [...above.filter((one) => one.level < level), { level, text: spansText(block.spans).replace(/\s+/g, ' ') }];
      path = pathOf();
    }
    open.push(block);
  }
  close();
  return found;
}

/** A section as parts of a good length; headings and lines that lead into a block stay with it. */
function cut(section: Part): Part[] {
  if (section.words <= PASSAGE.TARGET) return [section];
  const parts: Part[] = [];
  let open: Block[] = [];
  const close = () => {
    const until = leadsFrom(open);
    if (until > 0) parts.push(part(section.path, open.slice(0, until), section.asked));
    open = open.slice(until);
  };
  for (const block of section.blocks) {
    const all = wordsIn([block]);
    const room = PASSAGE.MAX - wordsIn(open.slice(leadsFrom(open)));
    // Equal parts, with room for items that do not fit to the word.
    const pieces = all > room ? piecesOf(block, Math.ceil((1.1 * all) / Math.ceil(all / PASSAGE.TARGET))) : [block];
    for (const piece of pieces) {
      const words = wordsIn(open);
      const more = wordsIn([piece]);
      if ((words >= PASSAGE.MIN && words + more > PASSAGE.TARGET) || words + more > PASSAGE.MAX) close();
      open.push(piece);
    }
  }
  const last = parts.at(-1);
  const words = wordsIn(open);
  if (last && words < PASSAGE.MIN / 2 && last.words + words <= PASSAGE.MAX)
    parts[parts.length - 1] = part(section.path, rejoined(last.blocks, open), section.asked);
  else if (open.length > 0) parts.push(part(section.path, open, section.asked));
  return parts;
}

/** Where what leads into the next block begins: headings, and "You need:". Long leads can stand by themselves. */
function leadsFrom(blocks: readonly Block[]): number {
  const until = blocks.findLastIndex((block) => !isHeading(block) && !endsOpen(block)) + 1;
  return wordsIn(blocks.slice(until)) <= PASSAGE.MIN ? until : blocks.length;
}

const endsOpen = (block: Block) => block.type === 'p' && /(?:[:：…]|\.{3})\s*$/.test(spansText(block.spans));

/** A list that was cut and comes together again is one list. */
function rejoined(before: readonly Block[], after: readonly Block[]): Block[] {
  const [last, next] = [before.at(-1), after[0]];
  if (
    last?.type === 'list' &&
    next?.type === 'list' &&
    next.start !== undefined &&
    last.ordered &&
    next.ordered &&
    next.start === (last.start ?? 1) + last.items.length
  )
    return [...before.slice(0, -1), { ...last, items: [...last.items, ...next.items] }, ...after.slice(1)];
  return [...before, ...after];
}

/** Short neighbours under one heading become one passage, unless each answers a question of its own. */
function merged(parts: readonly Part[]): Part[] {
  const out: Part[] = [];
  for (const next of parts) {
    const last = out.at(-1);
    const together =
      last && !last.asked && !next.asked && Math.min(last.words, next.words) < PASSAGE.MIN && last.words + next.words <= PASSAGE.TARGET;
    if (last && together) out[out.length - 1] = part(common(last.path, next.path), [...last.blocks, ...next.blocks]);
    else out.push(next);
  }
  return out;
}

function common(a: readonly string[], b: readonly string[]): string[] {
  const until = a.findIndex((text, i) => text !== b[i]);
  return a.slice(0, until < 0 ? a.length : until);
}
