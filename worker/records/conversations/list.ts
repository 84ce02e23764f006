import { z } from 'zod';
import { reasons } from '../../../policy/schema.ts';
import { matchOf } from './match.ts';
import { columns, pastOf, readSnippet, snippetOf } from './row.ts';
import type { Choices, Past, PastList, PastQuery } from './schema.ts';

const marked = z.looseObject({ inAsked: z.string(), inSaid: z.string() });

/**
 * Conversations of a site, those that began last first. The order never changes, so pages have neither gaps nor doubles while
 * others begin or go on. The index goes through what it found in this order and stops at the end of the page.
 */
export async function listConversations(db: D1Database, site: string, query: PastQuery): Promise<PastList> {
  const match = matchOf(site, query);
  if (match.by === 'nothing') return { conversations: [], next: null };
  const [low, high] = bounds(query);
  const found =
    match.by === 'order'
      ? db
          .prepare(
            `SELECT ${columns} FROM conversations AS c WHERE c.site = ?1 AND c.number >= ?2 AND c.number < ?3 ORDER BY c.number DESC LIMIT ?4`,
          )
          .bind(site, low, high, query.limit + 1)
      : db
          .prepare(
            `SELECT ${columns}${match.words ? `, ${snippetOf(2)} AS inAsked, ${snippetOf(3)} AS inSaid` : ''}
             FROM conversation_words CROSS JOIN conversations AS c ON c.number = conversation_words.rowid
             WHERE conversation_words MATCH ?5 AND conversation_words.rowid >= ?2 AND conversation_words.rowid < ?3 AND c.site = ?1
             ORDER BY conversation_words.rowid DESC LIMIT ?4`,
          )
          .bind(site, low, high, query.limit + 1, match.expression);
  const { results } = await found.all();
  const rows = results.map((row) => pastOf(row, match.by === 'index' && match.words ? snippetIn(row) : null));
  const page = rows.slice(0, query.limit);
  const last = page.at(-1);
  return {
    conversations: page.map(({ past }) => past),
    next: rows.length > page.length && last ? String(last.number) : null,
  };
}

function snippetIn(row: unknown): Past['snippet'] {
  const { inAsked, inSaid } = marked.parse(row);
  return readSnippet(inAsked) ?? readSnippet(inSaid);
}

const DAY = 86_400_000;

/** The numbers of a span of time, from the first one to before the last one. A day counts whole. */
function bounds({ from, to, after }: PastQuery): [number, number] {
  const end = to === undefined ? Number.MAX_SAFE_INTEGER : (Date.parse(to) + (to.includes('T') ? 0 : DAY)) * 1_000;
  return [from === undefined ? 0 : Date.parse(from) * 1_000, Math.min(end, after === undefined ? end : Number(after))];
}

const choiceSchema = z.object({ kind: z.string(), value: z.string(), label: z.string() });

export async function listChoices(db: D1Database, site: string): Promise<Choices> {
  const { results } = await db
    .prepare('SELECT kind, value, label FROM conversation_choices WHERE site = ? ORDER BY kind, label, value LIMIT 2000')
    .bind(site)
    .all();
  const rows = z.array(choiceSchema).parse(results);
  const of = (kind: string) => rows.filter((row) => row.kind === kind);
  const values = (kind: string) => of(kind).map(({ value }) => value);
  return {
    areas: values('area'),
    reasons: reasons.filter((reason) => values('reason').includes(reason)),
    rules: values('rule'),
    languages: values('language'),
    agents: of('agent').map(({ value, label }) => ({ id: value, name: label })),
  };
}
