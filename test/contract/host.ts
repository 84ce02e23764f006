import { z } from 'zod';
import { type Drivers, pickDrivers, type Times } from '../../worker/ports/drivers.ts';

/** A worker that does nothing but run drivers, so that they are tried in workerd, behind its real bindings. */
const limits = z.object({ attemptMs: z.number(), totalMs: z.number(), tries: z.number(), baseMs: z.number() });
const times: z.ZodType<Times> = z.object({
  embed: z.object({ query: limits, document: limits }).optional(),
  vectorize: z.object({ query: limits, write: limits, ready: z.object({ everyMs: z.number(), totalMs: z.number() }) }).optional(),
});
const vector = z.array(z.int()).transform((values) => Int8Array.from(values));
const unitVectors = z.array(z.object({ unit: z.int(), vector }));
const space = z.object({ site: z.string(), release: z.string(), units: z.int() });
const requestSchema = z.object({
  vars: z.record(z.string(), z.string()),
  times,
  call: z.discriminatedUnion('method', [
    z.object({ method: z.literal('describe') }),
    z.object({ method: z.literal('embed'), texts: z.array(z.string()), kind: z.enum(['query', 'document']) }),
    z.object({ method: z.literal('search'), space, vector, limit: z.int() }),
    z.object({ method: z.literal('upsert'), space, units: unitVectors }),
    z.object({ method: z.literal('ready'), space, units: unitVectors }),
    z.object({ method: z.literal('remove'), space, units: z.array(z.int()) }),
  ]),
});
export type HostCall = z.input<typeof requestSchema>['call'];

export default {
  async fetch(request: Request, env: Record<string, unknown>): Promise<Response> {
    const { vars, times: given, call } = requestSchema.parse(await request.json());
    const picked = pickDrivers({ ...env, ...vars }, given);
    if (!picked.ok) return Response.json(picked);
    return Response.json(await run(picked.drivers, call), { headers: { 'x-clock': String(Date.now()) } });
  },
};

async function run({ embedder, vectors }: Drivers, call: z.output<typeof requestSchema>['call']): Promise<unknown> {
  if (call.method === 'describe') return { ok: true, name: embedder?.name ?? '', dimensions: embedder?.dimensions ?? 0 };
  if (call.method === 'embed') {
    const result = await embedder?.embed(call.texts, call.kind);
    return result?.ok ? { ok: true, vectors: result.vectors.map((one) => Array.from(one)) } : result;
  }
  const index = await vectors?.(call.space);
  if (call.method === 'search') return index?.search(call.vector, call.limit);
  if (call.method === 'remove') return index?.remove(call.units);
  return call.method === 'upsert' ? index?.upsert(call.units) : index?.ready(call.units);
}
