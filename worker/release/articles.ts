import { type Article, articleSchema } from '../../kb/schema.ts';
import { type Read, readJson } from './read-json.ts';

/** Articles whose text is kept once it was read: all of a small release, and of a large one what is asked for again and again. */
const kept = 128;
const lineFeed = 10;

/** One article a line, as JSON. */
export const articleLines = (articles: readonly Article[]): Uint8Array =>
  new TextEncoder().encode(articles.map((article) => `${JSON.stringify(article)}\n`).join(''));

/**
 * All articles are checked, and their text is left in the bytes until somebody reads it: as objects it would take twice the
 * memory, and a turn reads a few of thousands.
 */
export function readArticles(bytes: Uint8Array): Read<Article[]> {
  const articles: Article[] = [];
  const recent = new Map<Uint8Array, Article['blocks']>();
  for (let at = 0; at < bytes.length; ) {
    const end = bytes.indexOf(lineFeed, at);
    if (end < 0) return { ok: false, problem: `article ${articles.length + 1} does not end` };
    const line = bytes.subarray(at, end);
    const read = readJson(articleSchema, line);
    if (!read.ok) return { ok: false, problem: `article ${articles.length + 1} ${read.problem}` };
    const { blocks: _, ...rest } = read.value;
    articles.push({
      ...rest,
      get blocks() {
        return blocksOf(line, recent);
      },
    });
    at = end + 1;
  }
  return { ok: true, value: articles };
}

function blocksOf(line: Uint8Array, recent: Map<Uint8Array, Article['blocks']>): Article['blocks'] {
  const known = recent.get(line);
  if (known) return known;
  const read = readJson(articleSchema, line);
  if (!read.ok) throw new Error(`an article that was read before ${read.problem}`);
  recent.set(line, read.value.blocks);
  for (const oldest of recent.keys()) {
    if (recent.size <= kept) break;
    recent.delete(oldest);
  }
  return read.value.blocks;
}
