import { plainText } from './blocks.ts';
import type { Finding } from './check.ts';
import type { Entry } from './source.ts';

/** A question as it is compared: two that differ in case, accents of width or punctuation are one. */
export const sameQuestion = (text: string) =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .match(/[\p{L}\p{N}]+/gu)
    ?.join(' ') ?? text.trim();

/** How many different questions there are, and which of them stands there most often, if any does more than once. */
export function repeated(questions: readonly string[]): { count: number; most: { question: string; times: number } | null } {
  const times = new Map<string, { question: string; times: number }>();
  let most = { question: '', times: 1 };
  for (const question of questions) {
    const key = sameQuestion(question);
    const known = times.get(key) ?? { question, times: 0 };
    known.times += 1;
    times.set(key, known);
    if (known.times > most.times) most = known;
  }
  return { count: times.size, most: most.times > 1 ? most : null };
}

/** Questions that lead to two articles. One finding a question, however many articles share it. */
export function sharedQuestions(entries: readonly Entry[]): Finding[] {
  const asked = new Map<string, { question: string; entries: Set<Entry> }>();
  for (const entry of entries) {
    for (const question of entry.article.questions) {
      const key = `${entry.article.locale} ${sameQuestion(question)}`;
      const known = asked.get(key);
      if (known) known.entries.add(entry);
      else asked.set(key, { question, entries: new Set([entry]) });
    }
  }
  const words = new Map<Entry, string>();
  const answerOf = (entry: Entry) => {
    const known = words.get(entry) ?? plainText(entry.article.blocks);
    words.set(entry, known);
    return known;
  };
  const shared = [...asked.values()].filter(({ entries: same }) => same.size > 1);
  return shared.map(({ question, entries: same }) => finding(question, [...same].sort(byPlace), new Set([...same].map(answerOf))));
}

const byPlace = (a: Entry, b: Entry) => (a.file < b.file ? -1 : a.file > b.file ? 1 : a.line - b.line);

function finding(question: string, same: readonly Entry[], answers: ReadonlySet<string>): Finding {
  const [, second] = same;
  const where = same.slice(0, 3).map(({ file, line, article }) => `${article.id} (${file}:${line})`);
  const more = same.length > 3 ? ` and ${(same.length - 3).toLocaleString('en')} more` : '';
  const quoted = `"${question.length > 80 ? `${question.slice(0, 80)}…` : question}"`;
  const base = { file: second?.file ?? '', line: second?.line ?? 1 };
  if (answers.size > 1)
    return {
      ...base,
      severity: 'error',
      rule: 'contradicting-questions',
      message: `the question ${quoted} has different answers in ${where.join(', ')}${more}; leave it in the article that should answer it.`,
    };
  return {
    ...base,
    severity: 'warning',
    rule: 'duplicate-question',
    message: `the question ${quoted} stands in ${where.join(', ')}${more} with the same answer; one article is enough.`,
  };
}
