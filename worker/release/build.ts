import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { type ImportProblem, importFiles } from '../../kb/import.ts';
import { formatFinding, loadKnowledge } from '../../kb/local/knowledge.ts';
import type { Article } from '../../kb/schema.ts';
import type { Policy } from '../../policy/bundle.ts';
import { type Parts, policyProblems } from '../../policy/check/all.ts';
import { formatProblem as formatPolicyProblem, type PlacedProblem } from '../../policy/check/problem.ts';
import { checkFolder } from '../../policy/local/check.ts';
import { readPolicyFolder } from '../../policy/local/read.ts';
import { adviceOn } from '../../policy/local/tone.ts';
import type { Embedder } from '../ports/embed/port.ts';
import { type MakeScan, plainScan } from '../ports/search/vectors.ts';
import { recognizing } from '../turn/topics.ts';
import type { Calibration } from './calibration.ts';
import { type Checks, encodeChecks, noChecks } from './checks.ts';
import { encodeRelease, type ReleaseContent, releaseHash } from './format.ts';
import { indexKnowledge } from './index-knowledge.ts';
import { type Lists, readLists } from './lists.ts';
import { readChecks } from './read-checks.ts';
import { learnTopics } from './triage/learn.ts';

/** Node side of releases: reads the folders, checks everything, gives bytes. The worker never runs this. */
export interface BuiltRelease {
  hash: string;
  bytes: Uint8Array;
  content: ReleaseContent;
  report: {
    articles: number;
    questions: number;
    rules: number;
    locales: number;
    cases: number;
    golden: number;
    bytes: number;
    calibrations: Calibration[];
    /** Articles that say what the voice forbids: advice to their owners, which stops nothing. */
    tone: string[];
  };
}

/** What building needs beside the folders. Left out: the embedded embedder and the lists of this project. */
export interface Tools {
  /** Null: no vectors of meaning, for tests and for languages that no embedder knows. */
  embedder: Embedder | null;
  makeScan: MakeScan;
  lists: Lists;
  /** What the gate asks; left out: nothing, for measuring what nobody publishes. */
  checks: Checks;
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
  checks: noChecks(),
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
  const [policy, articles, { problems, ...checks }] = await Promise.all([
    readChecked(source.policy),
    readApproved(source.kb),
    readChecks(source),
  ]);
  if (problems.length > 0) throw new BuildError(problems);
  return assemble(policy, articles, { checks, ...tools });
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
  const problems = [...policyProblems({ ...policy, broken: new Set() }).map(formatPolicyProblem), ...tools.lists.problems];
  if (problems.length > 0) throw new BuildError(problems);
  const { synonyms, foreign } = tools.lists;
  const { indexes, calibrations } = await indexKnowledge({ articles, synonyms, foreign, matrix: policy.matrix }, tools);
  const triage = await learnTopics({ policy, articles, foreign }, tools);
  // The classifier stands for what it was fitted on.
  const fitted = { policy: { ...policy, examples: [] }, articles, synonyms, indexes, calibrations, triage };
  const content: ReleaseContent = { ...fitted, checks: encodeChecks(tools.checks) };
  const bytes = encodeRelease(content);
  const questions = articles.reduce((sum, article) => sum + article.questions.length, 0);
  const asked = { cases: tools.checks.cases.length, golden: tools.checks.golden.length };
  const sizes = { articles: articles.length, questions, rules: policy.rules.length, locales: policy.wording.length, ...asked };
  return {
    hash: await releaseHash(bytes),
    bytes,
    content,
    report: { ...sizes, bytes: bytes.length, calibrations, tone: adviceOn(policy.tone, articles) },
  };
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

/** A policy's folder, for what publishes nothing: what does not fit together is found by `assemble`. */
export async function readPolicy(folder: string): Promise<Policy> {
  const { parts, problems } = await readPolicyFolder(folder);
  return sound(parts, problems);
}

/** A policy's folder as it may be published: with its cases, and every problem of it at once. */
async function readChecked(folder: string): Promise<Policy> {
  const { parts, problems } = await checkFolder(folder, recognizing());
  return sound(parts, problems);
}

function sound({ matrix, broken: _, ...rest }: Parts, problems: readonly PlacedProblem[]): Policy {
  if (problems.length > 0 || matrix === null) throw new BuildError(problems.map(formatPolicyProblem));
  return { ...rest, matrix };
}

async function filesIn(folder: string, ending: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  return entries
    .filter((entry) => entry.isFile() && entry.name.endsWith(ending))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}
