import { type Block, type Span, spansText } from './blocks.ts';
import { unlabelled } from './headings.ts';
import { asLines, tidy } from './spans.ts';
import { wordCount } from './words.ts';

type Paragraph = Extract<Block, { type: 'p' }>;

const same = (text: string) =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
const isQuestion = (text: string) => /[?？؟]["”')\s]*$/.test(text);
const isLine = (text: string) => text !== '' && !text.includes('\n');

/**
 * Headings that an export has lost: entries of its list of contents, lines in bold, and in a page without any heading
 * questions and short lines that stand alone. The list of contents itself is for a page, not for a chat, and goes.
 */
export function outline(blocks: readonly Block[]): { blocks: Block[]; contents: boolean } {
  const flat = !blocks.some((block) => block.type === 'h');
  const listed = contentsOf(blocks);
  const kept = listed ? blocks.filter((_, i) => i !== listed.list && i !== listed.intro) : blocks;
  let sections = kept.some((block) => block.type === 'h');
  const out = kept.map((block, i): Block => {
    if (block.type !== 'p') return block;
    const text = spansText(block.spans).trim();
    const level = listed?.names.has(same(text))
      ? 2
      : flat || isBold(block.spans) || isQuestion(text)
        ? levelOf(kept, i, block, sections)
        : null;
    if (level === null) return block;
    sections ||= level === 2;
    return { type: 'h', level, spans: tidy(block.spans.map(({ bold: _, ...span }) => span)) };
  });
  return { blocks: joined(out), contents: listed !== null };
}

const isBold = (spans: readonly Span[]) => spans.length > 0 && spans.every((span) => span.bold && !span.code && span.href === undefined);

const withoutClosers = (text: string) => text.replace(/[)\]"”’»]+$/, '');

/**
 * A line of some words without an end. One opens a section, two are a heading and its first part; more are a list, or
 * the rows of a table that lost its lines.
 */
const isShort = (block: Block | undefined) => {
  const text = block?.type === 'p' ? spansText(block.spans).trim() : '';
  return isLine(text) && wordCount(text) <= 12 && !/[.!?:;,…。！？：；，、]$/.test(withoutClosers(text));
};

function levelOf(blocks: readonly Block[], i: number, block: Paragraph, sections: boolean): number | null {
  const [before, after] = [blocks[i - 1], blocks[i + 1]];
  const text = spansText(block.spans).trim();
  if (!isLine(text) || after === undefined || after.type === 'h' || block.spans.some((span) => span.code)) return null;
  if (isBold(block.spans) && wordCount(text) <= 15 && !/[.:;,。：；，]$/.test(text)) return sections ? 3 : 2;
  const next = after.type === 'p' ? spansText(after.spans).trim() : '';
  // "FAQs:" above a question is no line that leads into it.
  if (/[:：]$/.test(text) && wordCount(text) <= 5 && isLine(next) && isQuestion(next)) return 2;
  if (isNumbered(text) && wordCount(text) <= 20 && !/[.!:;,。！：；，]$/.test(text)) return 2;
  if (isQuestion(text)) return wordCount(text) <= 40 && !isQuestion(next) && !/[.!。！]\s/.test(text) ? (sections ? 3 : 2) : null;
  const led = before?.type === 'p' && /[:：]$/.test(spansText(before.spans).trim());
  const stacked = isShort(after) || (isShort(before) && isShort(blocks[i - 2]));
  const titled = !stacked && /^[\p{Lu}\p{Lo}\p{N}]/u.test(text) && !/[\p{P}\p{S}]$/u.test(withoutClosers(text));
  return titled && !led && wordCount(text) <= 8 && !block.spans.some((span) => span.href) ? 2 : null;
}

/** "Reason 2: …" in a page without headings, however long, as "Reason 1: …" is one. */
const isNumbered = (text: string) => /^\D{3,}\d/.test(text.slice(0, text.length - unlabelled(text).length));

/** A list near the top most of whose items stand below as lines of their own. */
function contentsOf(blocks: readonly Block[]): { list: number; intro: number; names: Set<string> } | null {
  const list = blocks.slice(0, 5).findIndex((block) => block.type === 'list');
  const found = blocks[list];
  if (found?.type !== 'list' || found.items.length < 2) return null;
  const below = new Set(
    blocks.slice(list + 1).flatMap((block) => (block.type === 'p' || block.type === 'h' ? [same(spansText(block.spans))] : [])),
  );
  const names = found.items.map((item) => same(spansText(item))).filter((name) => name !== '' && below.has(name));
  if (names.length < 2 || names.length < 0.6 * found.items.length) return null;
  const above = blocks[list - 1];
  const introduces =
    above?.type === 'h' ||
    (above?.type === 'p' && !/[.!?。！？]$/.test(spansText(above.spans).trim()) && wordCount(spansText(above.spans)) <= 8);
  return { list, intro: introduces ? list - 1 : -1, names: new Set(names) };
}

/**
 * Exports of plain text leave an empty line between the items of a list, or make each a list of its own. Points that
 * stand between step 2 and step 3, too little indented for Markdown, belong to step 2.
 */
function joined(blocks: readonly Block[]): Block[] {
  const out: Block[] = [];
  for (const block of blocks) {
    const [before, last] = [out.at(-2), out.at(-1)];
    const open = block.type === 'list' ? continued(last, block) : null;
    const steps = block.type === 'list' && block.ordered && last?.type === 'list' && !last.ordered ? continued(before, block) : null;
    if (block.type === 'list' && open) out.splice(-1, 1, { ...open, items: [...open.items, ...block.items] });
    else if (block.type === 'list' && steps && last) {
      const step = asLines([{ type: 'p', spans: steps.items.at(-1) ?? [] }, last]);
      out.splice(-2, 2, { ...steps, items: [...steps.items.slice(0, -1), step, ...block.items] });
    } else out.push(block);
  }
  return out;
}

type List = Extract<Block, { type: 'list' }>;

/** The list above, if another one only goes on with it. */
function continued(above: Block | undefined, list: List): List | null {
  if (above?.type !== 'list' || above.ordered !== list.ordered) return null;
  return !list.ordered || (list.start ?? 1) === (above.start ?? 1) + above.items.length ? above : null;
}

/** A heading with nothing below it: something was lost, or only the page around it gave it a sense. */
export function isEmptySection(blocks: readonly Block[], i: number): boolean {
  const [block, next] = [blocks[i], blocks[i + 1]];
  if (block?.type !== 'h') return false;
  return next === undefined || (next.type === 'h' && (next.level ?? 2) <= (block.level ?? 2));
}

/** The text without headings that have nothing below them, and those headings. */
export function withoutEmptySections(blocks: readonly Block[]): { blocks: Block[]; left: string[] } {
  const empty = (_: Block, i: number) => isEmptySection(blocks, i);
  const left = blocks.filter(empty).map((block) => (block.type === 'h' ? spansText(block.spans) : ''));
  if (left.length === 0) return { blocks: [...blocks], left };
  const rest = withoutEmptySections(blocks.filter((block, i) => !empty(block, i)));
  return { blocks: rest.blocks, left: [...left, ...rest.left] };
}
