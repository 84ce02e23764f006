import type { Row } from './rows.ts';
import type { ImportProblem, SourceFile } from './source.ts';

/** One JSON object a line. A bad line does not hide the others. */
export function jsonRows(file: SourceFile, problems: ImportProblem[]): Row[] {
  return file.text.split('\n').flatMap((text, i): Row[] => {
    if (text.trim() === '') return [];
    try {
      return [{ line: i + 1, row: JSON.parse(text) }];
    } catch {
      problems.push({ file: file.name, line: i + 1, message: 'is not JSON; write one object a line.' });
      return [];
    }
  });
}
