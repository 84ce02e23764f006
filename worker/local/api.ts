import { SignJWT } from 'jose';
import { z } from 'zod';

/** What a service token may do; the worker refuses what its scope does not name. */
const SCOPE = 'sites people releases';

export function serviceToken(secret: string, scope = SCOPE): Promise<string> {
  return new SignJWT({ scope })
    .setProtectedHeader({ alg: 'HS256' })
    .setAudience('handrail-service')
    .setSubject('local-seed')
    .setIssuedAt()
    .setExpirationTime('5m')
    .sign(new TextEncoder().encode(secret));
}

export interface Call {
  method: string;
  path: string;
  json?: unknown;
  bytes?: Uint8Array<ArrayBuffer>;
}

/** The worker said no. `reason` is its own sentence for people, where it gave one. */
export class Refused extends Error {
  readonly status: number;
  readonly reason: string;

  constructor(status: number, message: string, reason: string | null) {
    super(message);
    this.name = 'Refused';
    this.status = status;
    this.reason = reason ?? message;
  }
}

const problemSchema = z.object({ error: z.object({ message: z.string() }) });

/** The sentence for people in a refusal; null where it has none. */
export function reasonIn(text: string): string | null {
  try {
    return problemSchema.parse(JSON.parse(text)).error.message;
  } catch {
    return null;
  }
}

/** Someone who may call the worker's HTTP API: a service token, or a signed-in person's cookie. */
export type Caller = <Out>(call: Call, schema: z.ZodType<Out>) => Promise<Out>;

export function caller(url: string, headers: Record<string, string>): Caller {
  return async function call({ method, path, json, bytes }, schema) {
    const type = bytes ? 'application/octet-stream' : 'application/json';
    const body = bytes ?? (json === undefined ? undefined : JSON.stringify(json));
    const response = await fetch(url + path, {
      method,
      body,
      headers: { ...headers, ...(body === undefined ? {} : { 'content-type': type }) },
    });
    const text = await response.text();
    if (!response.ok)
      throw new Refused(response.status, `${method} ${path} answered ${response.status}: ${text.slice(0, 300)}`, reasonIn(text));
    const parsed = schema.safeParse(text === '' ? undefined : JSON.parse(text));
    if (!parsed.success) throw new Error(`${method} ${path} answered something else than expected: ${parsed.error.message}`);
    return parsed.data;
  };
}

export async function asService(url: string, secret: string): Promise<Caller> {
  return caller(url, { authorization: `Bearer ${await serviceToken(secret)}` });
}
