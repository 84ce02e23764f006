import { z } from 'zod';
import { binding, safeUrl, text, visible } from '../settings.ts';
import type { Prices } from './budget.ts';
import type { ChatBinding } from './workers-ai.ts';

/** Which model a worker's variables, secrets and bindings name. Nothing set: none. */
export type ModelSettings =
  | { driver: 'none' }
  | { driver: 'openai'; model: string; apiKey: string; baseUrl?: string; prices: Prices | null }
  | { driver: 'workers-ai'; model: string; ai: ChatBinding; prices: Prices | null };
export type ModelRead = { ok: true; settings: ModelSettings } | { ok: false; problems: string[] };

/** A mistake in one of these leaves the other drivers as they are: without a model everything still works. */
export function readModelSettings(env: object): ModelRead {
  const problems: string[] = [];
  const read = <T>(name: string, schema: z.ZodType<T>, wrong: string): T | undefined => {
    const parsed = schema.safeParse(Reflect.get(env, name));
    if (!parsed.success) problems.push(`${name} ${wrong}.`);
    return parsed.data;
  };
  const price = text(z.coerce.number().min(0).max(10_000));
  const driver = read(
    'HANDRAIL_MODEL_DRIVER',
    text(z.enum(['none', 'openai', 'workers-ai'])),
    'is unknown: "openai", "workers-ai", or leave it out for no model',
  );
  const model = read('HANDRAIL_MODEL_NAME', text(visible(100)), 'is no model name: up to 100 letters, digits and signs, no spaces');
  const baseUrl = read(
    'HANDRAIL_MODEL_URL',
    text(z.url({ protocol: /^https?$/, abort: true }).refine(safeUrl)),
    'is no address that a key may be sent to: https, or http on this machine, without user, query or fragment',
  );
  const apiKey = read('HANDRAIL_MODEL_KEY', text(visible(1_000)), 'cannot be sent: it holds a space, a line break or a sign beyond ASCII');
  const priceIn = read('HANDRAIL_MODEL_PRICE_IN', price, 'is no price of a million tokens');
  const priceOut = read('HANDRAIL_MODEL_PRICE_OUT', price, 'is no price of a million tokens');
  const ai = read('AI', binding<ChatBinding>('run'), 'is no binding of Workers AI');
  const given = (name: string) => (Reflect.get(env, name) ?? '') !== '';
  /** A value that was given and is wrong has been named already. */
  const missing = (name: string, what: string) => given(name) || problems.push(`${name} is missing: ${what}.`);

  let settings: ModelSettings = { driver: 'none' };
  const prices = priceIn === undefined || priceOut === undefined ? null : { in: priceIn, out: priceOut };
  if (given('HANDRAIL_MODEL_PRICE_IN') !== given('HANDRAIL_MODEL_PRICE_OUT'))
    problems.push('HANDRAIL_MODEL_PRICE_IN and HANDRAIL_MODEL_PRICE_OUT belong together: set both or none.');
  if (driver === 'workers-ai') {
    const name = model ?? '@cf/meta/llama-3.3-70b-instruct-fp8-fast';
    if (!/^@(?:cf|hf)\//.test(name)) problems.push(`HANDRAIL_MODEL_NAME is ${name}; models of Workers AI begin with @cf/ or @hf/.`);
    if (baseUrl) problems.push('HANDRAIL_MODEL_URL is for HANDRAIL_MODEL_DRIVER=openai; Workers AI has a binding.');
    if (!ai) missing('AI', 'the binding of Workers AI, [ai] with binding = "AI" in wrangler.toml');
    if (ai) settings = { driver, model: name, ai, prices };
  } else if (driver === 'openai') {
    if (!model) missing('HANDRAIL_MODEL_NAME', 'which model the service shall use');
    if (!apiKey) missing('HANDRAIL_MODEL_KEY', 'the secret that the service knows us by (any word for a server without keys)');
    if (model && apiKey) settings = { driver, model, apiKey, baseUrl, prices };
  } else if (driver === undefined && !given('HANDRAIL_MODEL_DRIVER')) {
    for (const name of ['HANDRAIL_MODEL_NAME', 'HANDRAIL_MODEL_URL'])
      if (given(name)) problems.push(`${name} is set, but HANDRAIL_MODEL_DRIVER does not say for which driver.`);
  }
  return problems.length > 0 ? { ok: false, problems } : { ok: true, settings };
}
