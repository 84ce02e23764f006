import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type EmbedPort, questionsOf } from '../../../../worker/ports/embed/port.ts';
import { cosine } from '../../../../worker/ports/embed/quantize.ts';
import { failed } from '../../../../worker/ports/fault.ts';
import { knowledgeSearch } from '../../../../worker/ports/search/hybrid.ts';
import { buildIndexes } from '../../../../worker/ports/search/knowledge-index.ts';
import type { UnitHit, UnitVectors } from '../../../../worker/ports/search/vectorize.ts';
import { unitCount, vectorizeSearch, vectorsBy } from '../../../../worker/ports/search/vectorize-likeness.ts';
import type { Engine } from '../../../../worker/release/engine.ts';
import { recordOf, releaseBy, vectorOf, wordEmbedder } from '../../../contract/release.ts';
import { type Runtime, startRuntime } from '../../../contract/runtime.ts';
import type { Fault } from '../../../contract/servers/http.ts';
import { type Platform, platform } from '../../../contract/servers/platform.ts';
import { article } from '../../../kb/samples.ts';
import { unitsIn } from './samples.ts';

const dimensions = 384;
const embedder = wordEmbedder('words 384', dimensions);
const maker = embedder.name;
const of = (text: string) => vectorOf(text, dimensions);
const articles = [
  article('delivery', ['how long does delivery take', 'when do parcels arrive'], 'Three to five days.'),
  article('plazos', ['cuánto tarda la entrega'], 'De tres a cinco días.', { locale: 'es' }),
  article('returns', ['can I return boots'], 'Within thirty days.'),
];
/** Spanish is by its letters, so that units of two makers are counted through. */
const indexes = buildIndexes(articles, {}, (locale, texts) => (locale === 'en' ? { maker, vectors: texts.map(of) } : null));
const own = knowledgeSearch(indexes, articles, {});
const none = async () => failed('unavailable', 'not asked here');
const vectors = (search: UnitVectors['search']): UnitVectors => ({ search, upsert: none, ready: none, remove: none });
const nearest = (all: ReturnType<typeof vectorsBy>, vector: Int8Array, limit: number): UnitHit[] =>
  all
    .map((one) => ({ unit: one.unit, similarity: cosine(one.vector, vector) }))
    .sort((a, b) => b.similarity - a.similarity)
    .slice(0, limit);
const exact = (all: ReturnType<typeof vectorsBy>, foreign = 0) =>
  vectors(async (vector, limit) => ({ ok: true, value: { hits: nearest(all, vector, limit), foreign } }));
const ask = (text: string, locale = 'en') => ({ text, locale, vector: of(text) });
/** Cosines of the service are whole in another precision. */
const near = (value: number) => expect.closeTo(value, 5);

describe('vectors by their maker', () => {
  test('have numbers that count the units of every language, in order', () => {
    const [en, es] = indexes;
    expect([en?.locale, es?.locale, es?.maker]).toEqual(['en', 'es', 'surface 256']);
    const units = vectorsBy(maker, indexes);
    const own = en ? unitsIn(en, articles) : [];
    expect(units.map(({ unit }) => unit)).toEqual(own.map((_, u) => u));
    expect(units.every(({ vector }, u) => vector.length === dimensions && cosine(vector, of(own[u]?.text ?? '')) > 0.999)).toBe(true);
    expect(vectorsBy('surface 256', indexes)[0]?.unit).toBe(own.length);
    expect(unitCount(indexes)).toBe(own.length + (es?.unitKind.length ?? 0));
    expect(vectorsBy('another 384', indexes)).toEqual([]);
  });
});

