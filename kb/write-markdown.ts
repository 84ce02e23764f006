import type { Block, Span } from './blocks.ts';
import { parseMarkdown } from './markdown.ts';

/** Where a span stands: what would be read as markup differs, and so does the way to break a line. */
type Place = 'line' | 'heading' | 'item' | 'cell';
type Write = (span: Span, place: Place) => string;

/**
 * Blocks to Markdown that reads back as the same blocks. The plain notation where it does (what people would write),
 * else tags of HTML, which need no spaces around them; else every sign escaped. Blocks that none of them can carry are
 * an error here rather than a changed answer later.
 */
export function writeMarkdown(blocks: readonly Block[]): string {
  let bullet = 0;
  const parts = blocks.map((block, i) => {
    const before = blocks[i - 1];
    // Two lists in a row stay two if their signs differ.
    bullet = block.type === 'list' && before?.type === 'list' && before.ordered === block.ordered ? 1 - bullet : 0;
    return oneBlock(block, bullet);
  });
  const text = parts.join('\n\n');
  if (!same(text, blocks)) throw new Error(`these blocks cannot be written as Markdown: ${JSON.stringify(blocks).slice(0, 200)}`);
  return text;
}

const same = (text: string, blocks: readonly Block[]) => JSON.stringify(sorted(parseMarkdown(text))) === JSON.stringify(sorted(blocks));

/** The same order of keys, however a block was made. */
const sorted = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, one]) => one !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, one]) => [key, sorted(one)]),
  );
};

function oneBlock(block: Block, bullet: number): string {
  const [only] = block.type === 'p' ? block.spans : [];
  if (block.type === 'p' && block.spans.length === 1 && only?.code && only.text.includes('\n')) return fenced(only.text);
  const ways = [pretty, tagged, escaped].map((write) => () => lines(block, bullet, write));
  for (const way of ways) {
    const text = way();
    if (same(text, [block])) return text;
  }
  return ways[2]?.() ?? '';
}

function lines(block: Block, bullet: number, write: Write): string {
  const line = (spans: readonly Span[], place: Place) => spans.map((span) => write(span, place)).join('');
  switch (block.type) {
    case 'h':
      return `${'#'.repeat(block.level ?? 2)} ${starting(line(block.spans, 'heading'))}`;
    case 'p':
      return eachLine(line(block.spans, 'line'), '');
    case 'list':
      return block.items
        .map((item, i) => {
          const sign = block.ordered ? `${(block.start ?? 1) + i}${bullet ? ')' : '.'} ` : bullet ? '* ' : '- ';
          return sign + eachLine(line(item, 'item'), ' '.repeat(sign.length));
        })
        .join('\n');
    case 'table': {
      const row = (cells: readonly (readonly Span[])[]) =>
        `| ${cells.map((cell) => line(cell, 'cell').replaceAll('|', '\\|')).join(' | ')} |`;
      return [row(block.head), `|${block.head.map(() => '---|').join('')}`, ...block.rows.map(row)].join('\n');
    }
  }
}

const eachLine = (text: string, indent: string) => text.split('\n').map(starting).join(`\n${indent}`);

/** What would open a heading, a list, a quotation, a rule or a table at the start of a line. */
const starting = (line: string) => line.replace(/^([#+\-=>:|])/, '\\$1').replace(/^(\d+)([.)])/, '$1\\$2');

const breakOf = (place: Place) => (place === 'line' || place === 'item' ? '\\\n' : '<br>');

const words = (text: string, place: Place) =>
  text
    .replace(/[\\`*[\]~]/g, '\\$&')
    .replace(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, '\\_')
    .replace(/<(?=[a-z/!?])/gi, '\\<')
    .replace(/&(?=#?[a-z\d]+;)/gi, '\\&')
    .replace(/:(?=\/\/)/g, '\\:')
    .replace(/(?<=www)\./gi, '\\.')
    .replace(/(?<=\S)@(?=\S)/g, '\\@')
    .replace(place === 'heading' ? /#/g : /(?!)/g, '\\#')
    .replaceAll('\n', breakOf(place));

/** The notation people write. */
const pretty: Write = ({ text, bold, italic, code, href }, place) => {
  if (href !== undefined && !bold && !italic && !code && (text === href || `mailto:${text}` === href)) return text;
  const inner = code ? ticked(text) : words(text, place);
  const leaning = italic ? `*${inner}*` : inner;
  const strong = bold ? `**${leaning}**` : leaning;
  return href === undefined ? strong : `[${strong}](${/[()\s<>\\]/.test(href) ? `<${href}>` : href})`;
};

/** Tags for style, so that words and emphasis may touch. */
const tagged: Write = (span, place) => withTags(span, span.code ? ticked(span.text) : words(span.text, place), false);

/** Every sign as an entity: the last resort, for text that looks like markup throughout. */
const escaped: Write = (span) => withTags(span, entities(span.text), span.code ?? false);

function withTags({ bold, italic, href }: Span, words: string, code: boolean): string {
  const inner = code ? `<code>${words}</code>` : words;
  const leaning = italic ? `<i>${inner}</i>` : inner;
  const strong = bold ? `<b>${leaning}</b>` : leaning;
  return href === undefined ? strong : `<a href="${entities(href)}">${strong}</a>`;
}

const entities = (text: string) => text.replace(/[\p{P}\p{S}]/gu, (sign) => `&#${sign.codePointAt(0)};`).replaceAll('\n', '<br>');

function ticked(text: string): string {
  const ticks = '`'.repeat(longest(text) + 1);
  const pad = /^`|`$|^ .* $/.test(text) ? ' ' : '';
  return ticks + pad + text + pad + ticks;
}

function fenced(text: string): string {
  const fence = '`'.repeat(Math.max(3, longest(text) + 1));
  return `${fence}\n${text}\n${fence}`;
}

const longest = (text: string) => Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
