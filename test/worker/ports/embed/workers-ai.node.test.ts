import { expect, test } from 'vitest';
import { pickDrivers } from '../../../../worker/ports/drivers.ts';
import { testEmbedder } from '../../../contract/embed.ts';
import { startRuntime } from '../../../contract/runtime.ts';
import { platform } from '../../../contract/servers/platform.ts';

const changed = (change: (body: { data: unknown[][] }) => unknown) => (text: string) => JSON.stringify(change(JSON.parse(text)));
const change = {
  count: changed((body) => ({ ...body, data: body.data.slice(1) })),
  dimensions: changed((body) => ({ ...body, data: body.data.map((one) => one.slice(1)) })),
  nan: (text: string) => text.replace(/"data":\[\[[^,]+/, '"data":[[NaN'),
};

async function start(vars: Record<string, string>) {
  const service = await platform({ dimensions: 8 });
  const runtime = await startRuntime(service.url);
  const close = async () => {
    await runtime.close();
    await service.close();
  };
  return { service, embedder: (times: object) => runtime.embedder({ HANDRAIL_EMBED: 'workers-ai', ...vars }, times), close };
}

testEmbedder({
  name: 'workers-ai, bge-m3, behind the real binding',
  embedder: { name: 'workers-ai @cf/baai/bge-m3 1024 cls', dimensions: 1_024 },
  change,
  start: () => start({}),
});

testEmbedder({
  name: 'workers-ai, bge-small-en-v1.5, behind the real binding',
  embedder: { name: 'workers-ai @cf/baai/bge-small-en-v1.5 384 cls', dimensions: 384 },
  change,
  start: () => start({ HANDRAIL_EMBED_MODEL: '@cf/baai/bge-small-en-v1.5' }),
});

test('pins the pooling: it is sent where it can be, and checked in the answer', async () => {
  const { service, embedder, close } = await start({ HANDRAIL_EMBED_MODEL: '@cf/baai/bge-small-en-v1.5' });
  try {
    const small = await embedder({});
    await small.embed(['one'], 'query');
    expect(JSON.parse(service.sent('AI')[0]?.body ?? '').inputs).toEqual({ text: ['one'], pooling: 'cls' });
    service.script([changed((body) => ({ ...body, pooling: 'mean' }))]);
    expect(await small.embed(['one'], 'query')).toMatchObject({ ok: false, fault: { kind: 'bad-answer' } });
  } finally {
    await close();
  }
});

test('the end of a day’s allocation is not asked again', async () => {
  const { service, embedder, close } = await start({});
  try {
    const body = {
      internalCode: 3_036,
      name: 'AccountLimited',
      description: 'You have used up your daily free allocation of 10,000 neurons.',
    };
    service.script([], { status: 429, body });
    const result = await (await embedder({})).embed(['one'], 'query');
    expect(result).toMatchObject({ ok: false, fault: { kind: 'rate-limited', again: false } });
    expect(service.inputs()).toHaveLength(1);
  } finally {
    await close();
  }
});

test('tells the binding to stop when time is up', async () => {
  const signals: AbortSignal[] = [];
  const run = (_model: string, _inputs: object, { signal }: { signal: AbortSignal }) => {
    signals.push(signal);
    return new Promise(() => {});
  };
  const limits = { attemptMs: 20, totalMs: 200, tries: 1, baseMs: 5 };
  const picked = pickDrivers({ HANDRAIL_EMBED: 'workers-ai', AI: { run } }, { embed: { query: limits } });
  expect(picked.ok && (await picked.drivers.embedder?.embed(['one'], 'query'))).toMatchObject({ fault: { kind: 'timeout' } });
  expect(signals.map(({ aborted }) => aborted)).toEqual([true]);
});
