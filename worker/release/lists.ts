import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { z } from 'zod';
import { type Synonyms, synonymProblems, synonymsSchema } from '../../kb/synonyms.ts';

/** Word lists that belong to knowledge without being articles. */
export interface Lists {
  synonyms: Synonyms;
  /** Questions of the world at large that a shop's articles do not answer, by language. */
  foreign: Record<string, string[]>;
  problems: string[];
}

const foreignSchema = z.record(z.string().regex(/^[a-z]{2}$/), z.array(z.string().min(2).max(300)));
const folder = fileURLToPath(new URL('../../kb/', import.meta.url));

export async function readLists(from = folder): Promise<Lists> {
  const problems: string[] = [];
  const read = async <T>(name: string, schema: z.ZodType<T>, none: T): Promise<T> => {
    const file = `${from}${name}`;
    if (!existsSync(file)) return none;
    try {
      const parsed = schema.safeParse(parse(await readFile(file, 'utf8'), { schema: 'core' }));
      if (parsed.success) return parsed.data;
      problems.push(...parsed.error.issues.map((issue) => `kb/${name}: ${issue.path.join('.') || 'file'}: ${issue.message}.`));
    } catch (error) {
      problems.push(`kb/${name}: ${error instanceof Error ? error.message.split('\n')[0] : 'cannot be read'}`);
    }
    return none;
  };
  const synonyms = await read('synonyms.yaml', synonymsSchema, {});
  const foreign = await read('out-of-scope.yaml', foreignSchema, {});
  return { synonyms, foreign, problems: [...problems, ...synonymProblems(synonyms).map((problem) => `kb/synonyms.yaml: ${problem}`)] };
}
