import { z } from 'zod';
import { loadStaticWorker } from '../../worker/ports/embed/static/worker.ts';

const runSchema = z.strictObject({ text: z.string(), times: z.int() });

/** Embeds one text many times in a request. Inside workerd, for test/bench/embed.ts, which holds the clock. */
export default {
  async fetch(request: Request, env: Env): Promise<Response> {
    const { text, times } = runSchema.parse(await request.json());
    if (times === 0) return new Response('nothing');
    const embedder = await loadStaticWorker(env);
    if (embedder === null) throw new Error('the encoder was not loaded');
    for (let i = 0; i < times; i++) await embedder.embed([text], 'query');
    return new Response(embedder.name);
  },
};
