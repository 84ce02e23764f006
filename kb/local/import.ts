import { createHash } from 'node:crypto';
import { realpath, stat } from 'node:fs/promises';
import { basename, isAbsolute, join, relative, resolve } from 'node:path';
import { z } from 'zod';
import { type Approval, type Plan, planImport } from '../approve.ts';
import type { Finding } from '../check.ts';
import type { ImportOptions } from '../import.ts';
import type { Article } from '../schema.ts';
import { type Knowledge, loadKnowledge } from './knowledge.ts';
import { openStage, recover } from './stage.ts';
import { stateOf, writePlan } from './write.ts';

export interface ImportRequest {
  from: string;
  into: string;
  approval: Approval;
  replace: boolean;
  dryRun: boolean;
  options: ImportOptions;
  today: string;
}

export interface ImportOutcome {
  source: Knowledge;
  plan: Plan | null;
  /** Why nothing was written; empty if it was, or would have been. */
  errors: Finding[];
  /** An earlier import of the folder that was killed was ended first. */
  recovered: boolean;
}

/** One line of the log of approvals. */
export const approvalSchema = z.object({
  at: z.iso.datetime(),
  approvedBy: z.string(),
  reviewBy: z.iso.date(),
  owner: z.string().nullable(),
  from: z.string(),
  added: z.int(),
  replaced: z.int(),
  unchanged: z.int(),
  /** SHA-256 over the paths and texts of what was written, in order. */
  contentHash: z.string().regex(/^[0-9a-f]{64}$/),
});

/** Reads, checks, plans and writes, or does nothing and says why. */
export async function importKnowledge(request: ImportRequest): Promise<ImportOutcome> {
  const { from, today, options } = request;
  const into = await folderOf(request.into);
  const source = await loadKnowledge(from, today, { ...options, markdown: 'any' });
  if (source.errors.length > 0) return { source, plan: null, errors: source.errors, recovered: false };
  const recovered = await recover(into);
  if (request.dryRun) return { source, recovered, ...(await planned(source, into, request)) };
  const stage = await openStage(into);
  try {
    const before = await stateOf(into);
    const { plan, errors } = await planned(source, into, request);
    if (plan === null || errors.length > 0 || plan.files.length === 0) return { source, plan, errors, recovered };
    const line = `${JSON.stringify(logEntry(request, plan))}\n`;
    const written = await writePlan(into, plan, { stage, before, line, today, onProgress: options.onProgress ?? (() => {}) });
    return { source, plan, errors: written.errors, recovered };
  } finally {
    await stage.close();
  }
}

/** The folder itself, also where it is named "." or by a link: what is renamed is what has a place in another folder. */
async function folderOf(into: string): Promise<string> {
  const info = await stat(into).catch(() => null);
  if (info && !info.isDirectory()) throw new Error(`${into} is a file; --into names the folder that gets the articles.`);
  return info ? realpath(into) : resolve(into);
}

async function planned(source: Knowledge, into: string, request: ImportRequest): Promise<{ plan: Plan | null; errors: Finding[] }> {
  const existing = await existingIn(into, request);
  if (existing.errors.length > 0) return { plan: null, errors: existing.errors };
  const plan = planImport(source.result.entries, existing.articles, request.approval, request.replace);
  return { plan, errors: plan.problems.map((problem): Finding => ({ ...problem, severity: 'error', rule: 'import' })) };
}

function logEntry({ from, approval }: ImportRequest, plan: Plan): z.infer<typeof approvalSchema> {
  const hash = createHash('sha256');
  for (const { path, text } of plan.files) hash.update(`${path}\0${text}\0`);
  const { approvedBy, reviewBy, owner } = approval;
  const count = (state: 'new' | 'replaced') => plan.files.filter((file) => file.state === state).length;
  const numbers = { added: count('new'), replaced: count('replaced'), unchanged: plan.unchanged };
  return { at: new Date().toISOString(), approvedBy, reviewBy, owner, from: place(from), ...numbers, contentHash: hash.digest('hex') };
}

/** A place as others may see it: the log is committed, and a path of somebody's machine says nothing to them. */
function place(path: string): string {
  const inside = relative('.', path);
  return inside.startsWith('..') || isAbsolute(inside) ? basename(path) : inside.replaceAll('\\', '/') || '.';
}

/** What the folder holds. A folder with errors is mended first: beside them nobody could tell what the import did. */
async function existingIn(
  into: string,
  request: ImportRequest,
): Promise<{ articles: Map<string, { article: Article; path: string }>; errors: Finding[] }> {
  if ((await stateOf(into)) === null) return { articles: new Map(), errors: [] };
  const { result, errors } = await loadKnowledge(into, request.today);
  if (result.entries.length === 0 && errors.every(({ rule }) => rule === 'empty')) return { articles: new Map(), errors: [] };
  // Beside the problems of what is imported, these would be looked for there.
  const there = errors.map((error) => ({ ...error, file: join(request.into, error.file) }));
  return { articles: new Map(result.entries.map(({ article, file }) => [article.id, { article, path: file }])), errors: there };
}
