import type { Block, Span } from './blocks.ts';

export type Style = Omit<Span, 'text'>;

const sameStyle = (a: Span, b: Span) => a.bold === b.bold && a.italic === b.italic && a.code === b.code && a.href === b.href;
const spaces = /[^\S\n\u00a0\u202f]+/g;
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is taken out
const controls = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\u0085]/g;

/** Any characters as text that every place from the file to the page can hold. */
export const clean = (text: string) =>
  text
    .replace(/\p{Surrogate}/gu, '\ufffd')
    .replace(/\r\n?/g, '\n')
    .replace(controls, '');

/** Lines of code keep their spaces; blank lines around them go. */
export const codeText = (text: string) =>
  clean(text)
    .replaceAll('\t', '    ')
    .replace(/^\s*\n/, '')
    .trimEnd();

/**
 * Spans in their one written form, so that writing an article to a file and reading it again changes nothing: no
 * doubled spaces, none at the edges of a line or of emphasis, neighbours of one style joined. A line break is "\n".
 */
export function tidy(spans: readonly Span[]): Span[] {
  return joined(trimmed(joined(spans.flatMap(parts))));
}

function parts({ text, ...style }: Span): Span[] {
  if (style.code)
    return codeText(text)
      .split('\n')
      .flatMap((line, i) => codeLine(line, style, i > 0));
  const plain = clean(text)
    .replace(spaces, ' ')
    .replace(/\s*\n\s*/g, '\n');
  if (!style.bold && !style.italic && !style.href) return [{ text: plain }];
  const [, before = '', inner = '', after = ''] = /^(\s*)([\s\S]*?)(\s*)$/.exec(plain) ?? [];
  // A link or emphasis over two lines is two of them: no notation carries it over a break in a table.
  const broken = (line: string, i: number): Span[] => [...(i > 0 ? [{ text: '\n' }] : []), { text: line, ...style }];
  const lines = inner === '' ? [] : inner.split('\n').flatMap(broken);
  return [{ text: before }, ...lines, { text: after }];
}

/** Without spaces at its end: nobody sees them, and before a break in a table no notation keeps them. */
function codeLine(line: string, style: Style, broken: boolean): Span[] {
  const own = line.trim() === '' ? { text: ' ' } : { text: line.trimEnd(), ...style };
  return broken ? [{ text: '\n' }, own] : [own];
}

function joined(spans: readonly Span[]): Span[] {
  const out: Span[] = [];
  for (const span of spans) {
    const last = out.at(-1);
    const before = out.at(-2);
    if (span.text === '') continue;
    if (last && sameStyle(last, span)) out[out.length - 1] = { ...last, text: last.text + span.text };
    // What is bold goes on over a space, as where the words of a link that was lost stood between.
    else if (last?.text === ' ' && isPlain(last) && before && isEmphasis(before) && sameStyle(before, span))
      out.splice(-2, 2, { ...before, text: `${before.text} ${span.text}` });
    else out.push(span);
  }
  return out;
}

const isPlain = (span: Span) => sameStyle(span, { text: '' });
const isEmphasis = ({ bold, italic, code, href }: Span) => (bold || italic) && !code && href === undefined;

/** Spaces next to a break, next to each other and at both ends, also where they belong to different spans. */
function trimmed(spans: readonly Span[]): Span[] {
  const out = spans.map((span) => ({ ...span }));
  let open = true;
  for (const span of out) {
    if (!span.code) {
      span.text = span.text.replace(spaces, ' ').replace(/\s*\n\s*/g, '\n');
      if (open) span.text = span.text.trimStart();
      else if (/^\s*\n/.test(span.text)) span.text = span.text.trimStart().replace(/^/, '\n');
    }
    if (span.text !== '') open = !span.code && /\s$/.test(span.text);
  }
  let closed = true;
  for (const span of out.toReversed()) {
    if (!span.code && closed) span.text = span.text.trimEnd();
    if (span.text !== '') closed = !span.code && span.text.startsWith('\n');
  }
  return out;
}

/** Blocks inside a list item or a table cell: a bubble has no room for levels, so each becomes a line, those of a list with a sign. */
export function asLines(blocks: readonly Block[]): Span[] {
  const lines = blocks.flatMap((block): Span[][] => {
    if (block.type === 'list') return block.items.map((item, i) => under(block.ordered ? `${(block.start ?? 1) + i}. ` : DASH, item));
    if (block.type === 'table')
      return [block.head, ...block.rows].map((row) => row.flatMap((cell, i) => (i > 0 ? [{ text: ' | ' }, ...cell] : cell)));
    return [block.spans];
  });
  return tidy(lines.filter((line) => line.length > 0).flatMap((line, i) => (i > 0 ? [{ text: '\n' }, ...line] : line)));
}

/** Signs of the second level and of all below it. Markdown knows neither, so they stay words when a file is read again. */
const DASH = '– ';
const DOT = '· ';

const under = (sign: string, item: readonly Span[]): Span[] => [
  { text: sign },
  ...item.map((span) => (isPlain(span) ? { ...span, text: span.text.replaceAll(`\n${DASH}`, `\n${DOT}`) } : span)),
];

const isList = (block: Block) => block.type === 'list';

/** One list item. It keeps the lists in it, which say something about it; lists without words of their own are its level. */
export function asItems(blocks: readonly Block[]): Span[][] {
  const items = blocks.every(isList) ? blocks.flatMap((block) => block.items) : [asLines(blocks)];
  return items.filter((item) => item.length > 0);
}

/** A table whose rows have as many cells as its head, or nothing if no cell has words. */
export function asTable(head: Span[][], rows: Span[][][]): Block[] {
  const width = Math.max(head.length, ...rows.map((row) => row.length));
  const fill = (row: Span[][]) => Array.from({ length: width }, (_, i) => row[i] ?? []);
  const body = rows.filter((row) => row.some((cell) => cell.length > 0)).map(fill);
  return body.length === 0 && head.every((cell) => cell.length === 0) ? [] : [{ type: 'table', head: fill(head), rows: body }];
}
