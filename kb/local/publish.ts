import { z } from 'zod';
import { configuredTools } from '../../worker/local/embedder.ts';
import { type BuiltRelease, buildRelease } from '../../worker/release/build.ts';
import type { Gate } from '../../worker/release/gate-schema.ts';
import { progressLine } from '../../worker/release/print.ts';
import { runGate } from '../../worker/release/run-gate.ts';
import { type Invitation, signIn, signOut, upload } from '../../worker/release/upload.ts';
import type { Finding } from '../check.ts';
import { LIMITS, megabytes } from '../limits.ts';
import { IMPORTED, type OnProgress } from '../source.ts';
import { type Knowledge, loadKnowledge } from './knowledge.ts';

export interface Prepared {
  knowledge: Knowledge;
  /** Why it may not go out; with any of them nothing is built. */
  errors: Finding[];
  release: BuiltRelease | null;
}

/** Checks the knowledge as a whole and builds the release with the present policy. Asks nobody and sends nothing. */
export async function prepareRelease(kb: string, policy: string, today: string, onProgress: OnProgress): Promise<Prepared> {
  // Read as any kind, so that an export is called one, and not a hundred articles that lack all fields.
  const knowledge = await loadKnowledge(kb, today, { markdown: 'any', onProgress });
  const errors = [...knowledge.errors, ...unapproved(kb, knowledge)];
  if (errors.length > 0) return { knowledge, errors, release: null };
  const release = await buildRelease({ policy, kb }, await configuredTools(process.env));
  const size = release.bytes.length;
  const error = (message: string): Finding => ({ file: kb, line: 1, severity: 'error', rule: 'too-large', message });
  return size > LIMITS.releaseBytes
    ? {
        knowledge,
        errors: [
          error(`makes a release of ${megabytes(size)}; the limit is ${megabytes(LIMITS.releaseBytes)}. Leave out what nobody asks.`),
        ],
        release,
      }
    : { knowledge, errors, release };
}

/** What nobody answers for by name stays here, also where it would only be kept and not used. */
function unapproved(kb: string, { result }: Knowledge): Finding[] {
  const base = { severity: 'error', rule: 'not-approved' } as const;
  if (result.entries.some(({ article }) => article.approvedBy === IMPORTED))
    return [
      {
        ...base,
        file: kb,
        line: 1,
        message: `is an export that nobody has approved; "npm run kb -- import ${kb} --approved-by NAME --review-by DAY" makes articles of it, then publish those.`,
      },
    ];
  return result.entries
    .filter(({ article }) => article.approvedBy === null)
    .map(({ file, line, article }) => ({
      ...base,
      file,
      line,
      message: `"${article.id}" is approved by nobody; read it and fill in approved_by, approved_on and review_by, or move it away.`,
    }));
}

const activeSchema = z.object({ hash: z.string().nullable() });

/** Uploads as the person of the link and runs the release's gate. Null when there was nothing to upload. */
export async function uploadRelease(release: BuiltRelease, invitation: Invitation, progress: (line: string) => void): Promise<Gate | null> {
  const call = await signIn(invitation);
  try {
    const { hash } = await call({ method: 'GET', path: '/api/v1/releases/active' }, activeSchema);
    if (hash === release.hash) return null;
    await upload(call, release.bytes);
    return await runGate(call, release.hash, false, (gate) => progress(progressLine(gate)));
  } finally {
    await signOut(call);
  }
}
