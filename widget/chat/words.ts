import type { Block, Span } from '../../kb/blocks.ts';
import type { Body } from '../../worker/protocol.ts';

const joined = (spans: readonly Span[]) => spans.map((span) => span.text).join('');

function blockWords(block: Block): string {
  if (block.type === 'list') return block.items.map(joined).join('\n');
  if (block.type === 'table') return [block.head, ...block.rows].map((row) => row.map(joined).join(' | ')).join('\n');
  return joined(block.spans);
}

/** The words of a message, for the page's own listeners. (`plainText` of kb/blocks.ts would bring zod along.) */
export function words(body: Body): string {
  if (body.type === 'answer') return body.blocks.map(blockWords).join('\n');
  return body.type === 'choices' ? [body.text, ...body.choices.map(({ title }) => title)].join('\n') : body.text;
}
