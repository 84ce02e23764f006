import { z } from 'zod';
import type { Gate } from '../release/gate-schema.ts';
import { runGate } from '../release/run-gate.ts';
import type { Caller } from './api.ts';
import type { SampleRelease } from './sample-release.ts';
import { SITE, signIn } from './seed.ts';

const activeSchema = z.object({ hash: z.string().nullable() });
const uploadedSchema = z.object({ hash: z.string() });

export interface Published {
  hash: string;
  /** `refused`: its gate failed; what was active before still is. */
  what: 'published' | 'active already' | 'refused';
  gate: Gate | null;
  active: string | null;
}

/**
 * The release of this checkout, uploaded and gated as one seeded person and approved by another, through the same calls as any
 * release. On one's own machine nobody reads differences, so they are acknowledged unread; a gate that fails stays failed.
 */
export async function publishRelease(service: Caller, url: string, release: SampleRelease): Promise<Published> {
  const active = await service({ method: 'GET', path: `/api/v1/releases/active?site=${SITE}` }, activeSchema);
  if (active.hash === release.hash) return { hash: release.hash, what: 'active already', gate: null, active: active.hash };

  const [author, approver] = await Promise.all([signIn(service, url, 'jonas'), signIn(service, url, 'marta')]);
  try {
    const bytes = new Uint8Array(release.bytes);
    const { hash } = await author.call({ method: 'POST', path: '/api/v1/releases', bytes }, uploadedSchema);
    // Again, because a result from before may compare with a release that is active no more.
    const gate = await runGate(author.call, hash, true, () => {});
    if (gate.verdict === 'failed') return { hash, what: 'refused', gate, active: active.hash };
    const post = (what: string, json: object) =>
      approver.call({ method: 'POST', path: `/api/v1/releases/${hash}/${what}`, json }, z.unknown());
    await post('approve', { acknowledged: gate.id });
    await post('activate', {});
    return { hash, what: 'published', gate, active: hash };
  } finally {
    await Promise.all([author.signOut(), approver.signOut()]);
  }
}
