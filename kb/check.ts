import { plainText, spansText } from './blocks.ts';
import { isUnwritten } from './draft.ts';
import type { ImportResult } from './import.ts';
import { LIMITS } from './limits.ts';
import { brokenLinks } from './links.ts';
import { clashingNames } from './names.ts';
import { isEmptySection } from './outline.ts';
import { repeated, sharedQuestions } from './questions.ts';
import { type Entry, IMPORTED, type ImportProblem } from './source.ts';

/** An error stops an import and a release; a warning is for a person to weigh. */
export interface Finding extends ImportProblem {
  severity: 'error' | 'warning';
  rule: string;
}

/** Everything there is to say about a knowledge base, by file and line. `today` is a date (UTC). */
export function checkKnowledge(result: ImportResult, today: string): Finding[] {
  const { entries } = result;
  const findings: Finding[] = [
    ...result.problems.map((problem) => ({ rule: 'unreadable', ...problem, severity: 'error' as const })),
    ...result.warnings.map((problem) => ({ ...problem, severity: 'warning' as const })),
    ...entries.flatMap((entry) => oneEntry(entry, today)),
    ...unapproved(entries),
    ...sharedQuestions(entries),
    ...brokenLinks(entries),
    ...clashingNames(entries),
  ];
  return sorted(findings);
}

const sorted = (findings: Finding[]) =>
  findings
    .map((finding, i) => ({ finding, i }))
    .sort(
      (a, b) =>
        Number(a.finding.severity === 'warning') - Number(b.finding.severity === 'warning') ||
        (a.finding.file < b.finding.file ? -1 : a.finding.file > b.finding.file ? 1 : a.finding.line - b.finding.line || a.i - b.i),
    )
    .map(({ finding }) => finding);

function oneEntry(entry: Entry, today: string): Finding[] {
  const { article } = entry;
  const found: Finding[] = [];
  const say = (severity: Finding['severity'], rule: string, message: string, line = entry.line) =>
    found.push({ file: entry.file, line, severity, rule, message });
  const length = plainText(article.blocks).length;
  if (length > LIMITS.articleLength)
    say(
      'error',
      'too-long',
      `"${article.id}" has ${length.toLocaleString('en')} characters; the limit is ${LIMITS.articleLength.toLocaleString('en')}. Make an article of each part.`,
    );
  const long = article.questions.filter((question) => question.length > LIMITS.questionLength);
  if (long.length > 0)
    say(
      'error',
      'long-question',
      `"${article.id}" has ${long.length === 1 ? 'a question' : `${long.length} questions`} of more than ${LIMITS.questionLength} characters ("${long[0]?.slice(0, 60)}…"); shorten to what a customer would write.`,
    );
  const { count, most } = repeated(article.questions);
  if (count > LIMITS.questions)
    say(
      'error',
      'many-questions',
      `"${article.id}" has ${count.toLocaleString('en')} questions; the limit is ${LIMITS.questions}. Keep those that differ most.`,
    );
  if (most !== null)
    say(
      'warning',
      'repeated-question',
      `"${article.id}" has the question "${most.question.slice(0, 60)}" ${most.times.toLocaleString('en')} times; once is enough.`,
    );
  const wordless = article.questions.filter((question) => !/[\p{L}\p{N}]/u.test(question));
  if (wordless.length > 0)
    say(
      'warning',
      'wordless-question',
      `"${article.id}" has a question without words ("${wordless[0]?.slice(0, 20)}"), which no search finds; add one in words.`,
    );
  for (const { line, name } of entry.hidden.slice(0, 3))
    say('error', 'hidden-unicode', `holds ${name}, which readers do not see; delete it.`, line);
  if (entry.hidden.length > 3) say('error', 'hidden-unicode', `holds ${entry.hidden.length - 3} more characters that readers do not see.`);
  if (article.approvedBy !== null && article.approvedBy !== IMPORTED && (article.reviewBy === null || article.reviewBy < today))
    say(
      'warning',
      'past-review',
      `"${article.id}" is not answered from: ${article.reviewBy ? `its review was due on ${article.reviewBy}` : 'it has no review date'}. Read it again and set review_by.`,
    );
  if (entry.expires !== null && entry.expires < today)
    say('warning', 'expired', `"${article.id}" ran out on ${entry.expires}, as its source says; ask its owner before you approve it.`);
  if (isUnwritten(article.blocks))
    say(
      article.approvedBy === null ? 'warning' : 'error',
      'no-answer',
      `"${article.id}" has no answer yet, only the note of its draft; write the answer in its place.`,
    );
  const empty = article.blocks.find((block, i) => block.type === 'h' && isEmptySection(article.blocks, i));
  if (empty?.type === 'h')
    say(
      'warning',
      'empty-section',
      `"${article.id}" says nothing below the heading "${spansText(empty.spans).slice(0, 60)}"; was a part lost?`,
    );
  return found;
}

/** Articles that nobody stands for: each of ours, and an export as a whole. */
function unapproved(entries: readonly Entry[]): Finding[] {
  const exported = new Map<string, Entry[]>();
  const found = entries.flatMap((entry): Finding[] => {
    const base = { file: entry.file, line: entry.line, severity: 'warning', rule: 'not-approved' } as const;
    if (entry.article.approvedBy === IMPORTED) {
      const group = entry.kind === 'page' && /\.(md|markdown)$/.test(entry.file) ? 'pages' : entry.file;
      const others = exported.get(group);
      if (others) others.push(entry);
      else exported.set(group, [entry]);
      return [];
    }
    return entry.article.approvedBy === null
      ? [
          {
            ...base,
            message: `"${entry.article.id}" is not answered from: nobody has approved it. Read it, then fill in approved_by, approved_on and review_by.`,
          },
        ]
      : [];
  });
  return [...found, ...[...exported.values()].flatMap((group) => bulk(group))];
}

function bulk(group: readonly Entry[]): Finding[] {
  const [first] = group;
  if (!first) return [];
  const message = `${group.length === 1 ? 'one article carries' : `${group.length} articles carry`} no approval; "kb import --approved-by … --review-by …" approves them by name.`;
  return [{ file: first.file, line: first.line, severity: 'warning', rule: 'not-approved', message }];
}
