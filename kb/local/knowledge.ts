import { resolve } from 'node:path';
import { checkKnowledge, type Finding } from '../check.ts';
import { type ImportOptions, type ImportResult, importFiles } from '../import.ts';
import { readSources } from './read.ts';
import { recover } from './stage.ts';

export { formatFinding } from '../report.ts';

export interface Knowledge {
  result: ImportResult;
  findings: Finding[];
  /** Findings that stop an import and a release. */
  errors: Finding[];
  leftOut: Record<string, number>;
  /** What an import had begun when it was killed was ended first. */
  recovered: boolean;
}

/** A folder or file, read and checked as a whole. `today` is a date (UTC). */
export async function loadKnowledge(path: string, today: string, options: ImportOptions = {}): Promise<Knowledge> {
  const recovered = await recover(resolve(path));
  const { files, problems, leftOut } = await readSources(path, options.onProgress);
  const result = importFiles(files, options);
  // A file that cannot be read leaves holes: what the others lack because of it is not their fault.
  const findings = checkKnowledge(
    problems.length > 0 && files.length === 0 ? { ...result, problems } : { ...result, problems: [...problems, ...result.problems] },
    today,
  );
  return { result, findings, errors: findings.filter(({ severity }) => severity === 'error'), leftOut, recovered };
}
