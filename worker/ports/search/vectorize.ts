import { z } from 'zod';
import { attempt, type Limits } from '../attempt.ts';
import { isZero } from '../embed/quantize.ts';
import { failed, type RemoteFault, type Tried } from '../fault.ts';
import { idsOf, namespaceOf } from './vectorize-ids.ts';

/** https://developers.cloudflare.com/vectorize/platform/limits/; the last two are what the service says when it refuses (40007). */
export const limitsOfVectorize = { topK: 100, upsert: 1_000, dimensions: 1_536, getByIds: 20, deleteByIds: 100 } as const;

/** The binding `VECTORIZE`, as far as it is used. */
export type VectorizeBinding = Pick<Vectorize, 'query' | 'upsert' | 'getByIds' | 'deleteByIds' | 'describe'>;

export interface VectorizeTimes {
  query: Limits;
  write: Limits;
  /** How often `ready` looks, and how long. */
  ready: { everyMs: number; totalMs: number };
}
export const vectorizeTimes: VectorizeTimes = {
  query: { attemptMs: 1_500, totalMs: 2_000, tries: 2, baseMs: 100 },
  write: { attemptMs: 20_000, totalMs: 60_000, tries: 5, baseMs: 500 },
  ready: { everyMs: 1_000, totalMs: 120_000 },
};

export interface VectorizeOptions {
  index: VectorizeBinding;
  site: string;
  /** The release's hash. */
  release: string;
  /** Units of the release: an id beyond them is nobody's. */
  units: number;
  dimensions: number;
  times?: VectorizeTimes;
}

export interface UnitVector {
  /** Number of the unit in its release. */
  unit: number;
  vector: Int8Array;
}
export interface UnitHit {
  unit: number;
  /** Cosine, approximate: the service compares compressed vectors unless asked for values. */
  similarity: number;
}

/** The vectors of one release in a Vectorize index with the metric `cosine`. */
export interface UnitVectors {
  search(vector: Int8Array, limit: number): Promise<Tried<{ hits: UnitHit[]; foreign: number }>>;
  upsert(units: readonly UnitVector[]): Promise<Tried<number>>;
  /** Waits until what `upsert` was given can be queried: the service applies changes later, in their order. */
  ready(units: readonly UnitVector[]): Promise<Tried<true>>;
  remove(units: readonly number[]): Promise<Tried<number>>;
}

const matchesSchema = z.object({
  matches: z.array(z.object({ id: z.string(), score: z.number(), namespace: z.string().nullish() })),
});
const vectorsSchema = z.array(z.object({ id: z.string(), namespace: z.string().nullish() }));
const infoSchema = z.object({ dimensions: z.int() });

