import type { Finding } from './check.ts';

export const formatFinding = ({ severity, file, line, message }: Finding) =>
  `${severity}: ${file === '.' ? '' : `${file}:${line}: `}${message}`;

export const counted = (count: number, name: string) => `${count.toLocaleString('en')} ${name}${count === 1 ? '' : 's'}`;

const MOST = 50;
const EACH = 5;

/** Findings as lines: all of few; of many the first of each kind, and how many more there are. */
export function reportOf(findings: readonly Finding[], all = false): string[] {
  if (all || findings.length <= MOST) return findings.map(formatFinding);
  const kinds = new Map<string, Finding[]>();
  for (const finding of findings) {
    const kind = `${finding.severity} ${finding.rule}`;
    const others = kinds.get(kind);
    if (others) others.push(finding);
    else kinds.set(kind, [finding]);
  }
  const lines = [...kinds.values()].flatMap((group) => [...group.slice(0, EACH).map(formatFinding), ...more(group.slice(EACH))]);
  return [...lines, '--all lists every one'];
}

function more(rest: readonly Finding[]): string[] {
  const [first] = rest;
  if (!first) return [];
  const files = new Set(rest.map(({ file }) => file)).size;
  return [
    `… and ${counted(rest.length, `more ${first.severity}`)} of this kind (${first.rule})${files > 1 ? ` in ${counted(files, 'file')}` : ''}`,
  ];
}

/** What there is and what is wrong, in one line. */
export function summaryOf(articles: readonly { questions: readonly string[]; topic: string }[], findings: readonly Finding[]): string {
  const questions = articles.reduce((sum, article) => sum + article.questions.length, 0);
  const topics = new Set(articles.map(({ topic }) => topic)).size;
  const errors = findings.filter(({ severity }) => severity === 'error').length;
  const verdict =
    findings.length === 0 ? 'nothing to mend' : `${counted(errors, 'error')}, ${counted(findings.length - errors, 'warning')}`;
  return `${counted(articles.length, 'article')}, ${counted(questions, 'question')}, ${counted(topics, 'topic')}: ${verdict}`;
}
