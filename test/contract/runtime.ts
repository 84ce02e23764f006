import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { Miniflare, type RemoteProxyConnectionString } from 'miniflare';
import { z } from 'zod';
import type { PromptId } from '../../policy/answers.ts';
import type { Prompt } from '../../policy/prompts.ts';
import type { Times } from '../../worker/ports/drivers.ts';
import type { Embedder } from '../../worker/ports/embed/port.ts';
import type { ModelLimits } from '../../worker/ports/model/limits.ts';
import { type Answered, type ModelPort, modelCallSchema } from '../../worker/ports/model/port.ts';
import type { UnitVectors } from '../../worker/ports/search/vectorize.ts';
import type { HostCall } from './host.ts';

/** Drivers in workerd with the platform's own bindings; what leaves them goes to `url` (servers/platform.ts). */
export interface Runtime {
  /** What the drivers say of their settings. */
  problems(vars: Record<string, string>): Promise<string[]>;
  embedder(vars: Record<string, string>, times: Times): Promise<Embedder>;
  /** Sentences come together, at the end. */
  model(vars: Record<string, string>, limits: Record<PromptId, ModelLimits>, prompts: readonly Prompt[]): ModelPort;
  vectors(vars: Record<string, string>, times: Times, space: { site: string; release: string; units: number }): UnitVectors;
  close(): Promise<void>;
}

const faultSchema = z.object({
  ok: z.literal(false),
  fault: z.object({
    kind: z.enum([
      'timeout',
      'rate-limited',
      'unavailable',
      'bad-answer',
      'too-many',
      'not-installed',
      'over-budget',
      'resting',
      'stopped',
    ]),
    why: z.string(),
    again: z.boolean(),
    retryAfter: z.number().nullable(),
  }),
});
const tried = <T>(value: z.ZodType<T>) => z.union([z.object({ ok: z.literal(true), value }), faultSchema]);
const vectorsSchema = z.union([
  z.object({ ok: z.literal(true), vectors: z.array(z.array(z.int()).transform((values) => Int8Array.from(values))) }),
  faultSchema,
]);
const hitsSchema = tried(z.object({ hits: z.array(z.object({ unit: z.int(), similarity: z.number() })), foreign: z.int() }));

const sentencesSchema = z.array(z.object({ text: z.string(), cites: z.array(z.string()) }));
const asked = <T>(value: z.ZodType<T>): z.ZodType<{ sentences: z.infer<typeof sentencesSchema>; answered: Answered<T> }> =>
  z.object({
    sentences: sentencesSchema,
    answered: z.union([z.object({ ok: z.literal(true), value }), faultSchema]).and(z.object({ call: modelCallSchema })),
  });

/** The brand says that it is the address of a server that stands in for bindings, and this one is. */
const stands = (url: URL): url is RemoteProxyConnectionString => url.protocol === 'http:';

export async function startRuntime(url: string): Promise<Runtime> {
  const remote = new URL(url);
  if (!stands(remote)) throw new Error(`${url} is no local server`);
  const miniflare = new Miniflare({
    cf: false,
    logRequests: false,
    workers: [
      {
        config: {
          name: 'drivers',
          compatibilityDate: '2026-11-01',
          manifest: { mainModule: 'index.js', modules: { 'index.js': { type: 'esm', contents: await bundle() } } },
          env: {
            AI: { type: 'ai', dev: { remote: true } },
            VECTORIZE: { type: 'vectorize', name: 'handrail', dev: { remote: true } },
          },
        },
        dev: { remoteProxyConnectionString: remote },
      },
    ],
  });
  await miniflare.ready;
  const ask = async <T>(schema: z.ZodType<T>, vars: Record<string, string>, times: Times, call: HostCall): Promise<T> => {
    const response = await miniflare.dispatchFetch('http://drivers/', { method: 'POST', body: JSON.stringify({ vars, times, call }) });
    const text = await response.text();
    if (!response.ok) throw new Error(`the driver threw: ${text}`);
    return schema.parse(JSON.parse(text));
  };
  const plain = (vector: Int8Array) => Array.from(vector);
  return {
    problems: async (vars) => {
      const schema = z.union([z.object({ ok: z.literal(true) }), z.object({ ok: z.literal(false), problems: z.array(z.string()) })]);
      const picked = await ask(schema, vars, {}, { method: 'describe' });
      return picked.ok ? [] : picked.problems;
    },
    embedder: async (vars, times) => {
      const described = z.object({ ok: z.literal(true), name: z.string(), dimensions: z.int() });
      const { name, dimensions } = await ask(described, vars, times, { method: 'describe' });
      return { name, dimensions, embed: (texts, kind) => ask(vectorsSchema, vars, times, { method: 'embed', texts: [...texts], kind }) };
    },
    model: (vars, limits, prompts) => {
      const call = <T>(value: z.ZodType<T>, one: Extract<HostCall, { method: 'model' }>['asked']) =>
        ask(asked(value), vars, {}, { method: 'model', asked: one, prompts: [...prompts], limits });
      const answer = async <T>(value: z.ZodType<T>, one: Extract<HostCall, { method: 'model' }>['asked']) =>
        (await call(value, one)).answered;
      return {
        name: 'workerd',
        compose(input) {
          const done = call(sentencesSchema, { use: 'compose', input });
          async function* sentences() {
            yield* (await done).sentences;
          }
          return { sentences: sentences(), whole: done.then(({ answered }) => answered), stop: () => {} };
        },
        standalone: (input) => answer(z.string(), { use: 'standalone', input }),
        summary: (input) => answer(z.string(), { use: 'summary', input }),
        second: (input) => answer(z.array(z.string()), { use: 'second', input }),
        judge: (input) => answer(z.object({ supported: z.boolean(), reason: z.string() }), { use: 'judge', input }),
      };
    },
    vectors: (vars, times, space) => ({
      search: (vector, limit) => ask(hitsSchema, vars, times, { method: 'search', space, vector: plain(vector), limit }),
      upsert: (units) => ask(tried(z.int()), vars, times, { method: 'upsert', space, units: units.map(row) }),
      ready: (units) => ask(tried(z.literal(true)), vars, times, { method: 'ready', space, units: units.map(row) }),
      remove: (units) => ask(tried(z.int()), vars, times, { method: 'remove', space, units: [...units] }),
    }),
    close: () => miniflare.dispose(),
  };
  function row({ unit, vector }: { unit: number; vector: Int8Array }) {
    return { unit, vector: plain(vector) };
  }
}

/** In one module, as the product's worker is bundled (worker/local/build.ts). */
export async function bundle(entry = fileURLToPath(new URL('./host.ts', import.meta.url))): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    write: false,
    format: 'esm',
    target: 'es2024',
    conditions: ['workerd', 'worker', 'browser'],
    mainFields: ['browser', 'module', 'main'],
    external: ['cloudflare:*', 'node:*', '*.wasm'],
    define: { 'process.env.NODE_ENV': '"production"' },
    keepNames: true,
    logLevel: 'warning',
  });
  return outputFiles[0]?.text ?? '';
}
