import { type Block, type Span, spansText } from './blocks.ts';
import { tidy } from './spans.ts';
import { wordCount } from './words.ts';

/**
 * A long block as shorter ones: a paragraph at the ends of its sentences, a list between items, a table between rows
 * with its head on each. An item, a row and a block of code are never cut.
 */
export function piecesOf(block: Block, limit: number): Block[] {
  if (block.type === 'h') return [block];
  if (block.type === 'list') {
    let done = block.start ?? 1;
    return groups(block.items, spansText, limit).map((items) => {
      const start = done;
      done += items.length;
      return { type: 'list', ordered: block.ordered, items, ...(block.ordered && start !== 1 ? { start } : {}) };
    });
  }
  if (block.type === 'table')
    return groups(block.rows, (row) => row.map(spansText).join(' '), limit).map((rows) => ({ type: 'table', head: block.head, rows }));
  if (block.spans.every((span) => span.code)) return [block];
  return sentences(block.spans, limit).map((spans) => ({ type: 'p', spans }));
}

/** As many neighbours together as fit. */
function groups<T>(all: readonly T[], text: (one: T) => string, limit: number): T[][] {
  const out: T[][] = [];
  let room = 0;
  for (const one of all) {
    const words = wordCount(text(one));
    const last = out.at(-1);
    if (last && words <= room) {
      last.push(one);
      room -= words;
    } else {
      out.push([one]);
      room = limit - words;
    }
  }
  return out;
}

function sentences(spans: readonly Span[], limit: number): Span[][] {
  const text = spansText(spans);
  let at = 0;
  const parts = groups(split(text, limit), (part) => part, limit).map((group) => group.join(''));
  return parts.map((part) => {
    const cut = slice(spans, at, at + part.length);
    at += part.length;
    return tidy(cut);
  });
}

/** Text as sentences; what is too long for one as words, and what has no spaces either as stretches of signs. */
function split(text: string, limit: number): string[] {
  return text.split(/(?<=[.!?…]["”’')\]]{0,3}\s)|(?<=[。！？]["”’')\]]{0,3})|(?<=\n)/u).flatMap((sentence) => {
    if (wordCount(sentence) <= limit) return [sentence];
    return sentence.split(/(?<=\s)/u).flatMap((word) => (wordCount(word) <= limit ? [word] : stretches(word, limit)));
  });
}

function stretches(word: string, limit: number): string[] {
  const signs = [...word];
  return Array.from({ length: Math.ceil(signs.length / limit) }, (_, i) => signs.slice(i * limit, (i + 1) * limit).join(''));
}

function slice(spans: readonly Span[], from: number, to: number): Span[] {
  let at = 0;
  return spans.flatMap((span) => {
    const start = at;
    at += span.text.length;
    const text = span.text.slice(Math.max(0, from - start), Math.max(0, to - start));
    return text === '' ? [] : [{ ...span, text }];
  });
}
