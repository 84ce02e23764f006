import { z } from 'zod';
import { type Model, openaiModel, type WorkersAiModel, workersAiModels } from './embed/models.ts';
import type { AiBinding } from './embed/workers-ai.ts';
import { limitsOfVectorize, type VectorizeBinding } from './search/vectorize.ts';

/** What a worker's variables, secrets and bindings say about drivers. Nothing set: the embedded drivers. */
export interface Settings {
  embed:
    | { driver: 'embedded' }
    | { driver: 'workers-ai'; ai: AiBinding; model: WorkersAiModel; dimensions: number }
    | { driver: 'openai'; model: Model; apiKey: string; baseUrl?: string; dimensions: number };
  search: { driver: 'embedded' } | { driver: 'vectorize'; index: VectorizeBinding; dimensions: number };
}
export type Read = { ok: true; settings: Settings } | { ok: false; problems: string[] };

/** A binding of the platform: an object with this method. What its methods answer is parsed where they are called. */
export const binding = <T>(method: string) =>
  z.custom<T>((value) => typeof value === 'object' && value !== null && typeof Reflect.get(value, method) === 'function').optional();
/** An empty variable is one that is not set. */
export const text = <T extends z.ZodType>(schema: T) => z.preprocess((value) => (value === '' ? undefined : value), schema.optional());
export const visible = (max: number) => z.string().regex(new RegExp(`^[\\x21-\\x7e]{1,${max}}$`));

/** Reads everything at once; every unknown value and every missing key is one problem, in words. */
export function readSettings(env: object): Read {
  const problems: string[] = [];
  const read = <T>(name: string, schema: z.ZodType<T>, wrong: string): T | undefined => {
    const parsed = schema.safeParse(Reflect.get(env, name));
    if (!parsed.success) problems.push(`${name} ${wrong}.`);
    return parsed.data;
  };
  const leave = 'or leave it out for the embedded driver';
  const driver = read('HANDRAIL_EMBED', text(z.enum(['workers-ai', 'openai'])), `is unknown: "workers-ai", "openai", ${leave}`);
  const model = read('HANDRAIL_EMBED_MODEL', text(visible(100)), 'is no model name: up to 100 letters, digits and signs, no spaces');
  const length = read('HANDRAIL_EMBED_DIMENSIONS', text(z.coerce.number().int().min(2).max(8_192)), 'is no whole number from 2 to 8192');
  const baseUrl = read(
    'HANDRAIL_EMBED_BASE_URL',
    text(z.url({ protocol: /^https?$/, abort: true }).refine(safeUrl)),
    'is no address that a key may be sent to: https, or http on this machine, without user, query or fragment',
  );
  const apiKey = read('HANDRAIL_EMBED_KEY', text(visible(1_000)), 'cannot be sent: it holds a space, a line break or a sign beyond ASCII');
  const search = read('HANDRAIL_SEARCH', text(z.enum(['vectorize'])), `is unknown: "vectorize", ${leave}`);
  const ai = read('AI', binding<AiBinding>('run'), 'is no binding of Workers AI');
  const index = read('VECTORIZE', binding<VectorizeBinding>('query'), 'is no binding of Vectorize');
  const given = (name: string) => (Reflect.get(env, name) ?? '') !== '';
  /** A value that was given and is wrong has been named already. */
  const missing = (name: string, what: string) => given(name) || problems.push(`${name} is missing: ${what}.`);

  let embed: Settings['embed'] = { driver: 'embedded' };
  if (driver === 'workers-ai') {
    const id = model ?? '@cf/baai/bge-m3';
    if (!isWorkersAiModel(id)) problems.push(`HANDRAIL_EMBED_MODEL is unknown: ${Object.keys(workersAiModels).join(', ')}.`);
    else if (length !== undefined && length !== workersAiModels[id].dimensions)
      problems.push(`HANDRAIL_EMBED_DIMENSIONS is ${length}, but ${id} has ${workersAiModels[id].dimensions}.`);
    if (baseUrl) problems.push('HANDRAIL_EMBED_BASE_URL is for HANDRAIL_EMBED=openai; Workers AI has a binding.');
    if (!ai) missing('AI', 'the binding of Workers AI, [ai] with binding = "AI" in wrangler.toml');
    if (ai && isWorkersAiModel(id)) embed = { driver, ai, model: id, dimensions: workersAiModels[id].dimensions };
  } else if (driver === 'openai') {
    if (!model) missing('HANDRAIL_EMBED_MODEL', 'which model the service shall use');
    if (!apiKey) missing('HANDRAIL_EMBED_KEY', 'the secret that the service knows us by (any word for a server without keys)');
    const known = model ? openaiModel(model, length) : undefined;
    if (typeof known === 'string' && (length !== undefined || !given('HANDRAIL_EMBED_DIMENSIONS'))) problems.push(known);
    if (typeof known === 'object' && apiKey) embed = { driver, model: known, apiKey, baseUrl, dimensions: known.dimensions };
  } else if (!given('HANDRAIL_EMBED')) {
    for (const name of ['HANDRAIL_EMBED_MODEL', 'HANDRAIL_EMBED_DIMENSIONS', 'HANDRAIL_EMBED_BASE_URL'])
      if (given(name)) problems.push(`${name} is set, but HANDRAIL_EMBED does not say for which driver.`);
  }

  let found: Settings['search'] = { driver: 'embedded' };
  if (search === 'vectorize') {
    if (!index) missing('VECTORIZE', 'the binding of the index, [[vectorize]] with binding = "VECTORIZE" in wrangler.toml');
    if (!given('HANDRAIL_EMBED')) problems.push('HANDRAIL_EMBED is missing: Vectorize needs an embedder that makes its vectors.');
    else if (embed.driver !== 'embedded' && embed.dimensions > limitsOfVectorize.dimensions)
      problems.push(`The vectors have ${embed.dimensions} dimensions, Vectorize takes ${limitsOfVectorize.dimensions} at most.`);
    else if (embed.driver !== 'embedded' && index) found = { driver: 'vectorize', index, dimensions: embed.dimensions };
  }
  return problems.length > 0 ? { ok: false, problems } : { ok: true, settings: { embed, search: found } };
}

const isWorkersAiModel = (id: string): id is WorkersAiModel => Object.hasOwn(workersAiModels, id);

/** A key may be sent there. */
export function safeUrl(value: string): boolean {
  const { protocol, hostname, username, password, search, hash } = new URL(value);
  const local = ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
  return (protocol === 'https:' || local) && username + password + search + hash === '';
}
