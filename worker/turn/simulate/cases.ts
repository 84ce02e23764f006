import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { outcomeSchema } from '../../../policy/schema.ts';

/** A line of a cases file. Unknown keys are ignored, so that other tools may add their own. */
export const caseSchema = z.object({
  id: z.union([z.string(), z.number()]).transform(String),
  messages: z.array(z.string()).min(1),
  expect: z
    .object({
      outcome: outcomeSchema.optional(),
      article: z.string().nullable().optional(),
      rule: z.string().optional(),
      area: z.string().optional(),
      outcomeIn: z.array(outcomeSchema).optional(),
      notReason: z.string().optional(),
    })
    .optional(),
  outcomeIn: z.array(outcomeSchema).optional(),
  notReason: z.string().optional(),
  locale: z.string().default('en'),
});
export type Case = z.infer<typeof caseSchema>;

/** Reads a JSONL file whole; every bad line is reported before anything runs. */
export async function readCases(file: string): Promise<{ cases: Case[]; problems: string[] }> {
  const problems: string[] = [];
  const cases = (await readFile(file, 'utf8')).split('\n').flatMap((line, i): Case[] => {
    if (line.trim() === '') return [];
    try {
      const parsed = caseSchema.safeParse(JSON.parse(line));
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
