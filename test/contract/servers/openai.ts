import { z } from 'zod';
import { type LocalServer, type Reply, type Seen, serve } from './http.ts';
import { wordVector } from './words.ts';

/** What `POST /v1/embeddings` takes (OpenAI's API reference; unknown keys are refused by it). */
const requestSchema = z.strictObject({
  model: z.string(),
  input: z.array(z.string().min(1)).min(1).max(2_048),
  encoding_format: z.literal('float').optional(),
  dimensions: z.int().positive().optional(),
});

export interface OpenAiServer extends LocalServer {
  /** Texts of every request since the last reset. */
  inputs(): string[][];
}

/** An OpenAI-compatible server for embeddings. */
export async function openaiServer({ key, dimensions }: { key: string; dimensions: number }): Promise<OpenAiServer> {
  const refuse = (status: number, message: string): Reply => ({ status, body: { error: { message, type: 'invalid_request_error' } } });
  const server = await serve(({ path, headers, body }: Seen) => {
    if (path !== '/v1/embeddings') return refuse(404, `no ${path}`);
    if (headers.authorization !== `Bearer ${key}`) return refuse(401, `Incorrect API key provided: ${headers.authorization}`);
    const request = requestSchema.safeParse(JSON.parse(body));
    if (!request.success) return refuse(400, z.prettifyError(request.error));
    const { input, model } = request.data;
    const long = input.find((text) => Buffer.byteLength(text) > 24_100);
    if (long) return refuse(400, `This model's maximum context length is 8192 tokens: ${long}`);
    const data = input.map((text, index) => ({
      object: 'embedding',
      index,
      embedding: wordVector(text, request.data.dimensions ?? dimensions),
    }));
    return { body: { object: 'list', data, model, usage: { prompt_tokens: 1, total_tokens: 1 } } };
  });
  return { ...server, inputs: () => server.seen.map(({ body }) => requestSchema.parse(JSON.parse(body)).input) };
}
