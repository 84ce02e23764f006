import type { z } from 'zod';
import { MAX_FRAME, type Refusal } from '../protocol.ts';

export type Parsed<T> = { ok: true; frame: T } | { ok: false; reason: Refusal; detail: string };

/** One frame from a socket: typed, or a refusal that says what was wrong with it. Nothing else reads a frame. */
export function parseFrame<T>(schema: z.ZodType<T>, types: readonly string[], data: string | ArrayBuffer): Parsed<T> {
  const refuse = (reason: Refusal, detail: string): Parsed<T> => ({ ok: false, reason, detail });
  if (typeof data !== 'string') return refuse('binary', 'Send text frames.');
  if (data.length > MAX_FRAME || new TextEncoder().encode(data).length > MAX_FRAME)
    return refuse('too-large', `A frame may have ${MAX_FRAME} bytes.`);
  let value: unknown;
  try {
    value = JSON.parse(data);
  } catch {
    return refuse('bad-json', 'A frame is one JSON object.');
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return { ok: true, frame: parsed.data };
  const type = typeof value === 'object' && value !== null && 'type' in value ? value.type : undefined;
  if (typeof type === 'string' && !types.includes(type)) return refuse('unknown-type', `There is no frame "${type.slice(0, 40)}" here.`);
  const issue = parsed.error.issues[0];
  return refuse('bad-frame', `${issue?.path.join('.') || 'frame'}: ${issue?.message ?? 'does not fit'}`.slice(0, 200));
}

/** The client id of a frame that was refused, so that the sender knows which message it was. */
export function clientIdOf(data: string | ArrayBuffer): string | undefined {
  return typeof data === 'string' && data.length <= MAX_FRAME ? /"clientId"\s*:\s*"([A-Za-z0-9_-]{8,64})"/.exec(data)?.[1] : undefined;
}

/** Names of the frames of a discriminated union. */
export function frameTypes(schema: { options: readonly { shape: { type: z.ZodLiteral<string> } }[] }): string[] {
  return schema.options.map((option) => option.shape.type.value);
}

/**
 * Token bucket of one socket: 40 frames at once, then 10 a second. Held in memory only; a hibernated socket has been
 * quiet for longer than it takes to refill.
 */
export class Flood {
  #tokens = 40;
  #at = Date.now();
  #refused = 0;

  /** `pass`, `refuse`, or `close` for a socket that goes on regardless. */
  take(now = Date.now()): 'pass' | 'refuse' | 'close' {
    this.#tokens = Math.min(40, this.#tokens + ((now - this.#at) / 1_000) * 10);
    this.#at = now;
    if (this.#tokens >= 1) {
      this.#tokens -= 1;
      return 'pass';
    }
    this.#refused += 1;
    return this.#refused > 200 ? 'close' : 'refuse';
  }
}
