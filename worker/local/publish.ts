import { z } from 'zod';
import type { Caller } from './api.ts';
import type { SampleRelease } from './sample-release.ts';
import { SITE, signIn } from './seed.ts';

const activeSchema = z.object({ hash: z.string().nullable() });
const uploadedSchema = z.object({ hash: z.string() });

/**
 * The release of this checkout, uploaded by one seeded person and approved by another, through the same calls as any
 * release. Says whether there was anything to publish.
 */
export async function publishRelease(service: Caller, url: string, release: SampleRelease): Promise<{ hash: string; published: boolean }> {
  const active = await service({ method: 'GET', path: `/api/v1/releases/active?site=${SITE}` }, activeSchema);
  if (active.hash === release.hash) return { hash: release.hash, published: false };

  const [author, approver] = await Promise.all([signIn(service, url, 'jonas'), signIn(service, url, 'marta')]);
  const bytes = new Uint8Array(release.bytes);
  const { hash } = await author.call({ method: 'POST', path: '/api/v1/releases', bytes }, uploadedSchema);
  await approver.call({ method: 'POST', path: `/api/v1/releases/${hash}/approve`, json: {} }, z.unknown());
  await approver.call({ method: 'POST', path: `/api/v1/releases/${hash}/activate`, json: {} }, z.unknown());
  await Promise.all([author.signOut(), approver.signOut()]);
  return { hash, published: true };
}
