import type { z } from 'zod';
import type { Article } from './schema.ts';

export interface SourceFile {
  name: string;
  text: string;
}

/** One thing wrong with one file, and what to do about it. */
export interface ImportProblem {
  file: string;
  line: number;
  message: string;
  /** What kind of thing is wrong, where it is not simply that something cannot be read. */
  rule?: string;
}

/** Told now and then while something takes long. */
export type OnProgress = (step: string, done: number, total: number) => void;

/** What was changed or left out on the way, for a person to weigh. */
export interface ImportWarning extends ImportProblem {
  rule: string;
}

/** An article with where it stands, and what a check has to know that the article itself does not say. */
export interface Entry {
  article: Article;
  file: string;
  line: number;
  /** `own`: a file in our format. `row`: a question with its answer. `page`: an article of a help centre. */
  kind: 'own' | 'row' | 'page';
  /** Names by which links can mean it: its path, its address. */
  aliases: string[];
  links: { href: string; line: number }[];
  hidden: { line: number; name: string }[];
  /** Days of the source, where it gives them. */
  updated: string | null;
  expires: string | null;
}

/** Who "approved" what a file says as a whole, until a person does by name. */
export const IMPORTED = 'import';
export const NEVER = '9999-12-31';

export interface Reading {
  problems: ImportProblem[];
  /** What was left out or changed on the way, counted: an export has the same thing on every page. */
  notes: Map<string, { file: string; line: number; count: number; rule: string }>;
  locale: string | null;
  withheld: boolean;
  onProgress: OnProgress;
}

export function note(
  reading: Pick<Reading, 'notes'>,
  message: string,
  { file, line }: { file: string; line: number },
  rule = 'changed',
): void {
  const known = reading.notes.get(message);
  if (known) known.count += 1;
  else reading.notes.set(message, { file, line, count: 1, rule });
}

export const firstLine = (error: unknown) => (error instanceof Error ? (error.message.split('\n')[0] ?? '') : 'unreadable');

/** What is wrong with a field, and what to do about it. */
export const describe = (issue: z.core.$ZodIssue) => `${issue.path.join('.') || 'entry'}: ${reason(issue)}.`;

const KINDS: Record<string, string> = { array: 'a list', object: 'fields with values', record: 'fields with values' };

function reason(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return /received undefined$/.test(issue.message) ? 'is missing; fill it in' : `has to be ${KINDS[issue.expected] ?? 'text'}`;
    case 'too_small':
      if (issue.origin === 'array') return `needs at least ${issue.minimum}; add one`;
      return issue.minimum === 1 ? 'is empty; fill it in' : `is too short; use at least ${issue.minimum} characters`;
    case 'too_big':
      return issue.origin === 'array'
        ? `may hold ${issue.maximum}; keep those that differ most`
        : `is too long; use at most ${issue.maximum} characters`;
    case 'unrecognized_keys':
      return `has fields that nobody reads (${issue.keys.join(', ')}); kb/README.md names those there are`;
    case 'invalid_value':
      return `has to be one of ${issue.values.map((value) => `"${String(value)}"`).join(', ')}`;
    case 'invalid_format':
      return issue.format === 'date' ? 'has to be a day like 2027-06-01' : issue.message.replace(/^Invalid string: /, '');
    default:
      return issue.message;
  }
}
