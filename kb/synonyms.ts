import { z } from 'zod';

/** Words that customers use for one thing, by language. The first of a line is the one that the others are read as. */
export const synonymsSchema = z.record(
  z.string().regex(/^[a-z]{2}$/),
  z.array(z.array(z.string().trim().min(1).max(60)).min(2).max(40)).max(2_000),
);
export type Synonyms = z.infer<typeof synonymsSchema>;

export interface Fold {
  /** Every synonym as the first word of its line: what is compared by meaning. */
  text: (text: string) => string;
  /** The same with the replaced words behind it: who used the very word is nearer than who meant it. */
  words: (text: string) => string;
}

const same: Fold = { text: (text) => text, words: (text) => text };
const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/**
 * Reads every synonym as the first word of its line, for search only: what a customer sees is never changed. Longer ones
 * first, whole words, spaces and hyphens alike; lower case, as the search compares.
 */
export function foldOf(synonyms: Synonyms, locale: string): Fold {
  const first = new Map<string, string>();
  for (const line of synonyms[locale] ?? [])
    for (const other of line.slice(1)) first.set(key(other), (line[0] ?? '').normalize('NFKC').toLowerCase());
  if (first.size === 0) return same;
  const forms = [...first.keys()].sort((a, b) => b.length - a.length || (a < b ? -1 : 1));
  const pattern = new RegExp(
    `(?<![\\p{L}\\p{N}])(?:${forms.map((form) => escaped(form).replace(/ /g, '[\\s-]*')).join('|')})(?![\\p{L}\\p{N}])`,
    'gu',
  );
  const folded = (text: string) => {
    const replaced: string[] = [];
    const read = text
      .normalize('NFKC')
      .toLowerCase()
      .replace(pattern, (found) => {
        replaced.push(found);
        return first.get(key(found)) ?? closest(first, found);
      });
    return { read, replaced };
  };
  return {
    text: (text) => folded(text).read,
    words(text) {
      const { read, replaced } = folded(text);
      return [read, ...replaced].join(' ');
    },
  };
}

const key = (text: string) =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s-]+/g, ' ')
    .trim();

/** "wifi" and "wi fi" are one form written in two ways. */
function closest(first: ReadonlyMap<string, string>, found: string): string {
  const bare = (text: string) => text.replace(/[\s-]+/g, '');
  for (const [form, to] of first) if (bare(form) === bare(found)) return to;
  return found;
}

/** What is wrong with a list, each in words: one form that leads to two words would be read as either. */
export function synonymProblems(synonyms: Synonyms): string[] {
  return Object.entries(synonyms).flatMap(([locale, lines]) => {
    const seen = new Map<string, string>();
    return lines.flatMap((line) =>
      [...new Set(line.map(key))].flatMap((form) => {
        const other = seen.get(form);
        seen.set(form, line[0] ?? '');
        return other === undefined ? [] : [`${locale}: "${form}" stands in the lines of "${other}" and "${line[0]}"; keep it in one.`];
      }),
    );
  });
}
