import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { passagesOf } from '../../../kb/chunk.ts';
import type { Article } from '../../../kb/schema.ts';
import { guardCaseSchema } from '../simulate/guard-cases.ts';

const unlabelled = 'is missing or neither true nor false; write true where the passages support every sentence of the draft, else false';

/** A draft that somebody has read: those of `simulate --guard-cases`, with a label. An article of the shop stands for its passages. */
const lineSchema = guardCaseSchema.extend({
  passages: z.array(z.string()).min(1).optional(),
  article: z.string().optional(),
  supported: z.boolean(unlabelled),
  /** What is wrong with it, or of what sort it is; the result is given for each. */
  kind: z.string().min(1).max(40).optional(),
});
export type LabelledCase = Omit<z.infer<typeof lineSchema>, 'passages' | 'article'> & { passages: string[] };

export interface Labelled {
  cases: LabelledCase[];
  /** Each with file, line and what to do. Nothing is measured while there is one. */
  problems: string[];
  /** The file itself, for its hash. */
  bytes: Uint8Array;
}

/** Reads a JSONL file whole. `articles` is asked only if a case names one. */
export async function readLabelled(file: string, articles: () => Promise<readonly Article[]>): Promise<Labelled> {
  const bytes = await readFile(file);
  const text = bytes.toString('utf8');
  const problems: string[] = [];
  const known = /"article"\s*:/.test(text) ? new Map((await articles()).map((one) => [one.id, one])) : new Map<string, Article>();
  const ids = new Set<string>();
  const cases = text.split('\n').flatMap((line, i): LabelledCase[] => {
    if (line.trim() === '') return [];
    const say = (what: string): [] => {
      problems.push(`${file}:${i + 1}: ${what}.`);
      return [];
    };
    const json = parsed(line);
    if (json === undefined) return say('is not JSON; write one case a line');
    const { data, error } = lineSchema.safeParse(json);
    if (!data) return error.issues.flatMap(({ path, message }) => say(`${path.join('.') || 'case'}: ${message}`));
    const { passages, article, ...one } = data;
    if (ids.has(one.id)) return say(`the id "${one.id}" is there twice; a case counts once, so take one out or give it another id`);
    ids.add(one.id);
    if ((passages === undefined) === (article === undefined))
      return say('passages: give the texts that the draft was made of, or in "article" the id of one of the shop, and not both');
    if (passages) return [{ ...one, passages }];
    const found = known.get(article ?? '');
    if (!found) return say(`article: there is no "${article}" among the articles; correct the id, or give passages`);
    return [{ ...one, passages: textsOf(found) }];
  });
  if (cases.length === 0 && problems.length === 0) problems.push(`${file}: holds no case; write one a line.`);
  return { cases, problems, bytes };
}

/** As a turn quotes them: each with the headings above it. */
const textsOf = (article: Article): string[] => passagesOf(article).map(({ path, text }) => [...path, text].join('\n'));

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
