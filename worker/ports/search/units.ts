import { spansText } from '../../../kb/blocks.ts';
import { passagesOf } from '../../../kb/chunk.ts';
import { sameQuestion } from '../../../kb/questions.ts';
import type { Article } from '../../../kb/schema.ts';
import type { UnitKind } from './port.ts';

/** One thing of an article that a question can be like. */
export interface Unit {
  /** Number of its article in the release. */
  article: number;
  kind: UnitKind;
  text: string;
  /** Number of the passage it belongs to, from 0; -1 for what stands for the whole article. */
  passage: number;
}

/** Words in one stretch of text; the encoder reads about as many. */
const stretch = 18;

/**
 * Title, questions and stretches of text of one article. A title that says the same as a question is one unit, and a
 * question that is the heading of a passage belongs to that passage.
 */
export function unitsOf(article: Article, number: number): Unit[] {
  const passages = passagesOf(article);
  const headed = new Map<string, number>();
  for (const [i, { path, blocks }] of passages.entries()) {
    const headings = blocks.flatMap((block) => (block.type === 'h' ? [spansText(block.spans)] : []));
    for (const heading of [...headings, ...path.slice(1)]) if (!headed.has(sameQuestion(heading))) headed.set(sameQuestion(heading), i);
  }
  const units: Unit[] = [];
  const said = new Set<string>();
  for (const [kind, text] of [...article.questions.map((one) => ['question', one] as const), ['title', article.title] as const]) {
    const key = sameQuestion(text);
    if (said.has(key)) continue;
    said.add(key);
    units.push({ article: number, kind, text, passage: kind === 'question' ? (headed.get(key) ?? -1) : -1 });
  }
  for (const [passage, { text, path }] of passages.entries())
    for (const part of stretches(text))
      units.push({ article: number, kind: 'text', text: path.length > 1 ? `${path.at(-1)} ${part}` : part, passage });
  return units;
}

/** Cut after a sentence where one ends in time, else anywhere. */
function stretches(text: string): string[] {
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
