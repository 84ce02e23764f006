import { z } from 'zod';
import { type Past, pastSchema, type Snippet } from './schema.ts';

/** Columns of a conversation in a list, from a table that is called `c`. */
export const columns = `c.number, c.id, c.customer, c.label, c.language, c.state, c.created, c.updated, c.resolved, c.resolved_by AS resolvedBy,
  c.reason, c.area, c.team, c.priority, c.rules, c.agents, c.feedback, c.first_words AS first, c.last_words AS last, c.counts`;

const json = z.string().transform((text): unknown => JSON.parse(text));
const rowSchema = z.looseObject({ number: z.number(), rules: json, agents: json, counts: json });

export function pastOf(value: unknown, snippet: Snippet | null = null): { number: number; past: Past } {
  const row = rowSchema.parse(value);
  const { number, ...rest } = row;
  const fields = Object.fromEntries(Object.entries(rest).filter(([name]) => name in pastSchema.shape));
  return { number, past: pastSchema.parse({ ...fields, snippet }) };
}

/** Around words that were found; a kept text holds no control character. */
const [open, close] = ['\u0002', '\u0003'];
/** Words of a snippet. */
const around = 24;

/** The best stretch of a column of `conversation_words`, as SQL. */
export const snippetOf = (column: 2 | 3): string => `snippet(conversation_words, ${column}, char(2), char(3), '…', ${around})`;

/** Marks become ranges, so that no text is ever read as markup. Null where nothing was found. */
export function readSnippet(marked: string): Snippet | null {
  let text = '';
  const marks: [number, number][] = [];
  for (const [i, part] of marked.replaceAll('\n', ' ').split(open).entries()) {
    const [found = '', after = ''] = i === 0 ? ['', part] : part.split(close);
    if (i > 0) marks.push([text.length, text.length + found.length]);
    text += found + after;
  }
  return marks.length === 0 ? null : { text, marks };
}
