import { expect, test } from 'vitest';
import { openaiModel } from '../../../../worker/ports/embed/models.ts';
import { openaiEmbedder } from '../../../../worker/ports/embed/openai.ts';
import { testEmbedder } from '../../../contract/embed.ts';
import { startRuntime } from '../../../contract/runtime.ts';
import { type OpenAiServer, openaiServer } from '../../../contract/servers/openai.ts';

const key = 'sk-local-1234567890';
const dimensions = 256;
const name = 'openai local/embed-small 256 provider';

/** The body of a good answer, changed in its `data`. */
const changed = (change: (data: { embedding: unknown[]; index: number }[]) => unknown) => (text: string) => {
  const body = JSON.parse(text);
  return JSON.stringify({ ...body, data: change(body.data) });
};
const change = {
  count: changed((data) => data.slice(1)),
  dimensions: changed((data) => data.map((one) => ({ ...one, embedding: one.embedding.slice(1) }))),
  nan: (text: string) => text.replace(/"embedding":\[[^,]+/, '"embedding":[NaN'),
};

function model(id = 'local/embed-small', size: number | undefined = dimensions) {
  const known = openaiModel(id, size);
  if (typeof known === 'string') throw new Error(known);
  return known;
}

const vars = (url: string) => ({
  HANDRAIL_EMBED: 'openai',
  HANDRAIL_EMBED_MODEL: 'local/embed-small',
  HANDRAIL_EMBED_DIMENSIONS: String(dimensions),
  HANDRAIL_EMBED_BASE_URL: `${url}/v1`,
  HANDRAIL_EMBED_KEY: key,
});

const suite = { embedder: { name, dimensions }, secret: key, change };

testEmbedder({
  ...suite,
  name: 'openai in Node',
  async start() {
    const server = await openaiServer({ key, dimensions });
    const options = { model: model(), apiKey: key, baseUrl: `${server.url}/v1` };
    return { embedder: async ({ embed }) => openaiEmbedder({ ...options, limits: embed }), service: server, close: server.close };
  },
});

testEmbedder({
  ...suite,
  name: 'openai in workerd, as it is bundled',
  async start() {
    const server = await openaiServer({ key, dimensions });
    const runtime = await startRuntime(server.url);
    const close = async () => {
      await runtime.close();
      await server.close();
    };
    return { embedder: (times) => runtime.embedder(vars(server.url), times), service: server, close };
  },
});

async function withServer(use: (server: OpenAiServer) => Promise<void>, size = dimensions): Promise<void> {
  const server = await openaiServer({ key, dimensions: size });
  try {
    await use(server);
  } finally {
    await server.close();
  }
}

test('puts vectors in the order of `index`, and refuses numbers that are none', () =>
  withServer(async (server) => {
    const embedder = openaiEmbedder({ model: model(), apiKey: key, baseUrl: `${server.url}/v1/` });
    const good = await embedder.embed(['one', 'two', 'three'], 'query');
    server.script([changed((data) => data.toReversed())]);
    expect(await embedder.embed(['one', 'two', 'three'], 'query')).toEqual(good);
    server.script([changed((data) => data.map((one) => ({ ...one, index: 0 })))]);
    expect(await embedder.embed(['one', 'two'], 'query')).toMatchObject({ ok: false, fault: { kind: 'bad-answer' } });
    // Servers that do not number them keep the order.
    server.script([changed((data) => data.map(({ embedding }) => ({ embedding })))]);
    expect(await embedder.embed(['one', 'two', 'three'], 'query')).toEqual(good);
  }));

test('tells the service the dimensions only where vectors are to be shortened', () =>
  withServer(async (server) => {
    const ask = (one: ReturnType<typeof model>) =>
      openaiEmbedder({ model: one, apiKey: key, baseUrl: `${server.url}/v1` }).embed(['one'], 'query');
    expect(await ask(model('text-embedding-3-small', 256))).toMatchObject({ ok: true });
    expect(await ask(model())).toMatchObject({ ok: true });
    expect(server.seen.map(({ body }) => JSON.parse(body).dimensions)).toEqual([256, undefined]);
  }));

test('puts the prompts of a model before questions and articles', () =>
  withServer(async (server) => {
    const embedder = openaiEmbedder({ model: model('intfloat/multilingual-e5-small'), apiKey: key, baseUrl: `${server.url}/v1` });
    await embedder.embed(['how long'], 'query');
    await embedder.embed(['three days'], 'document');
    expect(server.inputs()).toEqual([['query: how long'], ['passage: three days']]);
    expect(embedder.name).toBe('openai intfloat/multilingual-e5-small 256 provider prompted');
  }));

test('texts and key do not follow a redirect, in Node and in workerd', () =>
  withServer((server) =>
    withServer(async (elsewhere) => {
      const runtime = await startRuntime(server.url);
      try {
        server.script([], { status: 307, headers: { location: `${elsewhere.url}/v1/embeddings` } });
        const drivers = [
          openaiEmbedder({ model: model(), apiKey: key, baseUrl: `${server.url}/v1` }),
          await runtime.embedder(vars(server.url), {}),
        ];
        for (const driver of drivers)
          expect(await driver.embed(['one'], 'query')).toMatchObject({ ok: false, fault: { kind: 'unavailable' } });
        expect(elsewhere.seen).toEqual([]);
        expect(server.seen).toHaveLength(2);
      } finally {
        await runtime.close();
      }
    }),
  ));

test('a server that is not there is a fault', async () => {
  const limits = { query: { attemptMs: 500, totalMs: 900, tries: 2, baseMs: 20 } };
  const embedder = openaiEmbedder({ model: model(), apiKey: key, baseUrl: 'http://127.0.0.1:9/v1', limits });
  expect(await embedder.embed(['one'], 'query')).toMatchObject({ ok: false, fault: { kind: 'unavailable', again: true } });
});
