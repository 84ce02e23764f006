import { z } from 'zod';

/**
 * Formatted text as data. Articles are parsed into these blocks once, when a release is built, so that neither the
 * worker nor the page ever handles Markdown or HTML: what is not in this list cannot be shown.
 */
export const spanSchema = z.strictObject({
  text: z.string(),
  bold: z.boolean().optional(),
  italic: z.boolean().optional(),
  code: z.boolean().optional(),
  /** Absolute http(s) or mailto address; anything else is dropped when the article is parsed. */
  href: z.string().optional(),
});

const spans = z.array(spanSchema);

export const blockSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('p'), spans }),
  /** `level` as in Markdown; passages are cut along it. */
  z.strictObject({ type: z.literal('h'), spans, level: z.int().min(1).max(6).optional() }),
  /** `start` is the number of the first item where it is not 1: a list goes on after a picture or a cut. */
  z.strictObject({ type: z.literal('list'), ordered: z.boolean(), items: z.array(spans), start: z.int().min(0).max(999_999).optional() }),
  z.strictObject({ type: z.literal('table'), head: z.array(spans), rows: z.array(z.array(spans)) }),
]);

export type Span = z.infer<typeof spanSchema>;
export type Block = z.infer<typeof blockSchema>;

export const spansText = (parts: readonly Span[]) => parts.map((part) => part.text).join('');

/** The words of some blocks, for search, the guard and notifications. */
export function plainText(blocks: readonly Block[]): string {
  const line = spansText;
  return blocks
    .map((block) => {
      if (block.type === 'list') return block.items.map(line).join('\n');
      if (block.type === 'table') return [block.head, ...block.rows].map((row) => row.map(line).join(' | ')).join('\n');
      return line(block.spans);
    })
    .join('\n');
}
