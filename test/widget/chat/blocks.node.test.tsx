import { isValidElement, type VNode } from 'preact';
import { expect, test } from 'vitest';
import type { Block } from '../../../kb/blocks.ts';
import { Blocks, Spans } from '../../../widget/chat/blocks.tsx';

type Tree = string | { tag: string; attributes: Record<string, unknown>; children: Tree[] };

/** What would be put on the page: components called, fragments opened. */
function tree(node: unknown): Tree[] {
  if (Array.isArray(node)) return node.flatMap(tree);
  if (!isValidElement(node)) return node === null || node === undefined || typeof node === 'boolean' ? [] : [String(node)];
  const { type, props }: VNode<{ children?: unknown }> = node;
  if (typeof type === 'function') return tree(Reflect.apply(type, undefined, [props]));
  const { children, ...attributes } = props;
  return [{ tag: String(type), attributes, children: tree(children) }];
}

const shown = (blocks: Block[]) => tree(<Blocks of={blocks} />);
const tags = (trees: Tree[]): string[] => trees.flatMap((one) => (typeof one === 'string' ? [] : [one.tag, ...tags(one.children)]));

test('text stays text, whatever it looks like', () => {
  expect(tree(<Spans of={[{ text: '<img src=x onerror=alert(1)>' }]} />)).toEqual(['<img src=x onerror=alert(1)>']);
});

test('links open apart and carry nothing along; unsafe ones are only text', () => {
  expect(tree(<Spans of={[{ text: 'returns', href: 'https://fernweg.example/r' }]} />)).toEqual([
    { tag: 'a', attributes: { href: 'https://fernweg.example/r', target: '_blank', rel: 'noopener noreferrer' }, children: ['returns'] },
  ]);
  expect(tree(<Spans of={[{ text: 'x', href: 'javascript:alert(1)' }]} />)).toEqual(['x']);
});

test('marks nest', () => {
  expect(tags(tree(<Spans of={[{ text: 'x', bold: true, italic: true, code: true, href: 'https://a.example/' }]} />))).toEqual([
    'strong',
    'em',
    'code',
    'a',
  ]);
});

test('every kind of block has its element', () => {
  const spans = [{ text: 'x' }];
  expect(
    tags(
      shown([
        { type: 'p', spans },
        { type: 'h', spans },
        { type: 'list', ordered: true, items: [spans, spans] },
        { type: 'list', ordered: false, items: [spans] },
        { type: 'table', head: [spans], rows: [[spans]] },
      ]),
    ),
  ).toEqual(['p', 'h3', 'ol', 'li', 'li', 'ul', 'li', 'div', 'table', 'thead', 'tr', 'th', 'tbody', 'tr', 'td']);
});
