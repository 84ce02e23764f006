import { existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import type { Caller } from '../local/api.ts';
import { changeSchema, diffReleases } from './diff.ts';
import { decodeRelease } from './format.ts';
import { type Gate, gateSchema, gateSummarySchema } from './gate-schema.ts';
import { changeLines, gateLines, listLines, progressLine } from './print.ts';
import { runGate } from './run-gate.ts';

/** The commands that speak with a worker, each as the person who is signed in. They give lines to show. */

const entrySchema = z.object({
  hash: z.string(),
  authorName: z.string(),
  uploadedAt: z.string(),
  approverName: z.string().nullable(),
  active: z.boolean(),
  gate: gateSummarySchema.nullable(),
});
const listSchema = z.object({ releases: z.array(entrySchema), previous: z.string().nullable() });
const reportSchema = z.object({ gate: gateSchema.nullable(), from: z.string().nullable(), changes: z.array(changeSchema).nullable() });
const activatedSchema = z.object({ vectors: z.string().optional() });

const all = (call: Caller) => call({ method: 'GET', path: '/api/v1/releases' }, listSchema);
const report = (call: Caller, hash: string, from?: string) =>
  call({ method: 'GET', path: `/api/v1/releases/${hash}${from ? `?from=${from}` : ''}` }, reportSchema);

/** The release whose hash begins like this. */
export async function find(call: Caller, start: string): Promise<string> {
  const found = (await all(call)).releases.filter(({ hash }) => hash.startsWith(start));
  const [one] = found;
  if (one && found.length === 1) return one.hash;
  throw new Error(
    found.length > 1
      ? `${found.length} releases begin with ${start}; give more of the hash.`
      : `there is no release ${start} here. "npm run release -- list" shows all; "upload" brings a new one.`,
  );
}

export const list = async (call: Caller): Promise<string[]> => listLines((await all(call)).releases);

export async function gate(
  call: Caller,
  hash: string,
  again: boolean,
  progress: (line: string) => void,
): Promise<{ gate: Gate; lines: string[] }> {
  const done = await runGate(call, hash, again, (now) => progress(progressLine(now)));
  return { gate: done, lines: gateLines(done) };
}

/** Shows what would change, and approves only what was shown: differences are acknowledged by the run that found them. */
export async function approve(call: Caller, hash: string, acknowledged: string | undefined): Promise<{ ok: boolean; lines: string[] }> {
  const known = (await all(call)).releases.find((one) => one.hash === hash);
  if (known?.approverName)
    return { ok: true, lines: [`${known.approverName} has approved it already${known.active ? ', and it is the active one' : ''}.`] };
  const { gate: seen } = await report(call, hash);
  const changed = seen?.replay.changed ?? 0;
  if (seen?.verdict === 'passed' && changed > 0 && acknowledged !== seen.id) {
    const command = `npm run release -- approve ${hash} --acknowledge ${seen.id}`;
    return {
      ok: false,
      lines: [...gateLines(seen), `${changed} recorded turns would end differently. If that is what you want:\n  ${command}`],
    };
  }
  await call({ method: 'POST', path: `/api/v1/releases/${hash}/approve`, json: { acknowledged: acknowledged ?? null } }, z.unknown());
  return { ok: true, lines: [`Approved. Nothing changes before it is activated:\n  npm run release -- activate ${hash}`] };
}

export async function activate(call: Caller, hash: string): Promise<string[]> {
  const { vectors } = await call({ method: 'POST', path: `/api/v1/releases/${hash}/activate`, json: {} }, activatedSchema);
  const lines = [`Release ${hash.slice(0, 12)} is active; every isolate uses it within 5 seconds.`];
  if (vectors)
    lines.push(`Vectorize has not all of its vectors (${vectors}). Until it is activated again, the vectors in the release are searched.`);
  return lines;
}

export async function rollback(call: Caller): Promise<string[]> {
  const { releases, previous } = await all(call);
  const active = releases.find((one) => one.active)?.hash;
  if (!active || previous === null) throw new Error('no release was active before this one. Upload, gate and approve another one.');
  await call({ method: 'POST', path: '/api/v1/releases/rollback', json: { from: active, to: previous } }, z.unknown());
  return [`Rolled back from ${active.slice(0, 12)} to ${previous.slice(0, 12)}; every isolate uses it within 5 seconds.`];
}

export async function diff(call: Caller, from: string | undefined, to: string): Promise<string[]> {
  const [one, other] = [from === undefined ? undefined : await find(call, from), await find(call, to)];
  const { from: compared, changes } = await report(call, other, one);
  if (changes === null)
    throw new Error(
      compared === other
        ? 'this release is the active one; name another to compare it with.'
        : 'there is nothing to compare it with: no other release is active, or this worker cannot read one of them.',
    );
  return [`${compared?.slice(0, 12)} → ${other.slice(0, 12)}`, ...changeLines(changes)];
}

/** Two files of "build --out" need no worker. */
export function diffFiles(from: string, to: string): string[] {
  const [one, other] = [from, to].map((file) => {
    const decoded = decodeRelease(new Uint8Array(readFileSync(file)));
    if (!decoded.ok) throw new Error(`${file}: ${decoded.problem}.`);
    const { triage = null, checks = new Uint8Array() } = decoded.content;
    return { ...decoded.content, triage, checks };
  });
  if (!one || !other) return [];
  return changeLines(diffReleases(one, other));
}

export const areFiles = (...names: (string | undefined)[]): boolean => names.every((name) => name !== undefined && existsSync(name));
