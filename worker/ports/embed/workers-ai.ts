import { z } from 'zod';
import type { Limits } from '../attempt.ts';
import { failed, fault, type RemoteFault, statusFault, type Tried } from '../fault.ts';
import { embedInBatches } from './batches.ts';
import { nameOf, type WorkersAiModel, workersAiModels } from './models.ts';
import type { Embedder, EmbedKind } from './port.ts';

const service = 'Workers AI';

/** The binding `AI`, as far as it is used. */
export type AiBinding = Pick<Ai, 'run'>;

export interface WorkersAiOptions {
  ai: AiBinding;
  model?: WorkersAiModel;
  limits?: Partial<Record<EmbedKind, Limits>>;
}

const answerSchema = z.object({
  data: z.array(z.array(z.number())),
  pooling: z.enum(['mean', 'cls']).optional(),
});
/** Both forms that errors come in (workerd, src/cloudflare/internal/ai-api.ts). */
const errorSchema = z.union([
  z.object({ internalCode: z.number() }).transform(({ internalCode }) => internalCode),
  z.object({ errors: z.array(z.object({ code: z.number() })).min(1) }).transform(({ errors }) => errors[0]?.code ?? 0),
]);

/** https://developers.cloudflare.com/workers-ai/models/bge-m3/ */
export function workersAiEmbedder({ ai, model: id = '@cf/baai/bge-m3', limits }: WorkersAiOptions): Embedder {
  const model = { model: id, ...workersAiModels[id] };
  const ask = async (text: string[], signal: AbortSignal): Promise<Tried<number[][]>> => {
    // bge-m3 does not take `pooling`, the others do not take `truncate_inputs`.
    const inputs = id === '@cf/baai/bge-m3' ? { text, truncate_inputs: true } : { text, pooling: model.pooling };
    // The raw response, because the binding's own errors have neither status nor Retry-After.
    return read(await ai.run(id, inputs, { returnRawResponse: true, signal }), model.pooling);
  };
  return {
    name: nameOf('workers-ai', model),
    dimensions: model.dimensions,
    embed: (texts, kind) => embedInBatches(texts, kind, model, ask, limits?.[kind]),
  };
}

async function read(response: Response, pooling: string): Promise<Tried<number[][]>> {
  let body: unknown;
  try {
    body = await response.json();
  } catch {
    // Cut or no JSON: with an error status the status says enough.
    if (response.ok) return failed('bad-answer', `${service} answered what is not JSON`, true);
  }
  if (!response.ok) return { ok: false, fault: errorFault(response, errorSchema.safeParse(body).data) };
  const answer = answerSchema.safeParse(body);
  if (!answer.success) return failed('bad-answer', `${service} answered without vectors`);
  if (answer.data.pooling && answer.data.pooling !== pooling)
    return failed('bad-answer', `${service} pooled by ${answer.data.pooling} instead of ${pooling}`);
  return { ok: true, value: answer.data.data };
}

/** https://developers.cloudflare.com/workers-ai/platform/errors/ */
function errorFault(response: Response, code: number | undefined): RemoteFault {
  const found = statusFault(service, response.status, (name) => response.headers.get(name));
  // The free allocation of a day is used up: nothing changes before tomorrow.
  if (code === 3036) return fault('rate-limited', `${service} has no allocation left for today (3036)`);
  return code === undefined ? found : { ...found, why: `${found.why}, code ${code}` };
}
