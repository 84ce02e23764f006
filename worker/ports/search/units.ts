import { spansText } from '../../../kb/blocks.ts';
import { passagesOf } from '../../../kb/chunk.ts';
import { sameQuestion } from '../../../kb/questions.ts';
import type { Article } from '../../../kb/schema.ts';
import type { UnitKind } from './port.ts';

/** One thing of an article that a question can be like. Only a build holds them; a release holds their numbers. */
export interface Unit {
  /** Number of its article in the release. */
  article: number;
  kind: UnitKind;
  /** Which of the article's questions, or which stretch of its text, from 0; 0 for a title. */
  part: number;
  text: string;
  /** Number of the passage it belongs to, from 0; -1 for what stands for the whole article. */
  passage: number;
}

/** Words in one stretch of text. The shortest is about what the encoder reads well; the longest is longer than a passage. */
const lengths = [18, 36, 72, 144, 288] as const;
/** Stretches of text in a release, as long as its passages are fewer: what a worker's memory and 5 ms of search have room for. */
export const MOST_TEXTS = 24_000;

/** The units of all articles of a release, and the length of their stretches: the shortest that keeps them few enough. */
export function unitsOfAll(articles: readonly Article[], most = MOST_TEXTS): { stretch: number; units: Unit[][] } {
  const cut = (stretch: number) => ({ stretch, units: articles.map((article, i) => unitsOf(article, i, stretch)) });
  for (const stretch of lengths) {
    const found = cut(stretch);
    const texts = found.units.reduce((sum, units) => sum + units.filter(({ kind }) => kind === 'text').length, 0);
    if (texts <= most) return found;
  }
  return cut(lengths[4]);
}

/**
 * Title, questions and stretches of text of one article. A title that says the same as a question is one unit, and a
 * question that is the heading of a passage belongs to that passage.
 */
export function unitsOf(article: Article, number: number, stretch: number = lengths[0]): Unit[] {
  const passages = passagesOf(article);
  const headed = new Map<string, number>();
  for (const [i, { path, blocks }] of passages.entries()) {
    const headings = blocks.flatMap((block) => (block.type === 'h' ? [spansText(block.spans)] : []));
    for (const heading of [...headings, ...path.slice(1)]) if (!headed.has(sameQuestion(heading))) headed.set(sameQuestion(heading), i);
  }
  const units: Unit[] = [];
  const said = new Set<string>();
  const asked = article.questions.map((one, part) => ['question', one, part] as const);
  for (const [kind, text, part] of [...asked, ['title', article.title, 0] as const]) {
    const key = sameQuestion(text);
    if (said.has(key)) continue;
    said.add(key);
    units.push({ article: number, kind, part, text, passage: kind === 'question' ? (headed.get(key) ?? -1) : -1 });
  }
  let part = 0;
  for (const [passage, { text, path }] of passages.entries())
    for (const words of stretches(text, stretch))
      units.push({ article: number, kind: 'text', part: part++, text: path.length > 1 ? `${path.at(-1)} ${words}` : words, passage });
  return units;
}

/** Cut after a sentence where one ends in time, else anywhere. */
function stretches(text: string, stretch: number): string[] {
  const parts: string[] = [];
  let open: string[] = [];
  const close = () => {
    if (open.length > 0) parts.push(open.join(' '));
    open = [];
  };
  for (const sentence of text.split(/(?<=[.!?。！？])\s+|\n+/u)) {
    const words = sentence.split(/\s+/).filter(Boolean);
    if (open.length + words.length > stretch) close();
    for (let i = 0; i < words.length; i += stretch) {
      open.push(...words.slice(i, i + stretch));
      if (open.length >= stretch) close();
    }
  }
  close();
  return parts;
}
