import { z } from 'zod';

export type Read<T> = { ok: true; value: T } | { ok: false; problem: string };

/** JSON in UTF-8 that fits a schema, or what is wrong with it, to follow its name. */
export function readJson<T>(schema: z.ZodType<T>, bytes: Uint8Array): Read<T> {
  let json: unknown;
  try {
    json = JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: false }).decode(bytes));
  } catch {
    return { ok: false, problem: 'is not JSON' };
  }
  const parsed = schema.safeParse(json);
  if (parsed.success) return { ok: true, value: parsed.data };
  return { ok: false, problem: `does not fit: ${z.prettifyError(parsed.error).slice(0, 400)}` };
}
