import { type Block, type Span, spansText } from './blocks.ts';
import { webLink } from './markdown.ts';
import { isEmptySection } from './outline.ts';
import { sameQuestion } from './questions.ts';
import { type Entry, note, type Reading } from './source.ts';
import { tidy } from './spans.ts';
import { wordCount } from './words.ts';

/** A heading that says what is below it, also without the page around it. */
const tells = (heading: string) =>
  heading.length <= 300 &&
  !/[:：]\s*$/.test(heading) &&
  (/[?？؟]\s*$/.test(heading) ? wordCount(heading) >= 2 : wordCount(heading) >= 3 && wordCount(heading) <= 30);

/**
 * What only all pages of a help centre together can tell: which lists at the end are mere navigation, where relative
 * links lead, and which titles and headings are one article's own, so that they can serve as its questions.
 */
export function finishCentre(entries: readonly Entry[], reading: Reading, baseUrl: string | null): Entry[] {
  const pages = entries.filter((entry) => entry.kind === 'page');
  const titles = new Set(pages.map(({ article }) => key(article.locale, article.title)));
  const shaped = pages.map((entry) => {
    const { blocks, cut } = withoutRelated(entry, titles);
    if (cut) note(reading, 'left out a closing list of other articles', entry);
    const links = (href: string) => absolute(href, entry, baseUrl);
    if (entry.links.some(({ href }) => links(href) === null && !href.startsWith('#')))
      note(reading, 'a link leads to no address of the web; its words stay without it (--base-url gives it one)', entry);
    return {
      ...entry,
      article: { ...entry.article, blocks: blocks.map((block) => relinked(block, links)), sources: sourcesOf(entry, baseUrl) },
    };
  });
  const counts = new Map<string, number>();
  const asks = (entry: Entry) => [entry.article.title, ...headings(entry.article.blocks).filter(tells)];
  for (const entry of shaped) {
    for (const question of new Set(asks(entry).map((text) => key(entry.article.locale, text))))
      counts.set(question, (counts.get(question) ?? 0) + 1);
  }
  const asked = new Map(
    shaped.map((entry) => [
      entry.article.id,
      { ...entry, article: { ...entry.article, questions: questionsOf(entry, asks(entry), counts) } },
    ]),
  );
  return entries.map((entry) => (entry.kind === 'page' ? (asked.get(entry.article.id) ?? entry) : entry));
}

const key = (locale: string, text: string) => `${locale} ${sameQuestion(text)}`;
const headings = (blocks: readonly Block[]) =>
  blocks.flatMap((block, i) => (block.type === 'h' && !isEmptySection(blocks, i) ? [spansText(block.spans).replace(/\s+/g, ' ')] : []));

function questionsOf({ article }: Entry, asked: readonly string[], counts: ReadonlyMap<string, number>): string[] {
  if (article.questions.length > 0) return article.questions;
  const [title = '', ...rest] = asked;
  const own = rest.filter((text) => counts.get(key(article.locale, text)) === 1);
  // A title that several pages share says too little: its topic and, at last, its id tell them apart.
  const named =
    counts.get(key(article.locale, title)) === 1
      ? title
      : `${title} (${words(article.topic)}: ${words(article.id.split('/').pop() ?? '')})`;
  const unique = new Map([named, ...own].map((text) => [sameQuestion(text), text]));
  return [...unique.values()].map((text) => (text.length > 300 ? `${text.slice(0, 299)}…` : text)).slice(0, 100);
}

const words = (name: string) =>
  name
    .replace(/[-_./]+/g, ' ')
    .trim()
    .toLowerCase();

/** A last section that only lists other articles is for a page with a mouse, not an answer. */
function withoutRelated(entry: Entry, titles: ReadonlySet<string>): { blocks: Block[]; cut: boolean } {
  const { blocks, locale } = entry.article;
  const [heading, list] = blocks.slice(-2);
  const named = heading?.type === 'h' || (heading?.type === 'p' && wordCount(spansText(heading.spans)) <= 4);
  if (blocks.length < 3 || !named || list?.type !== 'list') return { blocks, cut: false };
  const elsewhere = (item: readonly Span[]) =>
    titles.has(key(locale, spansText(item))) ||
    item.every(({ text, href }) => text.trim() === '' || (href !== undefined && webLink(href) === null));
  return list.items.every(elsewhere) ? { blocks: blocks.slice(0, -2), cut: true } : { blocks, cut: false };
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
