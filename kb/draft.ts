import { type ArticleFile, articleFile } from './article-file.ts';
import { type Block, plainText } from './blocks.ts';
import { withoutLeftovers } from './hidden.ts';
import { sameQuestion } from './questions.ts';
import type { Article } from './schema.ts';
import { idOf } from './slug.ts';

/** What is known of an answer that nobody has written yet. */
export interface DraftSource {
  /** How customers asked, the most telling first. */
  questions: readonly string[];
  locale: string;
  topic: string;
  owner: string;
  /** How often it was asked, and on which day last. */
  asked: number;
  lastOn: string;
  /** The article that came closest. */
  near: { id: string; title: string } | null;
  /** Ids that other articles have. */
  taken: ReadonlySet<string>;
}

/** The line a draft begins with. As long as it stands there, nobody has written the answer. */
const UNWRITTEN = 'This answer is not written yet.';

export const isUnwritten = (blocks: readonly Block[]) => plainText(blocks).startsWith(UNWRITTEN);

/** Letters of an id that people will read and type. */
const LONG_ID = 60;
const LONG_TITLE = 120;
/** Characters that reorder words or stand for none: a customer's text may hold them, an article may not. */
const dangerous = /[\u202a-\u202e\u2066-\u2069\u{e0000}-\u{e007f}]/gu;

/** A file to begin an article with: everything but the answer and the approval. */
export function articleDraft(source: DraftSource): ArticleFile {
  const questions = distinct(source.questions);
  const [example = ''] = questions;
  return articleFile({
    id: idOf(shortened(example, LONG_ID), source.taken),
    title: capital(shortened(example, LONG_TITLE)),
    topic: source.topic,
    questions,
    mode: 'verbatim',
    locale: source.locale,
    owner: source.owner,
    sources: [],
    approvedBy: null,
    approvedOn: null,
    reviewBy: null,
    blocks: note(source),
  } satisfies Article);
}

/** Of two that differ in case or punctuation only, the first. */
function distinct(questions: readonly string[]): string[] {
  const clean = questions.map((question) => withoutLeftovers(question.replace(dangerous, '')).trim()).filter((one) => one.length > 1);
  const keys = clean.map(sameQuestion);
  return clean.filter((_, i) => keys.indexOf(keys[i] ?? '') === i);
}

/** Whole words up to a length. */
function shortened(text: string, length: number): string {
  if (text.length <= length) return text;
  const cut = [...text.slice(0, length + 1)].slice(0, -1).join('');
  return cut.replace(/\s+\S*$/u, '').trim() || cut;
}

const capital = (text: string) => text.charAt(0).toLocaleUpperCase() + text.slice(1);

function note({ locale, asked, lastOn, near }: DraftSource): Block[] {
  const text = (words: string): Block => ({ type: 'p', spans: [{ text: words }] });
  const nearest = near
    ? `The nearest article is "${near.title}" (${near.id}). If the answer stands there already, add these questions to it and delete this file.`
    : 'No article came close.';
  return [
    { type: 'p', spans: [{ text: UNWRITTEN, bold: true }] },
    text(`Asked ${asked === 1 ? 'once' : `${asked} times`}, last on ${lastOn}. ${nearest}`),
    {
      type: 'list',
      ordered: false,
      items: [
        [
          {
            text: `Replace everything below the front matter by the answer, in the language "${locale}": the answer first, conditions after it.`,
          },
        ],
        [{ text: 'Read id, title and topic again, and take out questions that ask for something else or name a person.' }],
        [{ text: 'Have another person approve it: approved_by, approved_on, review_by.' }],
      ],
    },
  ];
}
