import { join } from 'node:path';
import type { Block } from '../../kb/blocks.ts';
import { plainText } from '../../kb/blocks.ts';
import type { Article } from '../../kb/schema.ts';
import { root } from '../../worker/local/config.ts';
import { readKnowledge } from '../../worker/release/build.ts';

/** The same numbers every time, from 0 to 1. */
export function randomly(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
    return state / 0x80000000;
  };
}

const forms = [
  'how do i X the Y',
  'can i X my Y',
  'where is the Y for X',
  'X Y',
  'what does Y X mean',
  'is it possible to X a Y today',
  'i want to X the Y again',
  'why is my Y not X',
  'when will Y be X',
  'tell me about X and Y please',
];

export interface Shape {
  articles: number;
  questions: number;
  /** Passages of each article, each under a question of its own, and words of each. */
  passages: number;
  words: number;
}

/** Knowledge of any size from the words of this project's own articles, and questions like its own but not the same. */
export async function synthesize({ articles, questions, passages, words }: Shape, asked: number) {
  const vocabulary = await ownWords();
  const next = randomly(3);
  // Few words are used often and many seldom, as in any language.
  const word = () => vocabulary[Math.floor(next() ** 2 * vocabulary.length)] ?? '';
  const many = (count: number) => Array.from({ length: count }, word).join(' ');
  const subjects = Array.from({ length: articles }, () => [word(), word(), word()]);
  const question = (subject: readonly string[], i: number) =>
    `${(forms[i % forms.length] ?? '').replace('X', subject[i % 3] ?? '').replace('Y', subject[(i + 1) % 3] ?? '')} ${word()}`;
  const made = subjects.map((subject, i): Article => {
    const blocks: Block[] = Array.from({ length: passages }, (): Block[] => [
      ...(passages > 1 ? [{ type: 'h' as const, level: 2 as const, spans: [{ text: `${many(4)}?` }] }] : []),
      { type: 'p', spans: [{ text: `${many(words)}.` }] },
    ]).flat();
    return {
      id: `article-${i}`,
      title: subject.join(' '),
      topic: 'general',
      questions: Array.from({ length: questions }, (_, q) => question(subject, q)),
      mode: 'verbatim',
      locale: 'en',
      owner: 'Bench',
      sources: [],
      approvedBy: 'Bench',
      approvedOn: null,
      reviewBy: null,
      blocks,
    };
  });
  const asking = Array.from({ length: asked }, (_, i) => question(subjects[Math.floor(next() * articles)] ?? [], i));
  return { articles: made, asking };
}

async function ownWords(): Promise<string[]> {
  const articles = (await readKnowledge(join(root, 'kb/articles'))).filter(({ locale }) => locale === 'en');
  const text = articles.map(({ title, questions, blocks }) => [title, ...questions, plainText(blocks)].join(' ')).join(' ');
  const counts = new Map<string, number>();
  for (const word of text.toLowerCase().match(/[a-z]{4,}/g) ?? []) counts.set(word, (counts.get(word) ?? 0) + 1);
  return [...counts].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1)).map(([word]) => word);
}
