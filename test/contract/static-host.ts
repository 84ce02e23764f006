import { z } from 'zod';
import { loadStaticWorker } from '../../worker/ports/embed/static/worker.ts';

const requestSchema = z.object({ texts: z.array(z.string()), kind: z.enum(['query', 'document']) });

/** A worker that does nothing but embed with the encoder that ships with the project, out of its own assets. */
export default {
  async fetch(request: Request, env: Env): Promise<Response> {
    const { texts, kind } = requestSchema.parse(await request.json());
    const result = await (await loadStaticWorker(env))?.embed(texts, kind);
    return Response.json(result?.ok ? { ok: true, vectors: result.vectors.map((one) => Array.from(one)) } : (result ?? null));
  },
};
