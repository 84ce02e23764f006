import { z } from 'zod';
import { good, type Turned } from './drafts.ts';
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

/** JSON mode (/workers-ai/features/json-mode/): with a stream it refuses (5023). */
const chatSchema = z.strictObject({
  messages: z.tuple([
    z.strictObject({ role: z.literal('system'), content: z.string().min(1) }),
    z.strictObject({ role: z.literal('user'), content: z.string().min(1) }),
  ]),
  response_format: z.strictObject({
    type: z.literal('json_schema'),
    json_schema: z.looseObject({ type: z.literal('object'), properties: z.record(z.string(), z.unknown()) }),
  }),
  max_tokens: z.int().positive(),
  temperature: z.number(),
});
const chatModels = ['@cf/meta/llama-3.3-70b-instruct-fp8-fast', '@cf/openai/gpt-oss-20b'];
const uses: Record<string, string> = {
  sentences: 'compose',
  question: 'standalone',
  summary: 'summary',
  categories: 'second',
  reason: 'judge',
};

/** What was asked of a model that writes. */
export function askedOf({ body }: Seen): Turned {
  const { messages, response_format } = chatSchema.parse(requestSchema.parse(JSON.parse(body)).inputs);
  const [key = ''] = Object.keys(response_format.json_schema.properties);
  return { use: uses[key] ?? '', instructions: messages[0].content, message: messages[1].content };
}

function chat(model: string, seen: Seen, inputs: unknown): Reply {
  const given = chatSchema.safeParse(inputs);
  if (!given.success) return refuse(400, 5_006, `Error: oneOf at '/' not met: ${z.prettifyError(given.error)}`);
  const said = good(askedOf(seen));
  const usage = { prompt_tokens: 100, completion_tokens: 20, total_tokens: 120 };
  // Newer models answer as OpenAI does; older ones with the value itself.
  if (model.startsWith('@cf/openai/')) return { body: { choices: [{ index: 0, message: { role: 'assistant', content: said } }], usage } };
  return { body: { response: JSON.parse(said), tool_calls: [], usage } };
}

/** Workers AI behind its binding: models that write, and embeddings: its models, at most 100 texts, its errors (/workers-ai/platform/errors/). */
export function workersAi({ path, headers, body }: Seen): Reply {
  const model = models[headers['cf-consn-model-id'] ?? ''];
  if (path !== '/run?version=3') return refuse(404, 3_042, 'The model name is invalid');
  const { inputs } = requestSchema.parse(JSON.parse(body));
  const name = headers['cf-consn-model-id'] ?? '';
  if (chatModels.includes(name)) return chat(name, { path, headers, body }, inputs);
  if (!model) return refuse(400, 5_007, 'No such model');
  const given = model.inputs.safeParse(inputs);
  if (!given.success) return refuse(400, 5_006, `Error: oneOf at '/' not met: ${z.prettifyError(given.error)}`);
  const texts = [given.data.text].flat();
  if (texts.length > 100) return refuse(400, 5_006, `Error: maxItems 100, got ${texts.length}`);
  const data = texts.map((one) => wordVector(one, model.dimensions));
  return { body: { shape: [data.length, model.dimensions], data, pooling: given.data.pooling ?? 'cls' } };
}

/** The texts of a request, for looking at what was sent. */
export const textsOf = ({ body }: Seen): string[] => [text.parse(requestSchema.parse(JSON.parse(body)).inputs.text)].flat();
