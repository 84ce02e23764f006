import { askedOf, keyOf } from './asked.ts';
import { type Block, type Span, spansText } from './blocks.ts';
import { isRelated } from './headings.ts';
import { webLink } from './markdown.ts';
import { type Entry, note, type Reading } from './source.ts';
import { tidy } from './spans.ts';
import { wordCount } from './words.ts';

/**
 * What only all pages of a help centre together can tell: which lists at the end are mere navigation, where relative
 * links lead, and which titles and headings are one article's own, so that they can serve as its questions.
 */
export function finishCentre(entries: readonly Entry[], reading: Reading, baseUrl: string | null): Entry[] {
  const pages = entries.filter((entry) => entry.kind === 'page');
  const titles = new Set(pages.map(({ article }) => keyOf(article.locale, article.title)));
  const shaped = pages.flatMap((entry) => {
    const { blocks, cut } = withoutRelated(entry, titles);
    if (cut) note(reading, 'left out a closing list of other articles', entry);
    if (blocks.length === 0) {
      note(reading, `left out "${entry.article.id}", which holds nothing but links to other articles`, entry);
      return [];
    }
    const links = (href: string) => absolute(href, entry, baseUrl);
    if (entry.links.some(({ href }) => links(href) === null && !href.startsWith('#')))
      note(reading, 'a link leads to no address of the web; its words stay without it (--base-url gives it one)', entry);
    return {
      ...entry,
      article: { ...entry.article, blocks: blocks.map((block) => relinked(block, links)), sources: sourcesOf(entry, baseUrl) },
    };
  });
  const asked = askedOf(shaped.map(({ article }) => article));
  const done = new Map(
    shaped.map((entry, i) => [entry.article.id, { ...entry, article: { ...entry.article, questions: asked[i] ?? [] } }]),
  );
  return entries.flatMap((entry) => (entry.kind === 'page' ? (done.get(entry.article.id) ?? []) : entry));
}

/** A last section that only lists other articles is for a page with a mouse, not an answer. */
function withoutRelated(entry: Entry, titles: ReadonlySet<string>): { blocks: Block[]; cut: boolean } {
  const { blocks, locale } = entry.article;
  const [heading, list] = blocks.slice(-2);
  if ((heading?.type !== 'h' && heading?.type !== 'p') || list?.type !== 'list') return { blocks, cut: false };
  const name = spansText(heading.spans);
  const elsewhere = list.items.filter(
    (item) =>
      titles.has(keyOf(locale, spansText(item))) ||
      item.every(({ text, href }) => text.trim() === '' || (href !== undefined && webLink(href) === null)),
  ).length;
  // Titles change, and such a list keeps the old ones.
  const needed = isRelated(name) ? list.items.length / 2 : list.items.length;
  const named = heading.type === 'h' || wordCount(name) <= 4;
  const cut = named && elsewhere >= needed && (blocks.length > 2 || isRelated(name));
  return cut ? { blocks: blocks.slice(0, -2), cut } : { blocks, cut };
}

function absolute(href: string, entry: Entry, baseUrl: string | null): string | null {
  if (webLink(href) !== null) return href;
  const own = entry.article.sources[0] ?? '';
  const base = URL.canParse(own) ? own : baseUrl && URL.canParse(own, baseUrl) ? new URL(own, baseUrl).href : null;
  if (base === null || href.startsWith('#') || !URL.canParse(href, base)) return null;
  return webLink(new URL(href, base).href);
}

const sourcesOf = ({ article }: Entry, baseUrl: string | null) =>
  article.sources.map((source) =>
    baseUrl !== null && !URL.canParse(source) && URL.canParse(source, baseUrl) ? new URL(source, baseUrl).href : source,
  );

function relinked(block: Block, absoluteOf: (href: string) => string | null): Block {
  const line = (spans: readonly Span[]) =>
    tidy(
      spans.map(({ href, ...span }): Span => {
        const kept = href === undefined ? null : absoluteOf(href);
        return kept === null ? span : { ...span, href: kept };
      }),
    );
  if (block.type === 'list') return { ...block, items: block.items.map(line) };
  if (block.type === 'table') return { ...block, head: block.head.map(line), rows: block.rows.map((row) => row.map(line)) };
  return { ...block, spans: line(block.spans) };
}
