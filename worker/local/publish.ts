import { join } from 'node:path';
import { z } from 'zod';
import { buildRelease } from '../release/build.ts';
import type { Caller } from './api.ts';
import { root } from './config.ts';
import { signIn } from './seed.ts';

const activeSchema = z.object({ hash: z.string().nullable() });
const uploadedSchema = z.object({ hash: z.string() });

/**
 * The release of this checkout, uploaded by one seeded person and approved by another, through the same calls as any
 * release. Says whether there was anything to publish.
 */
export async function publishRelease(service: Caller, url: string): Promise<{ hash: string; published: boolean }> {
  const release = await buildRelease({ policy: join(root, 'policy'), kb: join(root, 'kb/articles') });
  const active = await service({ method: 'GET', path: '/api/v1/releases/active' }, activeSchema);
  if (active.hash === release.hash) return { hash: release.hash, published: false };

  const [author, approver] = [await signIn(service, url, 'jonas'), await signIn(service, url, 'marta')];
  const bytes = new Uint8Array(release.bytes);
  const { hash } = await author.call({ method: 'POST', path: '/api/v1/releases', bytes }, uploadedSchema);
  await approver.call({ method: 'POST', path: `/api/v1/releases/${hash}/approve`, json: {} }, z.unknown());
  await approver.call({ method: 'POST', path: `/api/v1/releases/${hash}/activate`, json: {} }, z.unknown());
  await Promise.all([author.signOut(), approver.signOut()]);
  return { hash, published: true };
}
