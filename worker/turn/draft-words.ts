import type { Block, Span } from '../../kb/blocks.ts';
import type { Draft } from './record.ts';

/**
 * A draft as a person would write it: what the desk shows of it (widget/desk/context/suggestion.ts, a test compares them),
 * with addresses spelled out, because a person's message is plain text. Empty where there is nothing to send.
 */
export function draftWords(draft: Draft): string {
  if (draft.kind === 'none') return '';
  if (draft.kind === 'choose') return [draft.text, ...draft.choices.map(({ title }) => `- ${title}`)].join('\n');
  return draft.kind === 'verbatim' ? spelled(draft.blocks) : draft.text;
}

function spelled(blocks: readonly Block[]): string {
  return blocks
    .map((block) => {
      if (block.type === 'list')
        return block.items.map((item, index) => `${block.ordered ? `${index + 1}.` : '-'} ${line(item)}`).join('\n');
      if (block.type === 'table') return [block.head, ...block.rows].map((row) => row.map(line).join(' | ')).join('\n');
      return line(block.spans);
    })
    .join('\n\n');
}

const line = (spans: readonly Span[]) => spans.map(({ text, href }) => (href && href !== text ? `${text} (${href})` : text)).join('');
