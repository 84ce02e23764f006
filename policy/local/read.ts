import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { basename, join, relative, sep } from 'node:path';
import type { z } from 'zod';
import type { Parts } from '../check/all.ts';
import type { PlacedProblem, Problem } from '../check/problem.ts';
import { readSource, type Source, validate } from '../check/source.ts';
import { guardEvalSchema } from '../guard-eval.ts';
import { helpLinesSchema } from '../help-lines.ts';
import { modelPolicySchema } from '../model.ts';
import { privacyPolicySchema } from '../privacy.ts';
import { promptSchema } from '../prompts.ts';
import { queuePolicySchema } from '../queue.ts';
import { refundPolicySchema } from '../refunds.ts';
import { repliesPolicySchema } from '../replies.ts';
import { examplesSchema, matrixSchema, ruleSchema, topicSchema, wordingSchema } from '../schema.ts';
import { tonePolicySchema } from '../tone.ts';

/** A policy as it lies in its folder, with the place of everything in it. */
export interface PolicyFolder {
  parts: Parts;
  /** What kept a file from being read: no YAML, or not what its schema says. */
  problems: PlacedProblem[];
  /** A problem of a part with its line. */
  place: (problem: Problem) => PlacedProblem;
}

/** Node side: reads every file of a policy's folder, and goes on past those that cannot be read. */
export async function readPolicyFolder(folder: string): Promise<PolicyFolder> {
  const sources = new Map<string, Source>();
  const problems: PlacedProblem[] = [];
  const broken = new Set<string>();

  const read = async <T>(path: string, schema: z.ZodType<T>): Promise<T | null> => {
    const file = relative(folder, path).split(sep).join('/');
    const text = await readFile(path, 'utf8').catch(() => null);
    if (text === null) problems.push({ ...missing(file), line: 1 });
    const source = readSource(file, text ?? '');
    sources.set(file, source);
    const fitted =
      source.problems.length > 0 || text === null ? { value: null, problems: source.problems } : validate(schema, file, source);
    problems.push(...fitted.problems);
    if (fitted.value === null) broken.add(file);
    return fitted.value;
  };
  const all = async <T>(sub: string, schema: z.ZodType<T>, idOf: (part: T) => string): Promise<T[]> => {
    const paths = existsSync(join(folder, sub)) ? await filesIn(join(folder, sub), '.yaml') : [];
    const parts = await Promise.all(
      paths.map(async (path) => {
        const part = await read(path, schema);
        if (part !== null && idOf(part) !== basename(path, '.yaml'))
          problems.push(misnamed(`${sub}/${basename(path)}`, idOf(part), sources));
        return part;
      }),
    );
    return parts.flatMap((part) => (part === null ? [] : [part]));
  };
  const optional = async <T>(name: string, schema: z.ZodType<T>): Promise<T | null> =>
    existsSync(join(folder, name)) ? read(join(folder, name), schema) : null;

  const parts: Parts = {
    matrix: await read(join(folder, 'matrix.yaml'), matrixSchema),
    rules: await all('rules', ruleSchema, ({ id }) => id),
    topics: await all('topics', topicSchema, ({ id }) => id),
    examples: await all('examples', examplesSchema, ({ topic }) => topic),
    // English first: it is the locale every text must exist in.
    wording: (await all('wording', wordingSchema, ({ locale }) => locale)).sort(
      (a, b) => Number(b.locale === 'en') - Number(a.locale === 'en') || (a.locale < b.locale ? -1 : 1),
    ),
    refunds: await optional('refunds.yaml', refundPolicySchema),
    privacy: await optional('privacy.yaml', privacyPolicySchema),
    helpLines: await optional('help-lines.yaml', helpLinesSchema),
    tone: await optional('tone.yaml', tonePolicySchema),
    queue: await optional('queue.yaml', queuePolicySchema),
    replies: await optional('replies.yaml', repliesPolicySchema),
    // No folder: no model is asked. One that is empty lacks all of them, and is told so.
    prompts: existsSync(join(folder, 'prompts')) ? await all('prompts', promptSchema, ({ id }) => id) : null,
    model: await optional('model.yaml', modelPolicySchema),
    guardEval: await optional('guard-eval.yaml', guardEvalSchema),
    broken,
  };
  const place = (problem: Problem): PlacedProblem => {
    const source = sources.get(problem.file);
    // Parts that are checked as a whole say only what it is about.
    const named = [...problem.message.matchAll(/"([^"]+)"/g)].map(([, word = '']) => word);
    const line = problem.path.length > 0 ? source?.line(problem.path, problem.at) : source?.find(named);
    return { ...problem, line: line ?? 1 };
  };
  return { parts, problems, place };
}

const missing = (file: string): Problem => ({
  kind: 'file',
  file,
  path: [],
  message: 'there is no such file',
  remedy: 'write it, or name another folder',
});

function misnamed(file: string, id: string, sources: ReadonlyMap<string, Source>): PlacedProblem {
  const key = file.startsWith('examples/') ? 'topic' : file.startsWith('wording/') ? 'locale' : 'id';
  const message = `${key} "${id}" is not the name of the file`;
  return {
    kind: 'file-name',
    file,
    path: [key],
    line: sources.get(file)?.line([key]) ?? 1,
    message,
    remedy: `rename the file to ${id}.yaml, or correct the ${key}`,
  };
}

/** Every file of a folder and those in it, in order. */
export async function filesIn(folder: string, ending: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  return entries
    .filter((entry) => entry.isFile() && entry.name.endsWith(ending))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}
