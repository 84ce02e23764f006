/** How well one word fits a text: from its beginning, from the beginning of a word, inside one, or not at all. */
export type Fit = 0 | 1 | 2 | null;

/** Letters with their accents taken off: `jose` finds José. */
export const plain = (text: string): string => text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();

/** `text` and `word` are plain already. */
export function fits(text: string, word: string): Fit {
  if (text.startsWith(word)) return 0;
  for (let at = text.indexOf(word); at !== -1; at = text.indexOf(word, at + 1)) {
    if (!/[\p{L}\p{N}]/u.test(text.charAt(at - 1))) return 1;
  }
  return text.includes(word) ? 2 : null;
}

/**
 * Every word of the query has to be found; what fits better comes first, and what fits alike keeps its order. Nothing is
 * guessed: a palette that reorders by likeness moves the target while a person types.
 */
export function ranked<T>(items: readonly T[], query: string, textOf: (item: T) => string, most: number): T[] {
  const words = plain(query).split(/\s+/).filter(Boolean);
  if (words.length === 0) return items.slice(0, most);
  const found: { item: T; score: number }[] = [];
  for (const item of items) {
    const text = plain(textOf(item));
    let score: number | null = 0;
    for (const word of words) {
      const one: Fit = fits(text, word);
      score = one === null || score === null ? null : score + one;
      if (score === null) break;
    }
    if (score !== null) found.push({ item, score });
  }
  return found
    .sort((a, b) => a.score - b.score)
    .slice(0, most)
    .map(({ item }) => item);
}
