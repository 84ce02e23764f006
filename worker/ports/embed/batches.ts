import { attempt, type Limits } from '../attempt.ts';
import { failed, fault, type RemoteFault, type Tried } from '../fault.ts';
import type { Model } from './models.ts';
import { type EmbedKind, type EmbedResult, MAX_TEXTS } from './port.ts';
import { quantize } from './quantize.ts';

/** A question has a customer waiting; a release has a person who can wait a minute for each call. */
export const embedLimits: Record<EmbedKind, Limits> = {
  query: { attemptMs: 1_500, totalMs: 2_500, tries: 2, baseMs: 100 },
  document: { attemptMs: 20_000, totalMs: 60_000, tries: 5, baseMs: 500 },
};

/** Texts in one request: the limit of Workers AI, and small enough for any OpenAI-compatible server. */
const batchSize = 100;
/** The platform allows six open connections; some are left for others. */
const parallel = 4;

/** Asks a service for the vectors of at most `batchSize` texts, none of them blank. */
export type Ask = (texts: string[], signal: AbortSignal) => Promise<Tried<readonly (readonly number[])[]>>;

/** The part that every remote embedder shares: prompts, cutting, batches, time, and checking what came back. */
export async function embedInBatches(
  texts: readonly string[],
  kind: EmbedKind,
  model: Model,
  ask: Ask,
  limits = embedLimits[kind],
): Promise<EmbedResult> {
  if (texts.length > MAX_TEXTS) return failed('too-many', `${texts.length} texts in one call, ${MAX_TEXTS} are the most`);
  const vectors: Int8Array[] = texts.map(() => new Int8Array(model.dimensions));
  const asked = texts.flatMap((text, at) => (text.trim() === '' ? [] : [{ at, text: cut(clean(text), model.maxBytes) }]));
  const deadline = Date.now() + limits.totalMs;
  const prompt = model.prompt?.[kind] ?? '';
  let next = 0;
  let problem: RemoteFault | null = null;
  const worker = async () => {
    while (next < asked.length && problem === null) {
      const batch = asked.slice(next, next + batchSize);
      next += batchSize;
      const words = batch.map(({ text }) => prompt + text);
      const tried = await attempt((signal) => ask(words, signal), limits, deadline);
      const made = tried.ok ? check(tried.value, batch.length, model.dimensions) : tried;
      if (made.ok) for (const [i, vector] of made.value.entries()) vectors[batch[i]?.at ?? -1] = vector;
      else problem ??= made.fault;
    }
  };
  await Promise.all(Array.from({ length: parallel }, worker));
  return problem ? { ok: false, fault: problem } : { ok: true, vectors };
}

/** One vector a text, of the right length, of finite numbers, not all zero: anything else would be compared as if it meant something. */
function check(answer: readonly (readonly number[])[], count: number, dimensions: number): Tried<Int8Array[]> {
  const wrong = (why: string): Tried<Int8Array[]> => ({ ok: false, fault: fault('bad-answer', why) });
  if (answer.length !== count) return wrong(`${answer.length} vectors for ${count} texts`);
  const vectors: Int8Array[] = [];
  for (const values of answer) {
    if (values.length !== dimensions) return wrong(`a vector of ${values.length} dimensions instead of ${dimensions}`);
    const vector = quantize(values);
    if (vector === null) return wrong('a vector that is not made of finite numbers, or of zeros only');
    vectors.push(vector);
  }
  return { ok: true, value: vectors };
}

/** Half a character (a lone surrogate) is refused by JSON parsers of some services, and the whole batch with it. */
const clean = (text: string): string => text.replace(/\p{Surrogate}/gu, '\ufffd');

/** The beginning of a text that fits, cut between characters and, where one is near, between words. */
export function cut(text: string, maxBytes: number): string {
  const bytes = new TextEncoder().encode(text);
  if (bytes.length <= maxBytes) return text;
  // `stream` holds an unfinished character back instead of replacing it.
  const start = new TextDecoder().decode(bytes.subarray(0, maxBytes), { stream: true });
  const space = start.search(/\s\S*$/u);
  return space > start.length * 0.8 ? start.slice(0, space) : start;
}
