import { askedFacets, facet } from './facets.ts';
import type { PastQuery } from './schema.ts';

/** Words of one search that count; nobody remembers more of a conversation. */
const mostWords = 12;
/** A word finds longer ones that begin with it from here on: "refund" finds "refunded", and typing finds before it ends. */
const beginning = 3;

/** Signs of the index's own language are data: only what stands between quotes reaches it, and quotes are doubled. */
export const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;

/**
 * What somebody typed, as the index reads it: every word has to be there. Words are split as the index splits them, so nothing
 * that is left is empty; null where no word is left, which finds nothing.
 */
export function wordsMatch(typed: string): string | null {
  const terms = typed
    // A NUL would end the expression (SQLite, 2026), and half a surrogate pair is no character.
    .split(/[\s\p{Cc}\p{Cs}]+/u)
    .flatMap((term) => {
      const last = term.match(/[\p{L}\p{N}\p{Co}]+/gu)?.at(-1);
      if (last === undefined) return [];
      return [last.length >= beginning ? `${quoted(term)} *` : quoted(term)];
    })
    .slice(0, mostWords);
  return terms.length === 0 ? null : `{label asked said} : (${terms.join(' AND ')})`;
}

/** The site's own always, then the filters. */
export const facetsMatch = (site: string, facets: readonly string[]): string =>
  `facets : (${[facet('site', site), ...facets].map(quoted).join(' AND ')})`;

export type Match =
  /** The index is asked. */
  | { by: 'index'; expression: string; words: boolean }
  /** Neither words nor filters: the list as it stands. */
  | { by: 'order' }
  /** Signs without a word. */
  | { by: 'nothing' };

export function matchOf(site: string, query: Omit<PastQuery, 'after' | 'limit'>): Match {
  const facets = askedFacets(query);
  if (query.q.trim() === '') {
    return facets.length === 0 ? { by: 'order' } : { by: 'index', expression: facetsMatch(site, facets), words: false };
  }
  const words = wordsMatch(query.q);
  if (words === null) return { by: 'nothing' };
  return { by: 'index', expression: `${facetsMatch(site, facets)} AND ${words}`, words: true };
}
