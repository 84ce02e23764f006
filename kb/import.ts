import { parse as parseCsv } from 'csv-parse/sync';
import { parse as parseYaml } from 'yaml';
import { z } from 'zod';
import { parseMarkdown } from './markdown.ts';
import { type Article, frontMatterSchema } from './schema.ts';

/** One thing wrong with one file, and what to do about it. */
export interface ImportProblem {
  file: string;
  line: number;
  message: string;
}

export interface ImportResult {
  articles: Article[];
  problems: ImportProblem[];
}

export interface SourceFile {
  name: string;
  text: string;
}

/** All files are read before anything is used, so that every problem is reported at once and nothing is half imported. */
export function importFiles(files: readonly SourceFile[]): ImportResult {
  const result: ImportResult = { articles: [], problems: [] };
  const origin = new Map<string, string>();
  for (const file of files) {
    for (const { article, line } of readFile(file, result.problems)) {
      const other = origin.get(article.id);
      if (other)
        result.problems.push({ file: file.name, line, message: `id "${article.id}" is also used in ${other}; give one a new id.` });
      else {
        origin.set(article.id, file.name);
        result.articles.push(article);
      }
    }
  }
  if (files.length > 0 && result.articles.length === 0 && result.problems.length === 0) {
    result.problems.push({ file: files[0]?.name ?? '', line: 1, message: 'holds no article; add at least one.' });
  }
  result.articles.sort((a, b) => (a.id < b.id ? -1 : 1));
  return result;
}

interface Read {
  article: Article;
  line: number;
}

function readFile({ name, text }: SourceFile, problems: ImportProblem[]): Read[] {
  // Editors and spreadsheets on Windows put a byte-order mark first.
  const file = { name, text: text.replace(/^\uFEFF/, '') };
  if (file.name.endsWith('.md')) return readMarkdown(file, problems);
  if (file.name.endsWith('.csv')) return readRows(file, csvRows(file, problems), problems);
  if (file.name.endsWith('.jsonl')) return readRows(file, jsonRows(file, problems), problems);
  problems.push({ file: file.name, line: 1, message: 'is not a kind that can be read; use .md, .csv or .jsonl.' });
  return [];
}

function readMarkdown(file: SourceFile, problems: ImportProblem[]): Read[] {
  const match = /^---\r?\n([\s\S]*?)\r?\n---\r?\n?([\s\S]*)$/.exec(file.text);
  if (!match) {
    problems.push({ file: file.name, line: 1, message: 'has no front matter; start the file with --- and the fields of kb/README.md.' });
    return [];
  }
  const [, head = '', body = ''] = match;
  let data: unknown;
  try {
    data = parseYaml(head, { schema: 'core' });
  } catch (error) {
    problems.push({ file: file.name, line: 2, message: `front matter is not YAML: ${firstLine(error)}` });
    return [];
  }
  const parsed = frontMatterSchema.safeParse(data);
  const blocks = parseMarkdown(body);
  const line = head.split('\n').length + 3;
  if (!parsed.success) {
    for (const issue of parsed.error.issues)
      problems.push({ file: file.name, line: lineOf(head, issue.path[0]), message: describe(issue) });
    return [];
  }
  if (blocks.length === 0) {
    problems.push({ file: file.name, line, message: 'has no text below the front matter; write the approved answer there.' });
    return [];
  }
  const { approved_by, approved_on, review_by, ...rest } = parsed.data;
  return [
    {
      line: 1,
      article: { ...rest, approvedBy: approved_by ?? null, approvedOn: approved_on ?? null, reviewBy: review_by ?? null, blocks },
    },
  ];
}

/** A row of a CSV or JSONL export. Such entries count as approved verbatim answers of whoever imports them. */
const rowSchema = z.object({
  id: z.union([z.string().min(1).max(200), z.number().transform(String)]),
  question: z.string().min(1),
  answer: z.string().min(1),
  variants: z.array(z.string().min(1)).default([]),
  topic: z.string().nullish(),
});

function readRows(file: SourceFile, rows: { line: number; row: unknown }[], problems: ImportProblem[]): Read[] {
  return rows.flatMap(({ line, row }) => {
    const parsed = rowSchema.safeParse(row);
    if (!parsed.success) {
      for (const issue of parsed.error.issues) problems.push({ file: file.name, line, message: describe(issue) });
      return [];
    }
    const { id, question, answer, variants, topic } = parsed.data;
    const blocks = parseMarkdown(answer);
    if (blocks.length === 0) {
      problems.push({ file: file.name, line, message: 'answer: holds no words; write the approved answer there.' });
      return [];
    }
    return [
      {
        line,
        article: {
          id,
          title: question.slice(0, 400),
          topic: topic || 'general',
          questions: [question, ...variants],
          mode: 'verbatim',
          locale: 'en',
          owner: file.name,
          approvedBy: 'import',
          approvedOn: null,
          reviewBy: '9999-12-31',
          sources: [],
          blocks,
        },
      },
    ];
  });
}

const csvSchema = z.array(z.object({ record: z.record(z.string(), z.string()), info: z.object({ lines: z.int() }), raw: z.string() }));

function csvRows(file: SourceFile, problems: ImportProblem[]): { line: number; row: unknown }[] {
  try {
    const options = { columns: true, skip_empty_lines: true, relax_column_count: true, info: true, raw: true } as const;
    const records: unknown = parseCsv(file.text, options);
    return csvSchema.parse(records).map(({ record, info, raw }) => ({
      // The parser counts to the end of a row; one with a long answer begins lines before.
      line: info.lines - raw.trim().split('\n').length + 1,
      row: {
        ...record,
        variants: (record.variants ?? '')
          .split('|')
          .map((part) => part.trim())
          .filter(Boolean),
      },
    }));
  } catch (error) {
    problems.push({ file: file.name, line: 1, message: `is not readable CSV: ${firstLine(error)}` });
    return [];
  }
}

function jsonRows(file: SourceFile, problems: ImportProblem[]): { line: number; row: unknown }[] {
  return file.text.split('\n').flatMap((text, i) => {
    if (text.trim() === '') return [];
    try {
      return [{ line: i + 1, row: JSON.parse(text) }];
    } catch {
      problems.push({ file: file.name, line: i + 1, message: 'is not JSON; write one object a line.' });
      return [];
    }
  });
}

const firstLine = (error: unknown) => (error instanceof Error ? (error.message.split('\n')[0] ?? '') : 'unreadable');
const describe = (issue: z.core.$ZodIssue) => `${issue.path.join('.') || 'entry'}: ${issue.message}.`;

/** The line of a front-matter field, so that an editor can jump there. The fence is line 1. */
function lineOf(head: string, key: PropertyKey | undefined): number {
  const index = head.split('\n').findIndex((line) => line.startsWith(`${String(key)}:`));
  return index < 0 ? 2 : index + 2;
}
