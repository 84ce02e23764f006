import { z } from 'zod';
import type { Reply, Seen } from './http.ts';

const vectorSchema = z.strictObject({
  id: z.string().min(1),
  values: z.array(z.number()),
  namespace: z.string().optional(),
  metadata: z.record(z.string(), z.unknown()).optional(),
});
const querySchema = z.strictObject({
  vector: z.array(z.number()),
  topK: z.int().positive().default(5),
  namespace: z.string().optional(),
  returnValues: z.boolean().default(false),
  // A boolean is what the live service refuses (40026).
  returnMetadata: z.enum(['none', 'indexed', 'all']).default('none'),
});
const idsSchema = z.strictObject({ ids: z.array(z.string()) });
type Row = z.infer<typeof vectorSchema>;

class Refused extends Error {
  readonly code: number;
  constructor(code: number, message: string) {
    super(message);
    this.code = code;
  }
}

const bytes = (value: string) => Buffer.byteLength(value);

/**
 * A Vectorize v2 index with the metric cosine behind its binding (workerd, src/cloudflare/internal/vectorize-api.ts), with the documented limits and
 * the codes that the live service answers with. Changes are visible only `delay` milliseconds after they were accepted, whenever it was set.
 */
export class VectorizeIndex {
  readonly #rows = new Map<string, Row>();
  readonly dimensions: number;
  delay = 0;
  /** Rows that every query returns as well: what a service with a fault, or a shared index, could show. */
  leaked: { id: string; score: number; namespace?: string }[] = [];
  /** For the answer to a query: another metric than cosine. */
  factor = 1;
  #queue: { since: number; apply: () => void }[] = [];

  constructor(dimensions: number) {
    this.dimensions = dimensions;
  }

  /** What is visible now. */
  get rows(): ReadonlyMap<string, Row> {
    this.#settle();
    return this.#rows;
  }

  remove(id: string): void {
    this.#rows.delete(id);
  }

  /** As new: empty, without delay or leak. */
  clear(): void {
    this.#rows.clear();
    this.#queue = [];
    this.delay = 0;
    this.leaked = [];
    this.factor = 1;
  }

  answer = ({ path, headers, body }: Seen): Reply => {
    try {
      return { body: this.#route(path, headers, body) };
    } catch (error) {
      if (error instanceof Refused) return { status: 400, body: { code: error.code, error: error.message } };
      return { status: 400, body: { code: 40_026, error: `Failed to parse the request body as JSON: ${error}` } };
    }
  };

  #route(path: string, headers: Record<string, string>, body: string): unknown {
    if (path === '/info')
      return { vectorCount: this.rows.size, dimensions: this.dimensions, processedUpToDatetime: 0, processedUpToMutation: 0 };
    if (path === '/upsert') return this.#upsert(headers['content-type'] ?? '', body);
    if (path === '/query') return this.#query(querySchema.parse(JSON.parse(body)));
    const { ids } = idsSchema.parse(JSON.parse(body));
    const most = path === '/getByIds' ? 20 : 100;
    if (ids.length > most) throw new Refused(40_007, `too many ids in payload; max id count is ${most}, got ${ids.length}`);
    if (path === '/getByIds') return ids.flatMap((id) => this.rows.get(id) ?? []);
    if (path !== '/deleteByIds') throw new Refused(40_400, `no ${path}`);
    return this.#later(() => {
      for (const id of ids) this.#rows.delete(id);
    });
  }

  #upsert(type: string, body: string): { mutationId: string } {
    if (type !== 'application/x-ndjson') throw new Refused(40_023, `failed to parse upsert vectors request: ${type}`);
    if (/\\ud[89a-f]/i.test(body)) throw new Refused(40_023, 'failed to parse upsert vectors request in json format');
    const rows = body.split('\n').map((line) => vectorSchema.parse(JSON.parse(line)));
    if (rows.length > 1_000) throw new Refused(40_007, `too many vectors in payload; max is 1000, got ${rows.length}`);
    for (const { id, values, namespace, metadata } of rows) {
      this.#sized(values);
      if (bytes(id) > 64) throw new Refused(40_008, `id too long; max is 64 bytes, got ${bytes(id)} bytes`);
      if (bytes(namespace ?? '') > 64) throw new Refused(40_009, `namespace too long; max is 64 bytes, got ${bytes(namespace ?? '')}`);
      if (bytes(JSON.stringify(metadata ?? {})) > 10_240) throw new Refused(40_010, 'metadata too large; max is 10 KiB');
    }
    return this.#later(() => {
      // One vector an id in the whole index, whatever its namespace.
      for (const row of rows) this.#rows.set(row.id, row);
    });
  }

  #query({ vector, topK, namespace, returnValues, returnMetadata }: z.infer<typeof querySchema>): unknown {
    this.#sized(vector);
    const most = returnValues || returnMetadata === 'all' ? 20 : 100;
    if (topK > most) throw new Refused(40_025, `max top K is ${most}, but got ${topK}`);
    const found = [...this.rows.values()]
      .filter((row) => row.namespace === namespace)
      .map((row) => ({ id: row.id, namespace: row.namespace, score: this.factor * cosineOf(vector, row.values) }));
    const matches = [...found, ...this.leaked].sort((a, b) => b.score - a.score).slice(0, topK);
    return { count: matches.length, matches };
  }

  #sized(values: number[]): void {
    if (values.length !== this.dimensions)
      throw new Refused(40_006, `invalid vector, expected ${this.dimensions} dimensions, and got ${values.length} dimensions`);
  }

  #later(apply: () => void): { mutationId: string } {
    this.#queue.push({ since: Date.now(), apply });
    return { mutationId: crypto.randomUUID() };
  }

  /** Changes are applied in their order. */
  #settle(): void {
    while ((this.#queue[0]?.since ?? Number.POSITIVE_INFINITY) + this.delay <= Date.now()) this.#queue.shift()?.apply();
  }
}

function cosineOf(a: number[], b: number[]): number {
  const dot = a.reduce((sum, value, i) => sum + value * (b[i] ?? 0), 0);
  return dot / (Math.hypot(...a) * Math.hypot(...b));
}
