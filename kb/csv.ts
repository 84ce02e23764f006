import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import { fieldsOf } from './fields.ts';
import { LIMITS } from './limits.ts';
import type { Row } from './rows.ts';
import { firstLine, type ImportProblem, type SourceFile } from './source.ts';

const recordSchema = z.object({ record: z.array(z.string()), info: z.object({ lines: z.int() }), raw: z.string() });

interface Line {
  line: number;
  cells: string[];
}

/** Rows of a CSV file with the line each begins in. Its first line names the columns; commas, semicolons or tabs part them. */
export function csvRows(file: SourceFile, problems: ImportProblem[]): Row[] {
  const say = (line: number, message: string) => void problems.push({ file: file.name, line, message });
  const [head, ...lines] = linesOf(file.text, say);
  if (head === undefined) return [];
  const columns = head.cells.map((name) => name.trim().toLowerCase());
  const wrong = wrongColumns(columns);
  if (wrong !== null) {
    say(head.line, wrong);
    return [];
  }
  return lines.flatMap(({ line, cells }) => {
    // What is left over was cut off an answer that holds a comma, and nobody would miss it.
    if (cells.slice(columns.length).some((cell) => cell.trim() !== '')) {
      say(line, `has ${cells.length} cells where the first line names ${columns.length}; put text that holds a comma in quotation marks.`);
      return [];
    }
    const row = Object.fromEntries(columns.map((name, i) => [name, cells[i]]).filter(([, cell]) => cell !== undefined));
    return [{ line, row: { ...row, variants: partsOf(row.variants ?? '') } }];
  });
}

function linesOf(text: string, say: (line: number, message: string) => void): Line[] {
  // A line that Excel writes for itself.
  const [whole = '', sign] = /^\ufeff?sep=(.)\r?\n/i.exec(text) ?? [];
  const skipped = whole === '' ? 0 : 1;
  const lines: Line[] = [];
  let next = 1 + skipped;
  try {
    // Inside quotes the parser counts both signs of a Windows line end.
    const body = text.slice(whole.length).replaceAll('\r\n', '\n');
    parse(body, {
      bom: true,
      delimiter: sign ?? delimiterOf(body),
      skip_empty_lines: true,
      relax_column_count: true,
      info: true,
      raw: true,
      // One more than there may be, which is enough to refuse them all; and one for the names.
      to: LIMITS.articles + 2,
      // One record at a time: a whole file of them with their raw text would be held three times.
      on_record: (value: unknown) => {
        const { record, info, raw } = recordSchema.parse(value);
        // The parser counts to the end of a row; one with a long answer begins lines before.
        lines.push({ line: skipped + info.lines - raw.trim().split('\n').length + 1, cells: record });
        next = skipped + info.lines + 1;
        return null;
      },
    });
  } catch (error) {
    // The end of the last good row, since the parser names where it gave up: often the end of the file.
    const what = firstLine(error).replace(/ at line \d+/, '');
    say(next, `begins a row that is not readable CSV (${what}); close each quotation mark, and double those inside a text ("").`);
  }
  return lines;
}

const partsOf = (variants: string) =>
  variants
    .split('|')
    .map((part) => part.trim())
    .filter(Boolean);

/** Spreadsheets of countries with a decimal comma write semicolons: what parts the names of the columns most often. */
function delimiterOf(text: string): string {
  const head = /^\s*[^\r\n]*/.exec(text)?.[0] ?? '';
  const parts = (sign: string) => head.split(sign).length;
  return [',', ';', '\t'].reduce((best, sign) => (parts(sign) > parts(best) ? sign : best));
}

/** A column that is missing is missing in every row, and one problem. */
function wrongColumns(columns: readonly string[]): string | null {
  const twice = columns.find((name, i) => name !== '' && columns.indexOf(name) !== i);
  if (twice !== undefined) return `names the column "${twice}" twice; keep one of them.`;
  const fields = fieldsOf(Object.fromEntries(columns.map((name) => [name, name])));
  if (!columns.includes('question') && fields.text('title') !== null && fields.text('body') !== null) return null;
  const missing = ['id', 'question', 'answer'].filter((name) => !columns.includes(name));
  return missing.length === 0
    ? null
    : `has no column ${missing.map((name) => `"${name}"`).join(', ')}; the first line names the columns: id,question,answer,variants,topic.`;
}