describe('likeness of the nearest', () => {
  const all = vectorsBy(maker, indexes);

  test('gives the hits of the embedded driver where every unit was returned', async () => {
    for (const text of ['how long will delivery take', 'return', 'when do my boots arrive']) {
      const search = vectorizeSearch({ vectors: exact(all), own, maker, report: expect.unreachable });
      const hits = await search.search(ask(text), 5);
      const expected = await own.search(ask(text), 5);
      expect(hits).toEqual(
        expected.map((hit) => ({
          ...hit,
          score: near(hit.score),
          evidence: { ...hit.evidence, similarity: near(hit.evidence.similarity ?? 0) },
        })),
      );
      expect(search.name).toBe('vectorize+embedded-hybrid');
    }
  });

  test('of one hundred gives no other unit more than the least of them', async () => {
    const many = Array.from({ length: 150 }, (_, i) =>
      article(`a${i}`, [`how long does number ${i} take`], `Text of ${i} and of ${i + 1}.`),
    );
    const built = buildIndexes(many, {}, (_, texts) => ({ maker, vectors: texts.map(of) }));
    const rows = vectorsBy(maker, built);
    const query = ask('how long does number 7 take');
    const least = nearest(rows, query.vector, 100).at(-1)?.similarity ?? 1;
    let seen: Float32Array | null = null;
    const spy = {
      ...knowledgeSearch(built, many, {}),
      search: async (
        _: unknown,
        __: number,
        likenessOf?: (index: (typeof built)[0], vector: Int8Array) => Promise<Float32Array | null>,
      ) => {
        seen = (built[0] && (await likenessOf?.(built[0], query.vector))) ?? null;
        return [];
      },
    };
    await vectorizeSearch({ vectors: exact(rows), own: spy, maker, report: expect.unreachable }).search(query, 5);
    const found = Array.from(seen ?? []);
    expect(found).toHaveLength(rows.length);
    expect(Math.min(...found)).toBeCloseTo(least, 5);
    expect(found.filter((value) => Math.abs(value - least) < 1e-6).length).toBeGreaterThanOrEqual(rows.length - 100);
    rows.forEach(({ unit, vector }) => {
      const real = cosine(vector, query.vector);
      if (real > least + 1e-6) expect(found[unit]).toBeCloseTo(real, 5);
    });
  });

  test('is not asked for a language that is compared by its letters, nor without a vector', async () => {
    const search = vectorizeSearch({ vectors: vectors(() => expect.unreachable('it was asked')), own, maker, report: expect.unreachable });
    expect(await search.search(ask('cuánto tarda la entrega', 'es'), 5)).toEqual(await own.search(ask('cuánto tarda la entrega', 'es'), 5));
    expect(search.name).toBe('vectorize+embedded-hybrid');
    const query = { text: 'delivery', locale: 'en', vector: null };
    expect(await search.search(query, 5)).toEqual(await own.search(query, 5));
    expect(search.name).toBe('embedded-hybrid (no vector)');
  });

  test.each([
    ['a fault', async () => failed('timeout', 'late', true), 'embedded-hybrid (vectorize: timeout)'],
    [
      'nothing',
      async () => ({ ok: true as const, value: { hits: [], foreign: 0 } }),
      `embedded-hybrid (vectorize: 0 of ${all.length} vectors)`,
    ],
    [
      'a release of which a vector is missing',
      exact(all.slice(1)).search,
      `embedded-hybrid (vectorize: ${all.length - 1} of ${all.length} vectors)`,
    ],
  ])('after %s the vectors of the release are compared, and it is not asked again in this turn', async (what, answer, said) => {
    let asked = 0;
    const counting = vectors(async (vector, limit) => {
      asked++;
      return answer(vector, limit);
    });
    const reports: string[] = [];
    const search = vectorizeSearch({ vectors: counting, own, maker, report: (one) => reports.push(one) });
    for (let i = 0; i < 2; i++)
      expect(await search.search(ask('when do parcels come'), 5)).toEqual(await own.search(ask('when do parcels come'), 5));
    expect([search.name, asked, reports]).toEqual([said, 1, what === 'a fault' ? ['timeout, late'] : []]);
  });

  test('vectors of others are reported and change nothing (T24)', async () => {
    const reports: string[] = [];
    const search = vectorizeSearch({ vectors: exact(all, 3), own, maker, report: (one) => reports.push(one) });
    const hits = await search.search(ask('can I return boots'), 5);
    expect(hits.map(({ articleId }) => articleId)).toEqual(
      (await own.search(ask('can I return boots'), 5)).map(({ articleId }) => articleId),
    );
    expect(reports).toEqual(['3 vectors of others were dropped']);
  });
});

