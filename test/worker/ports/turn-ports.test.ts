import { env } from 'cloudflare:workers';
import { expect, test } from 'vitest';
import type { Embedder } from '../../../worker/ports/embed/port.ts';
import { artifact } from '../../../worker/ports/embed/static/artifact.ts';
import { loadStaticWorker } from '../../../worker/ports/embed/static/worker.ts';
import { buildIndexes, textsOf } from '../../../worker/ports/search/knowledge-index.ts';
import { questionPort, turnPorts } from '../../../worker/ports/turn-ports.ts';
import { type Engine, makeEngine } from '../../../worker/release/engine.ts';
import { article } from '../../kb/samples.ts';
import { policy } from '../../policy/samples.ts';

const articles = [
  article('delivery', ['how long does delivery take', 'when do parcels arrive']),
  article('returns', ['can I return boots']),
  article('entrega', ['cuánto tarda la entrega'], 'De tres a cinco días.', { locale: 'es' }),
];

/** English has vectors of `maker`, made by the encoder here; Spanish is compared by its letters. */
async function engineBy(maker: string | null): Promise<Engine> {
  const encoder = await encoderHere();
  const made = await encoder.embed(textsOf(articles, {}).get('en') ?? [], 'document');
  if (!made.ok) throw new Error(made.fault.why);
  const indexes = buildIndexes(articles, {}, (locale) => (locale === 'en' && maker ? { maker, vectors: made.vectors } : null));
  const engine = makeEngine('ab'.repeat(32), { policy: policy(), articles, synonyms: {}, indexes, calibrations: [] });
  if (!engine.ok) throw new Error(engine.problems.join(' '));
  return engine.engine;
}
async function encoderHere(): Promise<Embedder> {
  const encoder = await loadStaticWorker(env);
  if (!encoder) throw new Error('the encoder was not loaded');
  return encoder;
}

test('a turn embeds with the encoder that ships, and finds what is meant', async () => {
  const { engine, embed } = await turnPorts(env, 'shop', await engineBy(artifact.name));
  expect([embed.name, engine.search.name]).toEqual([artifact.name, 'embedded-hybrid']);
  const [vector] = (await embed.embed(['when does my package come'])) ?? [];
  expect(vector).toHaveLength(artifact.dimensions);
  const [hit] = await engine.search.search({ text: 'when does my package come', locale: 'en', vector: vector ?? null }, 5);
  expect(hit).toMatchObject({ articleId: 'delivery', evidence: { similarity: expect.any(Number) } });
});

test('a release of another embedder, or one that needs none, gets no vectors, and the name says why', async () => {
  for (const [maker, said] of [
    ['openai m 192 provider', `${artifact.name} (the release has openai m 192 provider)`],
    [null, `${artifact.name} (the release needs no embedder)`],
  ] as const) {
    const { embed } = await turnPorts(env, 'shop', await engineBy(maker));
    expect(embed.name).toBe(said);
    expect(await embed.embed(['delivery'])).toBeNull();
  }
});

test('wrong settings leave words', async () => {
  const { engine, embed } = await turnPorts({ ...env, ...{ HANDRAIL_EMBED: 'word2vec' } }, 'shop', await engineBy(artifact.name));
  expect([embed.name, await embed.embed(['delivery'])]).toEqual(['misconfigured', null]);
  const [hit] = await engine.search.search({ text: 'how long does delivery take', locale: 'en', vector: null }, 5);
  expect(hit).toMatchObject({ articleId: 'delivery', evidence: { similarity: null } });
});

test('unanswered questions are compared by meaning in the languages that the encoder made vectors of', async () => {
  const engine = await engineBy(artifact.name);
  expect(await questionPort(env, engine, 'en').embed(['delivery'])).toHaveLength(1);
  for (const locale of ['es', 'de']) expect(await questionPort(env, engine, locale).embed(['entrega'])).toBeNull();
});
