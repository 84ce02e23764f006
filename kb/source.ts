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
}

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
export const describe = (issue: z.core.$ZodIssue) => `${issue.path.join('.') || 'entry'}: ${issue.message}.`;
