import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { policyProblems } from '../check/all.ts';
import { type CaseText, caseProblems } from '../check/cases.ts';
import { missingAreas } from '../check/matrix.ts';
import { byPlace, type PlacedProblem } from '../check/problem.ts';
import type { Recognizes } from '../check/topics.ts';
import { filesIn, type PolicyFolder, readPolicyFolder } from './read.ts';

export interface Checked extends PolicyFolder {
  /** All there are, by file and line. */
  problems: PlacedProblem[];
  cases: number;
}

/** A policy's folder as a whole: every problem at once, whichever files it is in. */
export async function checkFolder(folder: string, recognizes: Recognizes | null = null): Promise<Checked> {
  const read = await readPolicyFolder(folder);
  const cases = await readCases(join(folder, 'cases'));
  const { matrix, rules, broken } = read.parts;
  const unread = [...broken].flatMap((file) => (file.startsWith('rules/') ? file.slice('rules/'.length, -'.yaml'.length) : []));
  const problems = [
    ...read.problems,
    ...[...policyProblems(read.parts, recognizes), ...(matrix ? missingAreas(matrix) : [])].map(read.place),
    ...caseProblems(cases, rules, unread),
  ];
  return { ...read, problems: problems.sort(byPlace), cases: cases.length };
}

async function readCases(folder: string): Promise<CaseText[]> {
  if (!existsSync(folder)) return [];
  const paths = await filesIn(folder, '');
  return Promise.all(
    paths.map(async (path) => ({ path: relative(folder, path).split(sep).join('/'), text: await readFile(path, 'utf8') })),
  );
}
