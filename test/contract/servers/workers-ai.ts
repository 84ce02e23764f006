import { z } from 'zod';
import type { Reply, Seen } from './http.ts';
import { wordVector } from './words.ts';

/** What the binding posts to `/run?version=3` (workerd, src/cloudflare/internal/ai-api.ts). */
const text = z.union([z.string(), z.array(z.string().min(1)).min(1)]);
const requestSchema = z.object({ inputs: z.record(z.string(), z.unknown()), options: z.record(z.string(), z.unknown()) });
const models: Record<string, { dimensions: number; inputs: z.ZodType<{ text: string | string[]; pooling?: string }> }> = {
  '@cf/baai/bge-m3': { dimensions: 1_024, inputs: z.strictObject({ text, truncate_inputs: z.boolean().optional() }) },
  '@cf/baai/bge-small-en-v1.5': { dimensions: 384, inputs: z.strictObject({ text, pooling: z.enum(['mean', 'cls']).default('mean') }) },
};

const refuse = (status: number, internalCode: number, description: string): Reply => ({
  status,
  body: { internalCode, name: 'AiError', description, message: `AiError: ${description}` },
});

/** Embeddings of Workers AI behind its binding: its models, at most 100 texts, its errors (/workers-ai/platform/errors/). */
export function workersAi({ path, headers, body }: Seen): Reply {
  const model = models[headers['cf-consn-model-id'] ?? ''];
  if (path !== '/run?version=3') return refuse(404, 3_042, 'The model name is invalid');
  if (!model) return refuse(400, 5_007, 'No such model');
  const { inputs } = requestSchema.parse(JSON.parse(body));
  const given = model.inputs.safeParse(inputs);
  if (!given.success) return refuse(400, 5_006, `Error: oneOf at '/' not met: ${z.prettifyError(given.error)}`);
  const texts = [given.data.text].flat();
  if (texts.length > 100) return refuse(400, 5_006, `Error: maxItems 100, got ${texts.length}`);
  const data = texts.map((one) => wordVector(one, model.dimensions));
  return { body: { shape: [data.length, model.dimensions], data, pooling: given.data.pooling ?? 'cls' } };
}

/** The texts of a request, for looking at what was sent. */
export const textsOf = ({ body }: Seen): string[] => [text.parse(requestSchema.parse(JSON.parse(body)).inputs.text)].flat();
