import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import { fieldsOf } from './fields.ts';
import type { Row } from './rows.ts';
import { firstLine, type ImportProblem, type SourceFile } from './source.ts';

const recordSchema = z.object({ record: z.record(z.string(), z.string()), info: z.object({ lines: z.int() }), raw: z.string() });

/** Rows of a CSV file with the line each begins in. Its first line names the columns; commas, semicolons or tabs part them. */
export function csvRows(file: SourceFile, problems: ImportProblem[]): Row[] {
  const rows: Row[] = [];
  let columns: string[] = [];
  try {
    // Inside quotes the parser counts both signs of a Windows line end.
    parse(file.text.replaceAll('\r\n', '\n'), {
      bom: true,
      columns: (header: string[]) => {
        columns = header.map((name) => name.trim().toLowerCase());
        return columns;
      },
      delimiter: delimiterOf(file.text),
      skip_empty_lines: true,
      relax_column_count: true,
      info: true,
      raw: true,
      // One record at a time: a whole file of them with their raw text would be held three times.
      on_record: (value: unknown) => {
        const { record, info, raw } = recordSchema.parse(value);
        // The parser counts to the end of a row; one with a long answer begins lines before.
        rows.push({ line: info.lines - raw.trim().split('\n').length + 1, row: { ...record, variants: partsOf(record.variants ?? '') } });
        return null;
      },
    });
  } catch (error) {
    problems.push({ file: file.name, line: 1, message: `is not readable CSV: ${firstLine(error)}` });
    return [];
  }
  const missing = missingColumns(columns);
  if (missing.length === 0) return rows;
  problems.push({
    file: file.name,
    line: 1,
    message: `has no column ${missing.map((name) => `"${name}"`).join(', ')}; the first line names the columns: id,question,answer,variants,topic.`,
  });
  return [];
}

const partsOf = (variants: string) =>
  variants
    .split('|')
    .map((part) => part.trim())
    .filter(Boolean);

/** Spreadsheets of countries with a decimal comma write semicolons. */
function delimiterOf(text: string): string {
  const head = /^[^\r\n]*/.exec(text)?.[0] ?? '';
  if (head.includes(',')) return ',';
  return head.includes(';') ? ';' : head.includes('\t') ? '\t' : ',';
}

/** A column that is missing is missing in every row, and one problem. */
function missingColumns(columns: readonly string[]): string[] {
  const fields = fieldsOf(Object.fromEntries(columns.map((name) => [name, name])));
  const whole = !columns.includes('question') && fields.text('title') !== null && fields.text('body') !== null;
  return whole || columns.length === 0 ? [] : ['id', 'question', 'answer'].filter((name) => !columns.includes(name));
}
