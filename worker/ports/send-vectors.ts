import { type Released, remoteVectors } from './drivers.ts';
import { vectorsBy } from './search/vectorize-likeness.ts';

/**
 * Sends the vectors of a release to Vectorize and waits until they can be found. Null: done, or nothing to do. Otherwise why
 * turns will compare the vectors in the release itself, which is as right: no reason to hold back a release, or its undoing.
 */
export async function sendVectors(env: object, of: Released): Promise<string | null> {
  const vectors = await remoteVectors(env, of);
  if (vectors === null || of.embedder === null) return null;
  const units = vectorsBy(of.embedder, of.knowledge.indexes);
  const sent = await vectors.upsert(units);
  const ready = sent.ok ? await vectors.ready(units) : sent;
  return ready.ok ? null : ready.fault.why;
}
