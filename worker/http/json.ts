import type { z } from 'zod';
import { Problem } from '../errors.ts';
import type { Ctx } from './context.ts';

/** The body of a request, parsed; whatever does not fit is a 422 that names the field. */
export async function readJson<T>(c: Ctx, schema: z.ZodType<T>): Promise<T> {
  let value: unknown;
  try {
    value = JSON.parse((await c.req.text()) || '{}');
  } catch (cause) {
    throw new Problem(400, 'bad-json', 'The body is not JSON.', { cause });
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new Problem(422, 'bad-body', `${issue?.path.join('.') || 'body'}: ${issue?.message ?? 'does not fit'}`.slice(0, 200));
}
