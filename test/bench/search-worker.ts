import { z } from 'zod';
import { type EmbedPort, questionsOf } from '../../worker/ports/embed/port.ts';
import { makeRoom } from '../../worker/ports/embed/static/scan.ts';
import { kernelModule, loadStaticWorker } from '../../worker/ports/embed/static/worker.ts';
import { type Engine, makeEngine } from '../../worker/release/engine.ts';
import { decodeRelease, releaseHash } from '../../worker/release/format.ts';
import { readBody } from '../../worker/release/read-body.ts';
import { retrieve } from '../../worker/turn/retrieve.ts';

/** Looks one question up many times in a request. Inside workerd, for test/bench/search.ts, which holds the clock. */
export const parts = ['nothing', 'retrieve', 'embed', 'search'] as const;
export type Part = (typeof parts)[number];

const runSchema = z.strictObject({ part: z.enum(parts), text: z.string(), times: z.int() });

let engine: Engine | null = null;
let embed: EmbedPort | null = null;
const vectors = new Map<string, Int8Array | null>();

async function loadEncoder(env: Env): Promise<EmbedPort> {
  const embedder = await loadStaticWorker(env);
  if (!embedder) throw new Error('the encoder was not loaded');
  return questionsOf(embedder, ({ why }) => {
    throw new Error(why);
  });
}

async function run({ part, text, times }: z.infer<typeof runSchema>): Promise<string> {
  if (part === 'nothing') return part;
  if (!engine || !embed) throw new Error('send a release first');
  const ports = { ...engine, embed };
  const { search } = engine;
  const folded = search.embeddable(text, 'en') ?? text;
  // Embedded once, in the first request with it, so that a search can be timed alone.
  if (!vectors.has(text)) vectors.set(text, (await embed.embed([folded]))?.[0] ?? null);
  const vector = vectors.get(text) ?? null;
  const once: Record<Exclude<Part, 'nothing'>, () => Promise<unknown>> = {
    retrieve: () => retrieve(ports, text, 'en'),
    embed: () => ports.embed.embed([folded]),
    search: () => search.search({ text, locale: 'en', vector }, 5),
  };
  for (let i = 0; i < times; i++) await once[part]();
  if (part !== 'retrieve' || times > 0) return part;
  const [first] = await retrieve(ports, text, 'en');
  return first && first.confidence > 0 ? 'judged' : 'not judged';
}

export default {
  async fetch(request: Request, env: Env): Promise<Response> {
    const { pathname } = new URL(request.url);
    if (pathname === '/run') return new Response(await run(runSchema.parse(await request.json())));
    // As in worker/release/load.ts.
    const { bytes, makeScan } = makeRoom(kernelModule, Number(request.headers.get('content-length')));
    if (!request.body || !(await readBody(request.body, bytes))) throw new Error('a release has a body of its stated length');
    const hash = await releaseHash(bytes);
    const decoded = decodeRelease(bytes);
    if (!decoded.ok) throw new Error(decoded.problem);
    const made = makeEngine(hash, decoded.content, makeScan);
    if (!made.ok) throw new Error(made.problems.join(' '));
    engine = made.engine;
    embed ??= await loadEncoder(env);
    return new Response('ready');
  },
};
