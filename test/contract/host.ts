import { z } from 'zod';
import { promptIds } from '../../policy/answers.ts';
import { modelDefaults } from '../../policy/model.ts';
import { type Prompt, promptSchema } from '../../policy/prompts.ts';
import { type Drivers, pickDrivers, type Times } from '../../worker/ports/drivers.ts';
import { Breaker } from '../../worker/ports/model/breaker.ts';
import { chatOf } from '../../worker/ports/model/driver.ts';
import type { ModelLimits } from '../../worker/ports/model/limits.ts';
import { modelOf } from '../../worker/ports/model/model.ts';
import type { ModelPort, Sentence } from '../../worker/ports/model/port.ts';
import { readModelSettings } from '../../worker/ports/model/settings.ts';
import { freeBudget } from './free.ts';

/** A worker that does nothing but run drivers, so that they are tried in workerd, behind its real bindings. */
const limits = z.object({ attemptMs: z.number(), totalMs: z.number(), tries: z.number(), baseMs: z.number() });
const times: z.ZodType<Times> = z.object({
  embed: z.object({ query: limits, document: limits }).optional(),
  vectorize: z.object({ query: limits, write: limits, ready: z.object({ everyMs: z.number(), totalMs: z.number() }) }).optional(),
});
const vector = z.array(z.int()).transform((values) => Int8Array.from(values));
const unitVectors = z.array(z.object({ unit: z.int(), vector }));
const space = z.object({ site: z.string(), release: z.string(), units: z.int() });
const requestSchema = z.object({
  vars: z.record(z.string(), z.string()),
  times,
  call: z.discriminatedUnion('method', [
    z.object({ method: z.literal('describe') }),
    z.object({
      method: z.literal('model'),
      asked: z.discriminatedUnion('use', [
        z.object({ use: z.literal('compose'), input: z.custom<Parameters<ModelPort['compose']>[0]>() }),
        z.object({ use: z.literal('standalone'), input: z.custom<Parameters<ModelPort['standalone']>[0]>() }),
        z.object({ use: z.literal('summary'), input: z.custom<Parameters<ModelPort['summary']>[0]>() }),
        z.object({ use: z.literal('second'), input: z.custom<Parameters<ModelPort['second']>[0]>() }),
        z.object({ use: z.literal('judge'), input: z.custom<Parameters<ModelPort['judge']>[0]>() }),
      ]),
      prompts: z.array(promptSchema),
      limits: z.record(z.enum(promptIds), limits.extend({ firstMs: z.number(), tokens: z.number() })),
    }),
    z.object({ method: z.literal('embed'), texts: z.array(z.string()), kind: z.enum(['query', 'document']) }),
    z.object({ method: z.literal('search'), space, vector, limit: z.int() }),
    z.object({ method: z.literal('upsert'), space, units: unitVectors }),
    z.object({ method: z.literal('ready'), space, units: unitVectors }),
    z.object({ method: z.literal('remove'), space, units: z.array(z.int()) }),
  ]),
});
export type HostCall = z.input<typeof requestSchema>['call'];

export default {
  async fetch(request: Request, env: Record<string, unknown>): Promise<Response> {
    const { vars, times: given, call } = requestSchema.parse(await request.json());
    if (call.method === 'model') return Response.json(await ask({ ...env, ...vars }, call));
    const picked = pickDrivers({ ...env, ...vars }, given);
    if (!picked.ok) return Response.json(picked);
    return Response.json(await run(picked.drivers, call), { headers: { 'x-clock': String(Date.now()) } });
  },
};

type Call = z.output<typeof requestSchema>['call'];

async function run({ embedder, vectors }: Drivers, call: Exclude<Call, { method: 'model' }>): Promise<unknown> {
  if (call.method === 'describe') return { ok: true, name: embedder?.name ?? '', dimensions: embedder?.dimensions ?? 0 };
  if (call.method === 'embed') {
    const result = await embedder?.embed(call.texts, call.kind);
    return result?.ok ? { ok: true, vectors: result.vectors.map((one) => Array.from(one)) } : result;
  }
  const index = await vectors?.(call.space);
  if (call.method === 'search') return index?.search(call.vector, call.limit);
  if (call.method === 'remove') return index?.remove(call.units);
  return call.method === 'upsert' ? index?.upsert(call.units) : index?.ready(call.units);
}

/** The answer, and the sentences as they came. */
async function ask(env: object, { asked, prompts, limits }: Extract<Call, { method: 'model' }>) {
  const port = modelIn(env, prompts, limits);
  const sentences: Sentence[] = [];
  if (asked.use !== 'compose') return { sentences, answered: await answer(port, asked) };
  const composing = port.compose(asked.input);
  for await (const sentence of composing.sentences) sentences.push(sentence);
  return { sentences, answered: await composing.whole };
}

const answer = (port: ModelPort, asked: Exclude<Extract<Call, { method: 'model' }>['asked'], { use: 'compose' }>) =>
  asked.use === 'standalone'
    ? port.standalone(asked.input)
    : asked.use === 'summary'
      ? port.summary(asked.input)
      : asked.use === 'second'
        ? port.second(asked.input)
        : port.judge(asked.input);

/** The port over the driver that these settings name, without budgets and with a breaker of its own. */
export function modelIn(env: object, prompts: readonly Prompt[], limits: Record<(typeof promptIds)[number], ModelLimits>): ModelPort {
  const read = readModelSettings(env);
  const picked = read.ok ? chatOf(read.settings) : null;
  if (!picked) throw new Error(read.ok ? 'no driver' : read.problems.join(' '));
  return modelOf({
    ...picked,
    prompts,
    limits,
    hide: { emails: true, phones: true },
    uses: { ...modelDefaults.uses, judge: true },
    budget: freeBudget,
    breaker: new Breaker(),
    deadline: Date.now() + 60_000,
  });
}
