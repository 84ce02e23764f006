import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { parseDocument } from 'yaml';
import type { z } from 'zod';
import { type ImportProblem, importFiles } from '../../kb/import.ts';
import { formatFinding, loadKnowledge } from '../../kb/local/knowledge.ts';
import type { Article } from '../../kb/schema.ts';
import { checkPolicy, type Policy } from '../../policy/bundle.ts';
import { compileRules } from '../../policy/evaluate.ts';
import { refundPolicySchema } from '../../policy/refunds.ts';
import { matrixSchema, ruleSchema, topicSchema, wordingSchema } from '../../policy/schema.ts';
import type { Embedder } from '../ports/embed/port.ts';
import { type MakeScan, plainScan } from '../ports/search/vectors.ts';
import type { Calibration } from './calibration.ts';
import { encodeRelease, type ReleaseContent, releaseHash } from './format.ts';
import { indexKnowledge } from './index-knowledge.ts';
import { type Lists, readLists } from './lists.ts';

/** Node side of releases: reads the folders, checks everything, gives bytes. The worker never runs this. */
export interface BuiltRelease {
  hash: string;
  bytes: Uint8Array;
  content: ReleaseContent;
  report: { articles: number; questions: number; rules: number; locales: number; bytes: number; calibrations: Calibration[] };
}

/** What building needs beside the folders. Left out: the embedded embedder and the lists of this project. */
export interface Tools {
  /** Null: no vectors of meaning, for tests and for languages that no embedder knows. */
  embedder: Embedder | null;
  makeScan: MakeScan;
  lists: Lists;
  progress: (line: string) => void;
}
/** The encoder that ships with the project, and the kernel that makes it and the search fast. */
async function embedded(): Promise<Pick<Tools, 'embedder' | 'makeScan'>> {
  const { nodeEncoder } = await import('../local/encoder.ts');
  return nodeEncoder();
}

const withDefaults = async (tools: Partial<Tools>): Promise<Tools> => ({
  progress: () => {},
  ...(tools.embedder === undefined ? await embedded() : { embedder: null, makeScan: plainScan }),
  lists: await readLists(),
  ...tools,
});

/** Every problem found in one run, one a line, each with its file. */
export class BuildError extends Error {
  readonly problems: string[];
  constructor(problems: string[]) {
    super(`The release cannot be built:\n${problems.map((problem) => `  ${problem}`).join('\n')}`);
    this.name = 'BuildError';
    this.problems = problems;
  }
}

export async function buildRelease(source: { policy: string; kb: string }, tools: Partial<Tools> = {}): Promise<BuiltRelease> {
  const [policy, articles] = await Promise.all([readPolicy(source.policy), readApproved(source.kb)]);
  return assemble(policy, articles, tools);
}

/** What a release may hold: checked as a whole, and approved by people rather than by having been imported. */
async function readApproved(path: string): Promise<Article[]> {
  const { result, errors } = await loadKnowledge(path, new Date().toISOString().slice(0, 10));
  const nobody = result.articles
    .filter((article) => article.approvedBy === 'import')
    .map(({ id }) => `${id}: approved by nobody; "npm run kb -- import" names who approves.`);
  const problems = [...errors.map(formatFinding), ...nobody];
  if (problems.length > 0) throw new BuildError(problems);
  return result.articles;
}

export async function assemble(policy: Policy, articles: Article[], given: Partial<Tools> = {}): Promise<BuiltRelease> {
  const tools = await withDefaults(given);
  const problems = [...checkPolicy(policy), ...compileRules(policy.rules).problems, ...tools.lists.problems];
  if (problems.length > 0) throw new BuildError(problems);
  const { synonyms, foreign } = tools.lists;
  const { indexes, calibrations } = await indexKnowledge({ articles, synonyms, foreign, matrix: policy.matrix }, tools);
  const content: ReleaseContent = { policy, articles, synonyms, indexes, calibrations };
  const bytes = encodeRelease(content);
  const questions = articles.reduce((sum, article) => sum + article.questions.length, 0);
  const sizes = { articles: articles.length, questions, rules: policy.rules.length, locales: policy.wording.length };
  return { hash: await releaseHash(bytes), bytes, content, report: { ...sizes, bytes: bytes.length, calibrations } };
}

/** A folder of Markdown, or one CSV or JSONL file, as it is: for measuring on knowledge that nobody publishes. */
export async function readKnowledge(path: string): Promise<Article[]> {
  const single = /\.(csv|jsonl|md)$/.test(path);
  const names = single ? [path] : (await filesIn(path, '.md')).filter((name) => !name.endsWith('README.md'));
  const files = await Promise.all(
    names.map(async (name) => ({ name: single ? name : relative(path, name), text: await readFile(name, 'utf8') })),
  );
  const { articles, problems } = importFiles(files);
  if (problems.length > 0) throw new BuildError(problems.map(formatProblem));
  return articles;
}

const formatProblem = ({ file, line, message }: ImportProblem) => `${file}:${line}: ${message}`;

export async function readPolicy(folder: string): Promise<Policy> {
  const problems: string[] = [];
  const read = async <T>(file: string, schema: z.ZodType<T>): Promise<T | null> => {
    const name = relative(folder, file);
    try {
      const document = parseDocument(await readFile(file, 'utf8'), { schema: 'core' });
      // A warning is a value that was not read as written ("!x" is a tag): as bad as an error here.
      const faults = [...document.errors, ...document.warnings].map((fault) => fault.message.split('\n')[0] ?? '');
      if (faults.length > 0) {
        problems.push(...faults.map((fault) => `${name}: ${fault}`));
        return null;
      }
      const parsed = schema.safeParse(document.toJS());
      if (parsed.success) return parsed.data;
      for (const issue of parsed.error.issues) problems.push(`${name}: ${issue.path.join('.') || 'file'}: ${issue.message}.`);
    } catch (error) {
      problems.push(`${name}: ${error instanceof Error ? error.message.split('\n')[0] : 'cannot be read'}`);
    }
    return null;
  };
  const all = async <T>(sub: string, schema: z.ZodType<T>): Promise<T[]> => {
    const parsed = await Promise.all((await filesIn(join(folder, sub), '.yaml')).map((file) => read(file, schema)));
    return parsed.filter((part): part is Awaited<T> & T => part !== null);
  };
  const matrix = await read(join(folder, 'matrix.yaml'), matrixSchema);
  const rules = await all('rules', ruleSchema);
  const topics = await all('topics', topicSchema);
  const wording = await all('wording', wordingSchema);
  const refunds = (await readdir(folder)).includes('refunds.yaml') ? await read(join(folder, 'refunds.yaml'), refundPolicySchema) : null;
  // English first: it is the locale every text must exist in.
  wording.sort((a, b) => Number(b.locale === 'en') - Number(a.locale === 'en') || (a.locale < b.locale ? -1 : 1));
  if (problems.length > 0 || matrix === null) throw new BuildError(problems);
  return { matrix, rules, topics, wording, refunds };
}

async function filesIn(folder: string, ending: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  return entries
    .filter((entry) => entry.isFile() && entry.name.endsWith(ending))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}
