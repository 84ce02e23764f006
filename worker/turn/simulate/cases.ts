import { readFile } from 'node:fs/promises';
import type { z } from 'zod';
import { type Case, caseSchema } from './case.ts';

/** Reads a JSONL file whole; every bad line is reported before anything runs. */
export async function readLines<Out>(file: string, schema: z.ZodType<Out>): Promise<{ cases: Out[]; problems: string[] }> {
  const problems: string[] = [];
  const cases = (await readFile(file, 'utf8')).split('\n').flatMap((line, i): Out[] => {
    if (line.trim() === '') return [];
    try {
      const parsed = schema.safeParse(JSON.parse(line));
      if (parsed.success) return [parsed.data];
      for (const issue of parsed.error.issues) problems.push(`${file}:${i + 1}: ${issue.path.join('.') || 'case'}: ${issue.message}`);
    } catch {
      problems.push(`${file}:${i + 1}: is not JSON; write one case a line.`);
    }
    return [];
  });
  if (cases.length === 0 && problems.length === 0) problems.push(`${file}: holds no case.`);
  return { cases, problems };
}

export const readCases = (file: string): Promise<{ cases: Case[]; problems: string[] }> => readLines(file, caseSchema);
