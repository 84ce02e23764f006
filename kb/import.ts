import { finishCentre } from './centre.ts';
import { csvRows } from './csv.ts';
import { jsonRows } from './jsonl.ts';
import { LIMITS } from './limits.ts';
import { isOurs, readExport, readOwn } from './markdown-source.ts';
import { readRows } from './rows.ts';
import type { Article } from './schema.ts';
import type { Entry, ImportProblem, ImportWarning, OnProgress, Reading, SourceFile } from './source.ts';

export type { ImportProblem, SourceFile } from './source.ts';

export interface ImportOptions {
  /** `own`: every Markdown file has to keep our format. `any`: a folder in which none has our fields is read as an export. */
  markdown?: 'own' | 'any';
  /** Language of pages that name none. Without it, it is detected. */
  locale?: string | null;
  /** Address that relative links of an export start from. */
  baseUrl?: string | null;
  /** Takes drafts and unlisted pages too. */
  withUnlisted?: boolean;
  onProgress?: OnProgress;
}

export interface ImportResult {
  articles: Article[];
  /** Errors: with any of them, nothing may be used. */
  problems: ImportProblem[];
  warnings: ImportWarning[];
  entries: Entry[];
}

/** All files are read before anything is used, so that every problem is reported at once and nothing is half imported. */
export function importFiles(files: readonly SourceFile[], options: ImportOptions = {}): ImportResult {
  // Editors and spreadsheets on Windows put a byte-order mark first.
  const plain = files.map(({ name, text }) => ({ name, text: text.replace(/^\uFEFF/, '') }));
  const reading: Reading = {
    problems: [],
    notes: new Map(),
    locale: options.locale ?? null,
    withheld: options.withUnlisted ?? false,
    onProgress: options.onProgress ?? (() => {}),
  };
  const read = readAll(plain, options.markdown !== 'any' || isOurs(plain), reading);
  const entries = finishCentre(distinct(read, reading), reading, options.baseUrl ?? null).sort((a, b) =>
    a.article.id < b.article.id ? -1 : 1,
  );
  if (entries.length === 0 && reading.problems.length === 0) {
    const [first] = files;
    const message = first ? 'holds no article; add at least one.' : 'there is no article here; the assistant would know nothing.';
    reading.problems.push({ file: first?.name ?? '.', line: 1, message, rule: 'empty' });
  }
  const warnings = [...reading.notes].map(([message, { file, line, count, rule }]) => ({
    file,
    line,
    rule,
    message: count > 1 ? `${message} (${count} times in all)` : message,
  }));
  return { articles: entries.map(({ article }) => article), problems: reading.problems, warnings, entries };
}

/** Beyond the limit nothing more is read: it would take long, and everything is refused anyway. */
function readAll(files: readonly SourceFile[], ours: boolean, reading: Reading): Entry[] {
  const entries: Entry[] = [];
  for (const [i, file] of files.entries()) {
    reading.onProgress('reading articles', i, files.length);
    for (const entry of readFile(file, ours, reading)) entries.push(entry);
    if (entries.length <= LIMITS.articles) continue;
    const message = `is where there are more than ${LIMITS.articles.toLocaleString('en')} articles, the limit of a knowledge base. Keep what customers ask for; ways to ask for one answer go into one row (variants).`;
    reading.problems.push({ file: file.name, line: 1, message });
    break;
  }
  return entries;
}

function readFile(file: SourceFile, ours: boolean, reading: Reading): Entry[] {
  if (/\.(md|markdown)$/i.test(file.name)) return ours ? readOwn(file, reading) : readExport(file, reading);
  if (/\.csv$/i.test(file.name)) return readRows(file.name, csvRows(file, reading.problems), reading);
  if (/\.jsonl$/i.test(file.name)) return readRows(file.name, jsonRows(file, reading.problems), reading);
  reading.problems.push({ file: file.name, line: 1, message: 'is not a kind that can be read; use .md, .csv or .jsonl.' });
  return [];
}

/** One article an id. Pages of an export get another one, since nobody can change theirs; everything else is a mistake. */
function distinct(entries: readonly Entry[], reading: Reading): Entry[] {
  const taken = new Map<string, Entry>();
  for (const entry of entries) {
    const other = taken.get(entry.article.id);
    const [spare] = other?.kind === 'page' && entry.kind === 'page' ? spareIds(entry, other).filter((id) => !taken.has(id)) : [];
    if (!other) taken.set(entry.article.id, entry);
    else if (spare !== undefined) taken.set(spare, { ...entry, article: { ...entry.article, id: spare } });
    else {
      const where = other.file === entry.file ? `line ${other.line}` : other.file;
      reading.problems.push({
        file: entry.file,
        line: entry.line,
        message: `id "${entry.article.id}" is also used in ${where}; give one a new id.`,
      });
    }
  }
  return [...taken.values()];
}

/** Translations of a page share its id, and pages of several sections their short name. */
const spareIds = ({ article, aliases }: Entry, other: Entry) => [
  ...(article.locale === other.article.locale ? [] : [`${article.id}-${article.locale}`]),
  ...aliases.slice(1, 2).filter((path) => path !== '' && path.length <= 200),
];
