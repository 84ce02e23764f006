import { expect, test } from 'vitest';
import type { Block } from '../../../kb/blocks.ts';
import { Blocks, Spans } from '../../../widget/chat/blocks.tsx';
import { tags, tree } from './tree.ts';

const shown = (blocks: Block[]) => tree(<Blocks of={blocks} />);

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
