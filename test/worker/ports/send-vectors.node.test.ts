import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Released, searchPort } from '../../../worker/ports/drivers.ts';
import { knowledgeSearch } from '../../../worker/ports/search/hybrid.ts';
import { buildIndexes } from '../../../worker/ports/search/knowledge-index.ts';
import { vectorsBy } from '../../../worker/ports/search/vectorize-likeness.ts';
import { sendVectors } from '../../../worker/ports/send-vectors.ts';
import { vectorOf } from '../../contract/release.ts';
import { VectorizeIndex } from '../../contract/servers/vectorize.ts';
import { article } from '../../kb/samples.ts';

const dimensions = 384;
const maker = 'openai m 384 provider';
const articles = [
  article('delivery', ['how long does delivery take']),
  article('entrega', ['cuánto tarda'], 'De tres a cinco días.', { locale: 'es' }),
];
const indexes = buildIndexes(articles, {}, (locale, texts) =>
  locale === 'en' ? { maker, vectors: texts.map((text) => vectorOf(text, dimensions)) } : null,
);
const of: Released = { site: 'shop', release: 'ab'.repeat(32), embedder: maker, knowledge: knowledgeSearch(indexes, articles, {}) };

let index: VectorizeIndex;
let asked: string[];
beforeEach(() => {
  index = new VectorizeIndex(dimensions);
  asked = [];
});
afterEach(() => index.clear());

/** The binding without its transport, which vectorize.node.test.ts goes through. */
const settings = () => {
  const call = async (path: string, body: unknown, type = 'application/json') => {
    asked.push(path);
    const { status = 200, body: answer } = index.answer({
      path,
      headers: { 'content-type': type },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
    if (status !== 200) throw new Error(`VECTOR_ERROR (code = ${JSON.stringify(answer).match(/\d{5}/)?.[0]}): refused`);
    return answer;
  };
  return {
    HANDRAIL_EMBED: 'openai',
    HANDRAIL_EMBED_MODEL: 'm',
    HANDRAIL_EMBED_DIMENSIONS: String(dimensions),
    HANDRAIL_EMBED_KEY: 'k',
    HANDRAIL_SEARCH: 'vectorize',
    VECTORIZE: {
      describe: () => call('/info', {}),
      query: (vector: number[], options: object) => call('/query', { vector, ...options }),
      upsert: (rows: object[]) => call('/upsert', rows.map((row) => JSON.stringify(row)).join('\n'), 'application/x-ndjson'),
      getByIds: (ids: string[]) => call('/getByIds', { ids }),
    },
  };
};

test('a release is found by its vectors once they were sent, those of its embedder only', async () => {
  const env = settings();
  index.delay = 300;
  const before = await searchPort(env, of);
  await before.search({ text: 'delivery', locale: 'en', vector: vectorOf('delivery', dimensions) }, 5);
  expect(before.name).toMatch(/^embedded-hybrid \(vectorize: 0 of \d+ vectors\)$/);

  expect(await sendVectors(env, of)).toBeNull();
  expect(index.rows.size).toBe(vectorsBy(maker, indexes).length);
  const after = await searchPort(env, of);
  const hits = await after.search({ text: 'delivery', locale: 'en', vector: vectorOf('delivery', dimensions) }, 5);
  expect([after.name, hits[0]?.articleId]).toEqual(['vectorize+embedded-hybrid', 'delivery']);
});

test('sent again, nothing changes', async () => {
  const env = settings();
  for (let i = 0; i < 2; i++) expect(await sendVectors(env, of)).toBeNull();
  expect(index.rows.size).toBe(vectorsBy(maker, indexes).length);
});

test('a fault is said in words, and is no exception', async () => {
  index = new VectorizeIndex(768);
  expect(await sendVectors(settings(), of)).toBe('the index was created for 768 dimensions, the embedder has 384');
});

test('nothing is sent where Vectorize is not configured, or has vectors of another maker', async () => {
  for (const [env, release] of [
    [{}, of],
    [settings(), { ...of, embedder: 'static use-lite 192' }],
    [settings(), { ...of, embedder: null }],
  ] as const)
    expect(await sendVectors(env, release)).toBeNull();
  expect(asked).toEqual([]);
});
