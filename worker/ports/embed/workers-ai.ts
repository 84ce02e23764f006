import { z } from 'zod';
import type { Limits } from '../attempt.ts';
import { failed, type Tried } from '../fault.ts';
import { errorFault } from '../workers-ai-fault.ts';
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
  if (!response.ok) return { ok: false, fault: errorFault(response, body) };
  const answer = answerSchema.safeParse(body);
  if (!answer.success) return failed('bad-answer', `${service} answered without vectors`);
  if (answer.data.pooling && answer.data.pooling !== pooling)
    return failed('bad-answer', `${service} pooled by ${answer.data.pooling} instead of ${pooling}`);
  return { ok: true, value: answer.data.data };
}
