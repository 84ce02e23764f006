import { type Block, spansText } from './blocks.ts';
import { saysNothing, tells, unlabelled } from './headings.ts';
import { isEmptySection } from './outline.ts';
import { sameQuestion } from './questions.ts';
import type { Article } from './schema.ts';
import { idOf } from './slug.ts';

type Page = Pick<Article, 'id' | 'title' | 'topic' | 'locale' | 'questions' | 'blocks'>;

/** A text as it is compared with those of the same language. */
export const keyOf = (locale: string, text: string) => `${locale} ${sameQuestion(text)}`;

/**
 * Exports have no questions, so titles and headings stand for them: a heading as it is where it says enough and one
 * page alone has it, otherwise together with the title. What the pages ask themselves stays.
 */
export function askedOf(pages: readonly Page[]): string[][] {
  const counts: Counts = {
    titles: countedIn(pages, ({ title }) => [title]),
    headings: countedIn(pages, ({ blocks }) => headings(blocks)),
  };
  return pages.map((page) => (page.questions.length > 0 ? page.questions : questionsOf(page, counts)));
}

/** On how many pages a title or heading stands. */
interface Counts {
  titles: ReadonlyMap<string, number>;
  headings: ReadonlyMap<string, number>;
}

function countedIn(pages: readonly Page[], textsOf: (page: Page) => string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const page of pages)
    for (const one of new Set(textsOf(page).map((text) => keyOf(page.locale, text)))) counts.set(one, (counts.get(one) ?? 0) + 1);
  return counts;
}

const headings = (blocks: readonly Block[]) =>
  blocks
    .flatMap((block, i) => (block.type === 'h' && !isEmptySection(blocks, i) ? [spansText(block.spans).replace(/\s+/g, ' ')] : []))
    .filter((heading) => !saysNothing(heading))
    .map((heading) => unlabelled(heading).replace(/\s*[:：]$/, ''));

function questionsOf(page: Page, counts: Counts): string[] {
  const key = (text: string) => keyOf(page.locale, text);
  // A title that several pages share, or that says nothing, says too little: its topic and, at last, its id tell them apart.
  const title =
    counts.titles.get(key(page.title)) === 1 && !saysNothing(page.title)
      ? page.title
      : `${page.title} (${words(page.topic)}: ${words(page.id.split('/').pop() ?? '') || idOf(page.id)})`;
  const asked = headings(page.blocks).map((heading) =>
    tells(heading) && counts.headings.get(key(heading)) === 1 && !counts.titles.has(key(heading)) ? heading : together(title, heading),
  );
  const unique = new Map([title, ...asked].map((text) => [sameQuestion(text), text]));
  return [...unique.values()].map(shortened).slice(0, 100);
}

const words = (name: string) =>
  name
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
    .toLowerCase();

/** "On a Mac" asks for something only together with its title. */
function together(title: string, heading: string): string {
  if (/\p{Script=Han}$/u.test(title)) return `${title}：${heading}`;
  if (/[\u3000-\u303f\uff00-\uffef]$/u.test(title)) return title + heading;
  return /[.?!:…؟]$/.test(title) ? `${title} ${heading}` : `${title}: ${heading}`;
}

const shortened = (text: string) => (text.length > 300 ? `${text.slice(0, 299).replace(/\p{Surrogate}$/u, '')}…` : text);
