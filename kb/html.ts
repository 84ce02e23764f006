import { type DefaultTreeAdapterTypes, defaultTreeAdapter, parseFragment } from 'parse5';
import type { Block, Span } from './blocks.ts';
import type { KeepLink } from './markdown.ts';
import { asItems, asLines, asTable, codeText, type Style, tidy } from './spans.ts';

type Node = DefaultTreeAdapterTypes.ChildNode;
type Element = DefaultTreeAdapterTypes.Element;

/** Nothing in these is meant to be read. */
const SILENT = new Set([
  'script',
  'style',
  'template',
  'noscript',
  'iframe',
  'object',
  'embed',
  'svg',
  'math',
  'head',
  'title',
  'select',
  'textarea',
]);
const EMPTY = new Set(['area', 'base', 'br', 'col', 'embed', 'hr', 'img', 'input', 'link', 'meta', 'source', 'track', 'wbr']);
const STYLES: Record<string, Style> = {
  b: { bold: true },
  strong: { bold: true },
  i: { italic: true },
  em: { italic: true },
  code: { code: true },
  kbd: { code: true },
  samp: { code: true },
};
const INLINE = new Set([
  ...Object.keys(STYLES),
  'a',
  'abbr',
  'bdi',
  'bdo',
  'big',
  'br',
  'cite',
  'del',
  'dfn',
  'font',
  'img',
  'ins',
  'label',
  'mark',
  'q',
  's',
  'small',
  'span',
  'strike',
  'sub',
  'sup',
  'time',
  'tt',
  'u',
  'var',
  'wbr',
]);

/** HTML to the same blocks as Markdown, read as browsers read it (parse5). No tag or attribute but a link's address survives. */
export function parseHtml(html: string, keep: KeepLink): Block[] {
  return blocksOf(parseFragment(html).childNodes, keep);
}

const attribute = (element: Element, name: string) => element.attrs.find((attr) => attr.name === name)?.value;
const childrenOf = (node: Node): Node[] => ('childNodes' in node ? node.childNodes : []);
const elements = (nodes: readonly Node[], ...names: string[]) =>
  nodes.filter((node): node is Element => defaultTreeAdapter.isElementNode(node) && names.includes(node.tagName));

function blocksOf(nodes: readonly Node[], keep: KeepLink): Block[] {
  const blocks: Block[] = [];
  let line: Span[] = [];
  const flush = () => {
    const spans = tidy(line);
    line = [];
    if (spans.length > 0) blocks.push({ type: 'p', spans });
  };
  for (const node of nodes) {
    if (!defaultTreeAdapter.isElementNode(node) || (INLINE.has(node.tagName) && !holdsBlocks(node))) line.push(...spansOf(node, keep, {}));
    else if (!SILENT.has(node.tagName)) {
      flush();
      blocks.push(...element(node, keep));
    }
  }
  flush();
  return blocks;
}

/** Exports wrap whole pages in one span or link. */
const holdsBlocks = (element: Element): boolean =>
  elements(element.childNodes, 'p', 'div', 'ul', 'ol', 'table', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'blockquote', 'pre').length > 0;

function element(node: Element, keep: KeepLink): Block[] {
  const level = node.tagName === 'summary' ? 3 : Number(/^h([1-6])$/.exec(node.tagName)?.[1]);
  if (level > 0) {
    const spans = asLines(blocksOf(node.childNodes, keep));
    return spans.length > 0 ? [{ type: 'h', spans, level }] : [];
  }
  if (node.tagName === 'ul' || node.tagName === 'ol') return list(node, keep);
  if (node.tagName === 'table') return table(node, keep);
  if (node.tagName === 'pre') {
    const text = codeText(
      spansOf(node, keep, {}, true)
        .map((span) => span.text)
        .join(''),
    );
    return text === '' ? [] : [{ type: 'p', spans: [{ text, code: true }] }];
  }
  return blocksOf(node.childNodes, keep);
}

function list(node: Element, keep: KeepLink): Block[] {
  // Words beside the items, and lists directly in lists, are wrong HTML that editors write all the same.
  const items = node.childNodes.flatMap((child) =>
    asItems(defaultTreeAdapter.isElementNode(child) && child.tagName === 'li' ? blocksOf(child.childNodes, keep) : blocksOf([child], keep)),
  );
  const start = Number(attribute(node, 'start') ?? 1);
  const numbered = node.tagName === 'ol' && start !== 1 && Number.isInteger(start) && start >= 0 && start <= 999_999 ? { start } : {};
  return items.length > 0 ? [{ type: 'list', ordered: node.tagName === 'ol', items, ...numbered }] : [];
}

function table(node: Element, keep: KeepLink): Block[] {
  const groups = elements(node.childNodes, 'thead', 'tbody', 'tfoot');
  const rows = [...groups.flatMap((group) => elements(group.childNodes, 'tr')), ...elements(node.childNodes, 'tr')];
  const cells = (row: Element) => elements(row.childNodes, 'td', 'th').map((cell) => asLines(blocksOf(cell.childNodes, keep)));
  const caption = elements(node.childNodes, 'caption').flatMap((one) => blocksOf(one.childNodes, keep));
  const [first, ...rest] = rows;
  const headed = first !== undefined && elements(first.childNodes, 'td').length === 0;
  return [...caption, ...asTable(headed && first ? cells(first) : [], (headed ? rest : rows).map(cells))];
}

function spansOf(node: Node, keep: KeepLink, style: Style, literal = false): Span[] {
  if (defaultTreeAdapter.isTextNode(node)) return [{ ...style, text: literal ? node.value : node.value.replace(/\n/g, ' ') }];
  if (!defaultTreeAdapter.isElementNode(node) || SILENT.has(node.tagName)) return [];
  if (node.tagName === 'br') return [{ text: '\n' }];
  if (node.tagName === 'img') return [{ ...style, text: attribute(node, 'alt') ?? '' }];
  const href = node.tagName === 'a' ? keep(attribute(node, 'href') ?? '') : null;
  const own = { ...style, ...STYLES[node.tagName], ...(href === null ? {} : { href }) };
  return childrenOf(node).flatMap((child) => spansOf(child, keep, own, literal));
}

/** One tag of HTML among words of Markdown. `style` is null where what follows is not to be read. */
export function openTag(html: string, keep: KeepLink): { name: string; style: Style | null; empty: boolean; alt: string | null } | null {
  const [node] = elements(parseFragment(html).childNodes, ...known(html));
  if (!node) return null;
  const name = node.tagName;
  const href = name === 'a' ? keep(attribute(node, 'href') ?? '') : null;
  const style = SILENT.has(name) ? null : { ...STYLES[name], ...(href === null ? {} : { href }) };
  return { name, style, empty: EMPTY.has(name) || html.endsWith('/>'), alt: name === 'img' ? (attribute(node, 'alt') ?? null) : null };
}

const known = (html: string) =>
  /^<([a-z][a-z0-9]*)/i
    .exec(html)
    ?.slice(1)
    .map((name) => name.toLowerCase()) ?? [];

/** Entities once, so that shown angle brackets stay text. Without its semicolon it is part of an address: "?a=1&copy=2". */
export function decode(text: string): string {
  return text.replace(/&(?:#\d{1,7}|#x[\da-f]{1,6}|[a-z][a-z\d]{1,31});/gi, (entity) => {
    const [node] = parseFragment(entity).childNodes;
    return node && defaultTreeAdapter.isTextNode(node) ? node.value : entity;
  });
}
