import { z } from 'zod';
import { failed, type Tried } from '../fault.ts';
import { errorFault } from '../workers-ai-fault.ts';
import type { Chat, Ended } from './chat.ts';
import { MAX_ANSWER } from './limits.ts';

const service = 'Workers AI';

/** The binding `AI`, as far as it is used here: any model by its name, and the response as it came. */
export interface ChatBinding {
  run(model: string, inputs: object, options: { returnRawResponse: true; signal: AbortSignal }): Promise<Response>;
}

const usage = z.object({ prompt_tokens: z.int().nonnegative(), completion_tokens: z.int().nonnegative() }).optional();
/** Older models answer in a form of the platform's own, newer ones as OpenAI does. */
const answerSchema = z.union([
  // JSON mode answers with the value itself, whatever the platform's types say (cloudflare/workers-sdk#12398, 2026-02).
  z.object({ response: z.union([z.string(), z.record(z.string(), z.unknown())]), usage }),
  z
    .object({ choices: z.array(z.object({ message: z.object({ content: z.string() }) })).min(1), usage })
    .transform(({ choices, usage }) => ({ response: choices[0]?.message.content ?? '', usage })),
]);

/** Bytes of a response that are read at most: an answer, written in JSON inside of JSON. */
const maxBytes = MAX_ANSWER * 8;

/**
 * https://developers.cloudflare.com/workers-ai/features/json-mode/. Not streamed: with a schema the service refuses to
 * (5023, "JSON Schema mode is not supported with stream mode").
 */
export function workersAiChat({ ai, model }: { ai: ChatBinding; model: string }): Chat {
  return {
    name: `workers-ai ${model}`,
    streams: false,
    async ask({ instructions, message, schema, tokens }, take, signal) {
      const { $schema, ...json } = z.toJSONSchema(schema, { target: 'draft-7' });
      const inputs = {
        messages: [
          { role: 'system', content: instructions },
          { role: 'user', content: message },
        ],
        response_format: { type: 'json_schema', json_schema: json },
        max_tokens: tokens,
        temperature: 0,
      };
      try {
        return await read(await ai.run(model, inputs, { returnRawResponse: true, signal }), take);
      } catch {
        return failed('unavailable', `${service} cannot be reached`, true);
      }
    },
  };
}

async function read(response: Response, take: (text: string) => void): Promise<Tried<Ended>> {
  let body: unknown;
  try {
    body = JSON.parse(await beginning(response));
  } catch {
    // Cut, endless or no JSON: with an error status the status says enough.
    if (response.ok) return failed('bad-answer', `${service} answered what is not JSON`, true);
  }
  if (!response.ok) return { ok: false, fault: errorFault(response, body) };
  const answer = answerSchema.safeParse(body);
  if (!answer.success) return failed('bad-answer', `${service} answered without a response`, true);
  const { response: said, usage } = answer.data;
  take(typeof said === 'string' ? said : JSON.stringify(said));
  return { ok: true, value: { tokens: usage ? { in: usage.prompt_tokens, out: usage.completion_tokens } : null } };
}

async function beginning(response: Response): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  let bytes = 0;
  for await (const chunk of response.body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > maxBytes) break;
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}
