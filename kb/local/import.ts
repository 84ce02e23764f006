import { createHash } from 'node:crypto';
import { basename, isAbsolute, relative } from 'node:path';
import { z } from 'zod';
import { type Approval, type Plan, planImport } from '../approve.ts';
import type { Finding } from '../check.ts';
import type { ImportOptions } from '../import.ts';
import type { Article } from '../schema.ts';
import { type Knowledge, loadKnowledge } from './knowledge.ts';
import { recover, writePlan } from './write.ts';

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
  const { from, into, approval, today } = request;
  await recover(into);
  const source = await loadKnowledge(from, today, { ...request.options, markdown: 'any' });
  if (source.errors.length > 0) return { source, plan: null, errors: source.errors };
  const existing = await existingIn(into, today);
  if (existing.errors.length > 0) return { source, plan: null, errors: existing.errors };
  const plan = planImport(source.result.entries, existing.articles, approval, request.replace);
  const errors = plan.problems.map((problem): Finding => ({ ...problem, severity: 'error', rule: 'import' }));
  if (errors.length > 0 || request.dryRun || plan.files.length === 0) return { source, plan, errors };
  const written = await writePlan(into, plan, `${JSON.stringify(logEntry(request, plan))}\n`, today);
  return { source, plan, errors: written.errors };
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
  today: string,
): Promise<{ articles: Map<string, { article: Article; path: string }>; errors: Finding[] }> {
  const { result, errors } = await loadKnowledge(into, today);
  if (result.entries.length === 0 && errors.every(({ rule, message }) => rule === 'empty' || message.startsWith('does not exist')))
    return { articles: new Map(), errors: [] };
  return { articles: new Map(result.entries.map(({ article, file }) => [article.id, { article, path: file }])), errors };
}
