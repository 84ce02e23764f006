import { createOpenAI } from '@ai-sdk/openai';
import { AISDKError, APICallError, embedMany } from 'ai';
import { z } from 'zod';
import type { Limits } from '../attempt.ts';
import { failed, fault, type RemoteFault, statusFault, type Tried } from '../fault.ts';
import { embedInBatches } from './batches.ts';
import { type Model, nameOf } from './models.ts';
import type { Embedder, EmbedKind } from './port.ts';

const service = 'The embedding service';

export interface OpenAiOptions {
  model: Model;
  apiKey: string;
  /** Any server that speaks OpenAI's `/embeddings`; with its version, as in `https://host/v1`. */
  baseUrl?: string;
  limits?: Partial<Record<EmbedKind, Limits>>;
}

/** https://ai-sdk.dev/v7/docs/reference/ai-sdk-core/embed-many. Load it when it is configured only: it brings the AI SDK with it. */
export function openaiEmbedder({ model, apiKey, baseUrl, limits }: OpenAiOptions): Embedder {
  const provider = createOpenAI({
    apiKey,
    baseURL: baseUrl ?? 'https://api.openai.com/v1',
    // A redirect would take texts and key to a host that nobody configured.
    fetch: (input, init) => fetch(input, { ...init, redirect: 'manual' }),
  });
  const ask = async (values: string[], abortSignal: AbortSignal): Promise<Tried<number[][]>> => {
    try {
      const { embeddings, responses } = await embedMany({
        model: provider.embeddingModel(model.model),
        values,
        dimensions: model.shortened ? model.dimensions : undefined,
        abortSignal,
        // attempt.ts tries again, inside our own limit of time.
        maxRetries: 0,
      });
      return inOrder(embeddings, responses?.map((response) => response?.body) ?? []);
    } catch (error) {
      return { ok: false, fault: faultOf(error) };
    }
  };
  return {
    name: nameOf('openai', model),
    dimensions: model.dimensions,
    embed: (texts, kind) => embedInBatches(texts, kind, model, ask, limits?.[kind]),
  };
}

const bodySchema = z.object({ data: z.array(z.object({ index: z.int().nonnegative() })) });

/** The SDK takes vectors as they come; the service says in `index` which text each belongs to, and some do not keep the order. */
function inOrder(embeddings: number[][], bodies: unknown[]): Tried<number[][]> {
  const ordered: number[][] = [];
  for (const body of bodies) {
    const start = ordered.length;
    const indices = bodySchema.safeParse(body).data?.data.map(({ index }) => index);
    if (!indices) return { ok: true, value: embeddings };
    if (new Set(indices).size !== indices.length || indices.some((index) => index >= indices.length))
      return failed('bad-answer', `${service} numbered its vectors wrongly`);
    indices.forEach((index, i) => {
      ordered[start + index] = embeddings[start + i] ?? [];
    });
  }
  return { ok: true, value: ordered };
}

function faultOf(error: unknown): RemoteFault {
  if (!APICallError.isInstance(error)) {
    // The SDK's own finding, such as another number of vectors than of texts; anything else is the runtime's, from the network.
    return AISDKError.isInstance(error)
      ? fault('bad-answer', `${service} answered what cannot be used`)
      : fault('unavailable', `${service} cannot be reached`, true);
  }
  const { statusCode, responseHeaders, isRetryable } = error;
  if (statusCode === undefined) return fault('unavailable', `${service} cannot be reached`, true);
  // A success whose body could not be read or parsed; cut off on the way is worth another try.
  if (statusCode >= 200 && statusCode < 300) return fault('bad-answer', `${service} answered what cannot be read`, isRetryable);
  return statusFault(service, statusCode, (name) => responseHeaders?.[name] ?? null);
}