describe('a whole turn over Vectorize, behind the real binding', () => {
  const vars = { HANDRAIL_EMBED: 'workers-ai', HANDRAIL_EMBED_MODEL: '@cf/baai/bge-small-en-v1.5', HANDRAIL_SEARCH: 'vectorize' };
  // Long enough for an answer on a busy machine, and short enough to wait for one that never comes.
  const query = { attemptMs: 2_000, totalMs: 4_500, tries: 2, baseMs: 20 };
  const write = { attemptMs: 20_000, totalMs: 40_000, tries: 3, baseMs: 20 };
  const times = { vectorize: { query, write, ready: { everyMs: 50, totalMs: 40_000 } } };
  const question = 'how long does delivery take?';
  let service: Platform;
  let runtime: Runtime;
  let engine: Engine;
  let driver: UnitVectors;
  let embed: EmbedPort;
  beforeAll(async () => {
    service = await platform({ dimensions });
    [runtime, engine] = await Promise.all([startRuntime(service.url), releaseBy(embedder)]);
    driver = runtime.vectors(vars, times, { site: 'shop', release: engine.release, units: unitCount(engine.knowledge.indexes) });
    const units = vectorsBy(maker, engine.knowledge.indexes);
    expect(await driver.upsert(units)).toEqual({ ok: true, value: units.length });
    expect(await driver.ready(units)).toEqual({ ok: true, value: true });
    embed = questionsOf(embedder, ({ why }) => expect.unreachable(why));
  }, 120_000);
  afterAll(async () => {
    await runtime.close();
    await service.close();
  });
  beforeEach(() => service.reset());
  const turn = (text = question) =>
    recordOf(text, engine, embed, vectorizeSearch({ vectors: driver, own: engine.knowledge, maker, report: () => {} }));

  test('answers as the embedded driver does', async () => {
    const [here, there] = [await recordOf(question, engine, embed), await turn()];
    expect(there.outcome).toEqual(here.outcome);
    expect(there.outcome.kind).toBe('answer');
    expect(there.engine.search).toBe('vectorize+embedded-hybrid');
    expect(there.confidence).toBeCloseTo(here.confidence, 2);
  });

  const faults: [what: string, fault: Fault, said: RegExp][] = [
    ['a rate limit', { status: 429, body: { code: 40_041, error: 'Too Many Requests' } }, /\(vectorize: rate-limited\)/],
    ['500', { status: 500, body: { code: 10_000, error: 'internal' } }, /\(vectorize: unavailable\)/],
    ['silence', 'hang', /\(vectorize: timeout\)/],
    ['a body that is cut off', 'cut', /\(vectorize: (bad-answer|unavailable)\)/],
    ['no JSON', () => '<html>', /\(vectorize: bad-answer\)/],
    ['an index of other dimensions', { status: 400, body: { code: 40_006, error: 'invalid vector' } }, /\(vectorize: unavailable\)/],
    ['vectors of others only', (text) => text.replace(/"id":"[^"]+"/g, '"id":"x"'), /\(vectorize: 100 of 100 vectors\)/],
  ];
  test.each(faults)('%s: the same answer, from the vectors of the release, and the record says why', async (_, fault, said) => {
    service.script([], fault);
    const record = await turn();
    expect(record.engine.search).toMatch(said);
    const { passages, confidence, outcome } = await recordOf(question, engine, embed);
    expect(record).toMatchObject({ passages, confidence, outcome });
  });
});