export async function unitVectors({
  index,
  site,
  release,
  units,
  dimensions,
  times = vectorizeTimes,
}: VectorizeOptions): Promise<UnitVectors> {
  const namespace = await namespaceOf(site, release);
  const ids = await idsOf(namespace, units);
  const ask = <T>(schema: z.ZodType<T>, limits: Limits, call: () => Promise<unknown>, deadline?: number) =>
    attempt(() => answered(schema, call), limits, deadline);
  // Whole numbers, exact in the service's float32 and half the bytes: a cosine does not see the length of a vector.
  const values = (vector: Int8Array) => Array.from(vector);
  const wrongLength = (vector: Int8Array) => vector.length !== dimensions;
  // A vector of zeros has no cosine; it stands for a text without words.
  const kept = (all: readonly UnitVector[]) => all.filter(({ vector }) => !isZero(vector));

  return {
    async search(vector, limit) {
      if (wrongLength(vector)) return failed('bad-answer', `a question of ${vector.length} dimensions among vectors of ${dimensions}`);
      if (isZero(vector)) return { ok: true, value: { hits: [], foreign: 0 } };
      const topK = Math.max(1, Math.min(limit, limitsOfVectorize.topK));
      // 'none' in words: the service refuses `false` (40026).
      const options = { topK, namespace, returnValues: false, returnMetadata: 'none' as const };
      const found = await ask(matchesSchema, times.query, () => index.query(values(vector), options));
      if (!found.ok) return found;
      const hits: UnitHit[] = [];
      let foreign = 0;
      for (const { id, score, namespace: of } of found.value.matches) {
        const unit = ids.unit(id);
        if (unit === null || (of && of !== namespace)) foreign++;
        else if (Math.abs(score) > 1.05) return failed('bad-answer', `a cosine of ${score}: the index has another metric than cosine`);
        else hits.push({ unit, similarity: Math.max(-1, Math.min(1, score)) });
      }
      return { ok: true, value: { hits, foreign } };
    },

    async upsert(all) {
      const wrong = all.find(({ vector }) => wrongLength(vector));
      if (wrong) return failed('bad-answer', `unit ${wrong.unit} has ${wrong.vector.length} dimensions instead of ${dimensions}`);
      const info = await ask(infoSchema, times.query, () => index.describe());
      if (!info.ok) return info;
      if (info.value.dimensions !== dimensions)
        return failed('bad-answer', `the index was created for ${info.value.dimensions} dimensions, the embedder has ${dimensions}`);
      const vectors = kept(all);
      for (const batch of batches(vectors, limitsOfVectorize.upsert)) {
        const rows = batch.map(({ unit, vector }) => ({ id: ids.of(unit), namespace, values: values(vector) }));
        const done = await ask(z.unknown(), times.write, () => index.upsert(rows));
        if (!done.ok) return done;
      }
      return { ok: true, value: vectors.length };
    },

    async ready(all) {
      const deadline = Date.now() + times.ready.totalMs;
      const marks = batches(kept(all), limitsOfVectorize.upsert).flatMap((batch) => batch.at(-1) ?? []);
      for (;;) {
        const seen = await visible(marks, deadline);
        if (seen.ok && seen.value) return { ok: true, value: true };
        if (!seen.ok && !seen.fault.again) return seen;
        if (Date.now() + times.ready.everyMs >= deadline)
          return seen.ok ? failed('timeout', 'the vectors cannot be queried yet', true) : seen;
        await new Promise((resolve) => setTimeout(resolve, times.ready.everyMs));
      }
    },

    async remove(all) {
      for (const batch of batches(all, limitsOfVectorize.deleteByIds)) {
        const done = await ask(z.unknown(), times.write, () => index.deleteByIds(batch.map(ids.of)));
        if (!done.ok) return done;
      }
      return { ok: true, value: all.length };
    },
  };

  /** The last vector of every batch is there, and the last of all is found by a query as well. */
  async function visible(marks: readonly UnitVector[], deadline: number): Promise<Tried<boolean>> {
    for (const batch of batches(marks, limitsOfVectorize.getByIds)) {
      const wanted = batch.map(({ unit }) => ids.of(unit));
      const found = await ask(vectorsSchema, times.query, () => index.getByIds(wanted), deadline);
      if (!found.ok) return found;
      const there = new Set(found.value.filter((one) => !one.namespace || one.namespace === namespace).map(({ id }) => id));
      if (wanted.some((id) => !there.has(id))) return { ok: true, value: false };
    }
    const last = marks.at(-1);
    if (!last) return { ok: true, value: true };
    const options = { topK: limitsOfVectorize.topK, namespace, returnMetadata: 'none' as const };
    const found = await ask(matchesSchema, times.query, () => index.query(values(last.vector), options), deadline);
    if (!found.ok) return found;
    const { matches } = found.value;
    // More copies of one text than the service returns can hide the very one that is looked for.
    return { ok: true, value: matches.length === options.topK || matches.some(({ id }) => id === ids.of(last.unit)) };
  }
}

/** The binding throws `VECTOR_QUERY_ERROR (code = 40006): …` and keeps the HTTP status to itself (workerd, vectorize-api.ts). */
async function answered<T>(schema: z.ZodType<T>, call: () => Promise<unknown>): Promise<Tried<T>> {
  let answer: unknown;
  try {
    answer = await call();
  } catch (error) {
    return { ok: false, fault: faultOf(error instanceof Error ? error.message : '') };
  }
  const parsed = schema.safeParse(answer);
  return parsed.success ? { ok: true, value: parsed.data } : failed('bad-answer', 'Vectorize answered something else than documented');
}

function faultOf(message: string): RemoteFault {
  const code = /\(code = (\d+)\)/.exec(message)?.[1] ?? /Status \+ (\d+)/.exec(message)?.[1] ?? '';
  const why = `Vectorize has a fault${code && ` (${code})`}`;
  if (code === '40041' || code === '429') return { kind: 'rate-limited', why, again: true, retryAfter: null };
  if (code === '40007') return { kind: 'too-many', why, again: false, retryAfter: null };
  if (message.startsWith('Failed to parse body'))
    return { kind: 'bad-answer', why: 'Vectorize answered what is not JSON', again: true, retryAfter: null };
  // 40xxx are requests that it refuses: the same request will be refused again.
  return { kind: 'unavailable', why, again: !/^40\d{3}$|^4\d\d$/.test(code), retryAfter: null };
}

function batches<T>(all: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, i) => all.slice(i * size, (i + 1) * size));
}
