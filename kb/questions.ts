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
  return [...asked.values()].flatMap(({ question, entries: same }) => (same.size > 1 ? [finding(question, [...same])] : []));
}

function finding(question: string, same: readonly Entry[]): Finding {
  const [, second] = same;
  const answers = new Set(same.map((entry) => plainText(entry.article.blocks)));
  const where = same.slice(0, 3).map(({ file, line, article }) => `${article.id} (${file}:${line})`);
  const more = same.length > 3 ? ` and ${same.length - 3} more` : '';
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
