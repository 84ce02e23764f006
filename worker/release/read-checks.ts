import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import type { z } from 'zod';
import { caseFileSchema, type PolicyCase } from '../../policy/case.ts';
import { outcomeSchema } from '../../policy/schema.ts';
import { type Checks, type Golden, goldenSchema } from './checks.ts';

/** Node side: the cases of a policy, and the golden questions that lie beside the articles. `problems` name file and line. */
export async function readChecks(source: { policy: string; kb: string }): Promise<Checks & { problems: string[] }> {
  const problems: string[] = [];
  const cases = await readCases(join(source.policy, 'cases'), problems);
  const golden = await readGolden(join(dirname(source.kb), 'golden.jsonl'), problems);
  return { cases, golden, problems: problems.sort() };
}

async function readCases(folder: string, problems: string[]): Promise<PolicyCase[]> {
  if (!existsSync(folder)) return [];
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  const paths = entries
    .filter((entry) => entry.isFile() && entry.name.endsWith('.json'))
    .map((entry) => join(entry.parentPath, entry.name));
  const read = async (path: string): Promise<PolicyCase[]> => {
    const [rule = '', outcome = '', name = '', ...deeper] = relative(folder, path).split(sep);
    const file = `cases/${relative(folder, path).split(sep).join('/')}`;
    const said = outcomeSchema.safeParse(outcome);
    if (!said.success || name === '' || deeper.length > 0) {
      problems.push(`${file}: belongs in cases/RULE/OUTCOME/, where OUTCOME is answer, clarify, decline or handoff.`);
      return [];
    }
    const parsed = parseWith(caseFileSchema, await readFile(path, 'utf8'));
    if (parsed.ok) return [{ ...parsed.value, rule, outcome: said.data, name }];
    problems.push(`${file}: ${parsed.problem}`);
    return [];
  };
  // In one order everywhere, because the release is named by its bytes.
  return (await Promise.all(paths.sort().map(read))).flat();
}

async function readGolden(path: string, problems: string[]): Promise<Golden[]> {
  if (!existsSync(path)) return [];
  const ids = new Set<string>();
  return (await readFile(path, 'utf8')).split('\n').flatMap((line, i) => {
    if (line.trim() === '') return [];
    const parsed = parseWith(goldenSchema, line);
    const again = parsed.ok && ids.has(parsed.value.id);
    if (!parsed.ok) problems.push(`golden.jsonl:${i + 1}: ${parsed.problem}`);
    else if (again) problems.push(`golden.jsonl:${i + 1}: the id "${parsed.value.id}" is used twice; rename one.`);
    if (!parsed.ok || again) return [];
    ids.add(parsed.value.id);
    return [parsed.value];
  });
}

function parseWith<T>(schema: z.ZodType<T>, text: string): { ok: true; value: T } | { ok: false; problem: string } {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return { ok: false, problem: 'is not JSON; see policy/README.md for what a case looks like.' };
  }
  const parsed = schema.safeParse(json);
  if (parsed.success) return { ok: true, value: parsed.data };
  const issue = parsed.error.issues[0];
  const first = issue?.code === 'invalid_union' ? (issue.errors.flat().find(({ code }) => code !== 'unrecognized_keys') ?? issue) : issue;
  return { ok: false, problem: `${first?.path.join('.') || 'case'}: ${first?.message ?? 'does not fit'}` };
}
