import { articleFile } from './article-file.ts';
import { sameQuestion } from './questions.ts';
import type { Article } from './schema.ts';
import { idOf, isId, topicOf } from './slug.ts';
import type { Entry, ImportProblem } from './source.ts';

/** One person's word for all articles of an import at once. */
export interface Approval {
  approvedBy: string;
  approvedOn: string;
  reviewBy: string;
  owner: string | null;
  mode: Article['mode'] | null;
}

export interface Plan {
  files: { id: string; path: string; text: string; state: 'new' | 'replaced' }[];
  /** Files that give way to one at another place. */
  removed: string[];
  unchanged: number;
  problems: ImportProblem[];
}

/** Titles are shown on one line as the source of an answer. */
const TITLE = 120;

/**
 * What an import would write. `existing` are the articles that are there, with their files. An article that is there with other words
 * stops the import unless `replace` says otherwise; with the same words, it keeps the approval it has.
 */
export function planImport(
  entries: readonly Entry[],
  existing: ReadonlyMap<string, { article: Article; path: string }>,
  approval: Approval,
  replace: boolean,
): Plan {
  const plan: Plan = { files: [], removed: [], unchanged: 0, problems: [] };
  for (const { entry, article } of named(entries, approval)) {
    const say = (message: string) => plan.problems.push({ file: entry.file, line: entry.line, message });
    const there = existing.get(article.id);
    if (there && sameWords(there.article, article)) {
      plan.unchanged += 1;
      continue;
    }
    const file = articleFile(article);
    if (!file.ok) say(`"${article.id}" cannot be written: ${file.message}`);
    else if (there && !replace)
      say(
        `"${article.id}" is there already with other words (${there.path}); --replace puts this one in its place, or give one another id.`,
      );
    else {
      plan.files.push({ id: article.id, path: file.path, text: file.text, state: there ? 'replaced' : 'new' });
      if (there && there.path !== file.path) plan.removed.push(there.path);
    }
  }
  return plan;
}

/** Articles under ids and topics that our files can have, the same on every import of the same source. */
function named(entries: readonly Entry[], approval: Approval): { entry: Entry; article: Article }[] {
  // Names that are ids already come first, so that they keep them.
  const exact = new Set(entries.flatMap(({ article }) => (isId(article.id) ? [article.id] : [])));
  const taken = new Set(exact);
  return entries.map((entry) => {
    const id = exact.has(entry.article.id) ? entry.article.id : idOf(entry.article.id, taken);
    taken.add(id);
    return { entry, article: approved(entry, id, approval) };
  });
}

function approved({ article, expires }: Entry, id: string, approval: Approval): Article {
  const topic = topicOf(article.topic);
  const title = shortened(told(oneLine(article.title), topic));
  return {
    ...article,
    id,
    title,
    topic,
    questions: questionsOf(article.questions, title),
    mode: approval.mode ?? article.mode,
    owner: approval.owner ?? approval.approvedBy,
    approvedBy: approval.approvedBy,
    approvedOn: approval.approvedOn,
    // A source that says when its article runs out knows better than whoever approves a thousand at once.
    reviewBy: expires !== null && expires < approval.reviewBy ? expires : approval.reviewBy,
  };
}

/** One sign is a title where signs are words, and too little for a line of its own. */
const isShort = (text: string) => [...text].length < 2;
const told = (title: string, topic: string) => (isShort(title) ? `${title} (${topic})`.trim() : title);

/** Each question once, as it is written first; the title where none is left. */
function questionsOf(questions: readonly string[], title: string): string[] {
  const unique = new Map<string, string>();
  for (const question of questions.map(oneLine)) {
    const key = sameQuestion(question);
    if (!isShort(question) && !unique.has(key)) unique.set(key, question);
  }
  return unique.size > 0 ? [...unique.values()] : [title];
}

const oneLine = (text: string) => text.replace(/\s+/g, ' ').trim();
const shortened = (title: string) =>
  title.length <= TITLE
    ? title
    : `${title
        .slice(0, TITLE - 1)
        .replace(/\s+\S*$/, '')
        .replace(/\p{Surrogate}$/u, '')}…`;

/** The same but for who approved it and when. */
function sameWords(a: Article, b: Article): boolean {
  const words = ({ id, title, topic, questions, mode, locale, blocks, sources }: Article) =>
    JSON.stringify([id, title, topic, questions, mode, locale, sources, articleText(blocks)]);
  return words(a) === words(b);
}

const articleText = (blocks: Article['blocks']) =>
  JSON.stringify(blocks, (_, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  );
