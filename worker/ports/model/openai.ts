import { createOpenAI } from '@ai-sdk/openai';
import { AISDKError, APICallError, Output, streamText } from 'ai';
import { failed, fault, type RemoteFault, statusFault, type Tried } from '../fault.ts';
import type { Chat, ChatRequest, Ended } from './chat.ts';

const service = 'The model';

// The SDK writes to the console what a model does not support, such as a temperature: once for every call.
globalThis.AI_SDK_LOG_WARNINGS = false;

export interface OpenAiChat {
  model: string;
  apiKey: string;
  /** Any server that speaks OpenAI's `/chat/completions`; with its version, as in `https://host/v1`. */
  baseUrl?: string;
}

/** https://ai-sdk.dev/docs/reference/ai-sdk-core/stream-text. Load it when it is configured only: it brings the AI SDK with it. */
export function openaiChat({ model, apiKey, baseUrl }: OpenAiChat): Chat {
  const provider = createOpenAI({
    apiKey,
    baseURL: baseUrl ?? 'https://api.openai.com/v1',
    // A redirect would take words and key to a host that nobody configured.
    fetch: (input, init) => fetch(input, { ...init, redirect: 'manual' }),
  });
  return {
    name: `openai ${model}`,
    streams: true,
    async ask(request, take, signal) {
      try {
        return await stream(provider.chat(model), request, take, signal);
      } catch (error) {
        return { ok: false, fault: faultOf(error) };
      }
    },
  };
}

type Model = Parameters<typeof streamText>[0]['model'];

async function stream(model: Model, request: ChatRequest, take: (text: string) => void, abortSignal: AbortSignal): Promise<Tried<Ended>> {
  const { name, schema, instructions, message, tokens } = request;
  const { stream: parts } = streamText({
    model,
    instructions,
    prompt: message,
    // The schema goes out with the request, and the text comes as it is: an output of the SDK parses all of it again with each
    // piece, and holds back what is no JSON.
    output: { ...Output.text(), responseFormat: Output.object({ schema, name }).responseFormat },
    maxOutputTokens: tokens,
    temperature: 0,
    // call.ts tries again, inside our own limit of time.
    maxRetries: 0,
    telemetry: { isEnabled: false },
    abortSignal,
    // Otherwise the SDK logs it, and with it what was sent.
    onError: () => {},
  });
  for await (const part of parts) {
    if (part.type === 'text-delta') take(part.text);
    if (part.type === 'error') return { ok: false, fault: faultOf(part.error) };
    if (part.type === 'abort') return failed('stopped', 'hung up on');
    if (part.type !== 'finish') continue;
    const { finishReason, totalUsage } = part;
    if (finishReason === 'length') return failed('bad-answer', `${service} did not come to an end within ${tokens} tokens`);
    if (finishReason === 'content-filter') return failed('bad-answer', `${service} refuses to answer`);
    if (finishReason !== 'stop') return failed('bad-answer', `${service} broke off`, true);
    const { inputTokens, outputTokens } = totalUsage;
    return {
      ok: true,
      value: { tokens: inputTokens === undefined || outputTokens === undefined ? null : { in: inputTokens, out: outputTokens } },
    };
  }
  return failed('bad-answer', `${service} broke off`, true);
}

function faultOf(error: unknown): RemoteFault {
  if (APICallError.isInstance(error) && error.statusCode !== undefined && (error.statusCode < 200 || error.statusCode >= 300)) {
    const { statusCode, responseHeaders } = error;
    return statusFault(service, statusCode, (name) => responseHeaders?.[name] ?? null);
  }
  // A success whose stream was cut or cannot be read, or an error in the middle of it; the rest is the runtime's, from the network.
  if (APICallError.isInstance(error) ? error.statusCode !== undefined : AISDKError.isInstance(error))
    return fault('bad-answer', `${service} answered what cannot be read`, true);
  return fault('unavailable', `${service} cannot be reached`, true);
}
