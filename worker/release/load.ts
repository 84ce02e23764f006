import { makeRoom } from '../ports/embed/static/scan.ts';
import { kernelModule } from '../ports/embed/static/worker.ts';
import { type Engine, makeEngine } from './engine.ts';
import { decodeRelease, releaseHash } from './format.ts';
import { readBody } from './read-body.ts';

/** Engines by hash, shared by everything in the isolate; the oldest leaves when they outgrow 48 MB of release bytes. */
const cache = new Map<string, { engine: Engine; bytes: number }>();
const capacity = 48 * 1024 * 1024;

/** Loads a release from R2 and makes it ready. Throws when it is missing or damaged: the turn becomes a handoff. */
export async function loadEngine(env: Env, hash: string): Promise<Engine> {
  const known = cache.get(hash);
  if (known) return known.engine;
  const object = await env.RELEASES.get(hash);
  if (!object) throw new Error(`release ${hash.slice(0, 12)} is not in the store`);
  const { bytes, makeScan } = makeRoom(kernelModule, object.size);
  if (!(await readBody(object.body, bytes)) || (await releaseHash(bytes)) !== hash)
    throw new Error(`release ${hash.slice(0, 12)} is damaged`);
  const decoded = decodeRelease(bytes);
  if (!decoded.ok) throw new Error(decoded.problem);
  const made = makeEngine(hash, decoded.content, makeScan);
  if (!made.ok) throw new Error(made.problems.join(' '));
  let total = bytes.length;
  for (const entry of cache.values()) total += entry.bytes;
  for (const [old, entry] of cache) {
    if (total <= capacity) break;
    cache.delete(old);
    total -= entry.bytes;
  }
  cache.set(hash, { engine: made.engine, bytes: bytes.length });
  return made.engine;
}
