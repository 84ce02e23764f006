import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Article } from '../../../../kb/schema.ts';
import { knowledgeSearch } from '../../../../worker/ports/search/hybrid.ts';
import { buildIndexes } from '../../../../worker/ports/search/knowledge-index.ts';
import type { UnitVector, UnitVectors } from '../../../../worker/ports/search/vectorize.ts';
import { unitCount, vectorizeSearch, vectorsBy } from '../../../../worker/ports/search/vectorize-likeness.ts';
import { vectorOf as wordsOf } from '../../../contract/release.ts';
import { type Runtime, startRuntime } from '../../../contract/runtime.ts';
import { testSearch } from '../../../contract/search.ts';
import type { Fault } from '../../../contract/servers/http.ts';
import { type Platform, platform } from '../../../contract/servers/platform.ts';

const dimensions = 384;
const vars = { HANDRAIL_EMBED: 'workers-ai', HANDRAIL_EMBED_MODEL: '@cf/baai/bge-small-en-v1.5', HANDRAIL_SEARCH: 'vectorize' };
const limits = { attemptMs: 400, totalMs: 900, tries: 3, baseMs: 20 };
/** Where nothing has to end by the clock, a busy machine must not end it. */
const patience = { attemptMs: 20_000, totalMs: 40_000, tries: 3, baseMs: 20 };
const patient = { vectorize: { query: patience, write: patience, ready: { everyMs: 20, totalMs: 40_000 } } };
const hasty = { vectorize: { query: limits, write: patience, ready: { everyMs: 50, totalMs: 900 } } };
const release = 'ab'.repeat(32);

const vectorOf = (text: string): Int8Array => wordsOf(text, dimensions);
const unitsOf = (texts: readonly string[]): UnitVector[] => texts.map((text, unit) => ({ unit, vector: vectorOf(text) }));

let service: Platform;
let runtime: Runtime;
beforeAll(async () => {
  service = await platform({ dimensions });
  runtime = await startRuntime(service.url);
}, 60_000);
afterAll(async () => {
  await runtime.close();
  await service.close();
});
beforeEach(() => {
  service.reset();
  service.index.clear();
});
const vectors = (units: number, site = 'shop', hash = release, times = patient): UnitVectors =>
  runtime.vectors(vars, times, { site, release: hash, units });
/** Has little time, for what never comes. */
const hurried = (units: number) => vectors(units, 'shop', release, hasty);
const sent = (path: string) => service.sent('VECTORIZE').filter((one) => one.path === path);

testSearch({
  name: 'vectorize over the release, behind the real binding',
  async start(articles: readonly Article[]) {
    const maker = 'words 384';
    const indexes = buildIndexes(articles, {}, (_, texts) => ({ maker, vectors: texts.map(vectorOf) }));
    const driver = vectors(unitCount(indexes), `site-${articles.length}`);
    // The suite's other hooks clear the index between tests, so it is filled again for each question.
    const filled = vectorsBy(maker, indexes);
    const refilled: UnitVectors['search'] = async (vector, limit) => {
      if (service.index.rows.size === 0) expect(await driver.upsert(filled)).toMatchObject({ ok: true });
      return driver.search(vector, limit);
    };
    const own = knowledgeSearch(indexes, articles, {});
    // One a turn: what it says of one question is not said of the next.
    const turn = () => vectorizeSearch({ vectors: { ...driver, search: refilled }, own, maker, report: expect.unreachable });
    const search = { ...turn(), name: turn().name, search: ask };
    async function ask(...[query, limit]: Parameters<typeof own.search>) {
      const one = turn();
      const hits = await one.search(query, limit);
      const wordless = query.vector === null || query.vector.every((value) => value === 0);
      if (articles.length > 0 && !wordless) expect(one.name).toBe('vectorize+embedded-hybrid');
      return hits;
    }
    return { search, embed: async (text) => vectorOf(text), close: async () => {} };
  },
});

describe('vectors of a release', () => {
  const texts = ['how long does delivery take', 'how much is delivery', 'can I return boots', 'wash a tent'];

  test('come back as units with their cosine, best first', async () => {
    const driver = vectors(texts.length);
    expect(await driver.upsert(unitsOf(texts))).toEqual({ ok: true, value: texts.length });
    const found = await driver.search(vectorOf('how long will delivery take'), 2);
    expect(found).toEqual({ ok: true, value: { foreign: 0, hits: [expect.anything(), expect.anything()] } });
    expect(found.ok && found.value.hits.map(({ unit }) => unit)).toEqual([0, 1]);
    const exact = await driver.search(vectorOf(texts[3] ?? ''), 1);
    expect(exact.ok && exact.value.hits).toEqual([{ unit: 3, similarity: expect.closeTo(1, 5) }]);
  });

  test('are asked for within the limits of the service', async () => {
    const driver = vectors(texts.length);
    await driver.upsert(unitsOf(texts));
    for (const limit of [0, 1, 100, 5_000]) expect(await driver.search(vectorOf('delivery'), limit)).toMatchObject({ ok: true });
    const queries = sent('/query').map(({ body }) => JSON.parse(body));
    expect(queries.map(({ topK }) => topK)).toEqual([1, 1, 100, 100]);
    expect(
      queries.every(
        (one) => one.returnMetadata === 'none' && one.returnValues === false && one.namespace === `shop.${release.slice(0, 32)}`,
      ),
    ).toBe(true);
  });

  test('are written 1,000 at a time with short ids and without metadata, and deleted 100 at a time', async () => {
    const many = Array.from({ length: 2_300 }, (_, unit) => ({ unit, vector: vectorOf(`unit ${unit}`) }));
    const driver = vectors(many.length, 'a-site-with-the-longest-id-there-can-be-x');
    expect(await driver.upsert(many)).toEqual({ ok: true, value: 2_300 });
    expect(service.index.rows.size).toBe(2_300);
    expect(sent('/upsert').map(({ body }) => body.split('\n').length)).toEqual([1_000, 1_000, 300]);
    const rows = [...service.index.rows.values()];
    expect(rows.every(({ metadata, namespace, id }) => metadata === undefined && (namespace ?? '').length <= 64 && id.length <= 64)).toBe(
      true,
    );
    expect(await driver.ready(many)).toEqual({ ok: true, value: true });
    expect(await driver.remove(many.map(({ unit }) => unit))).toEqual({ ok: true, value: 2_300 });
    expect(sent('/deleteByIds')).toHaveLength(23);
    expect(service.index.rows.size).toBe(0);
  });

  test('leave out texts without words, which have no direction', async () => {
    const driver = vectors(2);
    const units = [
      { unit: 0, vector: new Int8Array(dimensions) },
      { unit: 1, vector: vectorOf('tent') },
    ];
    expect(await driver.upsert(units)).toEqual({ ok: true, value: 1 });
    expect(await driver.ready(units)).toEqual({ ok: true, value: true });
    service.reset();
    expect(await driver.search(new Int8Array(dimensions), 5)).toEqual({ ok: true, value: { hits: [], foreign: 0 } });
    expect(service.sent('VECTORIZE')).toEqual([]);
  });

  test('are ready only when the last of every batch can be queried', async () => {
    const units = unitsOf(Array.from({ length: 1_100 }, (_, i) => `text ${i}`));
    const driver = vectors(units.length);
    service.index.delay = Number.POSITIVE_INFINITY;
    await driver.upsert(units);
    expect(await driver.search(vectorOf('text 3'), 5)).toEqual({ ok: true, value: { hits: [], foreign: 0 } });
    let done = false;
    const ready = driver.ready(units).finally(() => {
      done = true;
    });
    await expect.poll(() => sent('/getByIds').length).toBeGreaterThan(1);
    expect(done).toBe(false);
    service.index.delay = 0;
    expect(await ready).toEqual({ ok: true, value: true });
    expect(await driver.search(vectorOf('text 3'), 5)).toMatchObject({
      ok: true,
      value: { hits: expect.arrayContaining([expect.anything()]) },
    });
  });

  test('that do not appear are a fault in time', async () => {
    const units = unitsOf(texts);
    const driver = hurried(units.length);
    service.index.delay = Number.POSITIVE_INFINITY;
    await driver.upsert(units);
    expect(await driver.ready(units)).toMatchObject({ ok: false, fault: { kind: 'timeout', again: true } });
  });

  test('of which one batch is missing are not ready', async () => {
    const units = unitsOf(Array.from({ length: 1_100 }, (_, i) => `text ${i}`));
    const driver = hurried(units.length);
    await driver.upsert(units);
    const first = [...service.index.rows.keys()][999];
    service.index.remove(first ?? '');
    expect(await driver.ready(units)).toMatchObject({ ok: false, fault: { kind: 'timeout' } });
  });

  test('of more copies of one text than a query returns are ready too', async () => {
    const units = unitsOf(new Array<string>(150).fill('the same words'));
    const driver = vectors(units.length);
    await driver.upsert(units);
    expect(await driver.ready(units)).toEqual({ ok: true, value: true });
  });
});

describe('T24: nobody sees vectors of another', () => {
  const own = ['how long does delivery take', 'can I return boots'];

  test('sites and releases do not meet, also with the same texts', async () => {
    const drivers = [vectors(2), vectors(2, 'other'), vectors(2, 'shop', 'cd'.repeat(32))];
    for (const driver of drivers) await driver.upsert(unitsOf(own));
    expect(service.index.rows.size).toBe(6);
    for (const driver of drivers) {
      const found = await driver.search(vectorOf('delivery'), 100);
      expect(found.ok && found.value.hits.map(({ unit }) => unit).sort()).toEqual([0, 1]);
    }
    await drivers[0]?.remove([0, 1]);
    expect(service.index.rows.size).toBe(4);
    expect(await drivers[0]?.search(vectorOf('delivery'), 5)).toEqual({ ok: true, value: { hits: [], foreign: 0 } });
  });

  test('ids that are not of this release are dropped and counted', async () => {
    const driver = vectors(2);
    await vectors(9, 'other').upsert(unitsOf(['secret']));
    const [stolen] = [...service.index.rows.values()];
    await driver.upsert(unitsOf(own));
    const prefix = [...service.index.rows.keys()].find((id) => id !== stolen?.id)?.replace(/-.*$/, '') ?? '';
    service.index.leaked = [
      { id: stolen?.id ?? '', score: 0.99, namespace: stolen?.namespace },
      { id: stolen?.id ?? '', score: 0.99 },
      // Units that this release does not have, and ids that only look like its own.
      ...['-2', '-zz', '-1x?', '-+1', '- 1', '--1', '-01', '-1e0', '', '-'].map((tail) => ({ id: prefix + tail, score: 0.98 })),
      // An own id that the service says is of another namespace.
      { id: `${prefix}-1`, score: 0.97, namespace: 'other.x' },
    ];
    const found = await driver.search(vectorOf('delivery'), 100);
    expect(found.ok && found.value.hits.map(({ unit }) => unit).sort()).toEqual([0, 1]);
    expect(found.ok && found.value.foreign).toBe(service.index.leaked.length);
  });
});

describe('faults of Vectorize are values in time', () => {
  const units = unitsOf(['how long does delivery take', 'can I return boots']);
  const faults: [what: string, always: Fault, kind: string, asked: number][] = [
    ['rate limit', { status: 429, body: { code: 40_041, error: 'Too Many Requests' } }, 'rate-limited', 3],
    ['refusal', { status: 400, body: { code: 40_026, error: 'Failed to parse the request body as JSON' } }, 'unavailable', 1],
    ['500', { status: 500, body: { code: 10_000, error: 'internal' } }, 'unavailable', 3],
    ['500 without words', { status: 500, body: 'x' }, 'unavailable', 3],
    ['502 in HTML', { status: 502, body: '<html>' }, 'unavailable', 3],
    ['silence', 'hang', 'timeout', 3],
    ['one byte a second', 'drip', 'timeout', 3],
    ['no JSON', () => '<html>', 'bad-answer', 3],
    ['another JSON', () => '{"matches":[{"id":7}]}', 'bad-answer', 1],
    ['a score that is none', (text) => text.replace(/"score":[^,}]+/g, '"score":null'), 'bad-answer', 1],
  ];
  test.each(faults)('%s', async (_, always, kind, asked) => {
    const driver = kind === 'timeout' ? hurried(units.length) : vectors(units.length);
    await driver.upsert(units);
    service.reset();
    service.script([], always);
    const result = await driver.search(vectorOf('delivery'), 5);
    expect(result).toMatchObject({ ok: false, fault: { kind } });
    // On a busy machine the whole time may end before the last try.
    if (kind === 'timeout') expect(sent('/query').length).toBeLessThanOrEqual(asked);
    else expect(sent('/query').length).toBe(asked);
    expect(await hurried(units.length).ready(units)).toMatchObject({ ok: false });
  });

  test('a question of another length never leaves', async () => {
    expect(await vectors(2).search(new Int8Array(8).fill(1), 5)).toMatchObject({ ok: false, fault: { kind: 'bad-answer' } });
    expect(await vectors(2).upsert([{ unit: 0, vector: new Int8Array(8).fill(1) }])).toMatchObject({ ok: false });
    expect(service.sent('VECTORIZE')).toEqual([]);
  });

  test('an index of other dimensions or another metric is named', async () => {
    const driver = vectors(units.length);
    service.script([(text) => text.replace(String(dimensions), '768')]);
    const wrong = await driver.upsert(units);
    expect(!wrong.ok && wrong.fault.why).toMatch(/created for 768 dimensions, the embedder has 384/);
    await driver.upsert(units);
    service.index.factor = 16_000;
    const other = await driver.search(vectorOf('delivery'), 5);
    expect(!other.ok && other.fault.why).toMatch(/another metric than cosine/);
  });

  test('a write that fails half-way is a fault, and writing again completes it', async () => {
    const many = unitsOf(Array.from({ length: 1_500 }, (_, i) => `text ${i}`));
    const driver = vectors(many.length);
    service.script([(text) => text, (text) => text], { status: 400, body: { code: 40_023, error: 'failed to parse' } });
    expect(await driver.upsert(many)).toMatchObject({ ok: false, fault: { kind: 'unavailable' } });
    service.reset();
    expect(await driver.upsert(many)).toEqual({ ok: true, value: 1_500 });
    expect(service.index.rows.size).toBe(1_500);
  });
});

test('the local service refuses what the live one refuses', async () => {
  const { index } = service;
  const post = (path: string, body: unknown, type = 'application/json') =>
    index.answer({ path, headers: { 'content-type': type }, body: typeof body === 'string' ? body : JSON.stringify(body) });
  const row = (over: object) => JSON.stringify({ id: 'a', values: new Array(dimensions).fill(1), ...over });
  const ndjson = 'application/x-ndjson';
  const code = (reply: { body: unknown }) => reply.body;
  expect(code(post('/upsert', row({ values: [1] }), ndjson))).toMatchObject({ code: 40_006 });
  expect(code(post('/upsert', row({ id: 'é'.repeat(33) }), ndjson))).toMatchObject({ code: 40_008 });
  expect(code(post('/upsert', row({ metadata: { text: 'x'.repeat(10_241) } }), ndjson))).toMatchObject({ code: 40_010 });
  expect(code(post('/upsert', new Array(1_001).fill(row({})).join('\n'), ndjson))).toMatchObject({ code: 40_007 });
  const vector = new Array(dimensions).fill(1);
  expect(code(post('/query', { vector, topK: 101 }))).toMatchObject({ code: 40_025 });
  expect(code(post('/query', { vector, topK: 21, returnValues: true }))).toMatchObject({ code: 40_025 });
  expect(code(post('/query', { vector, returnMetadata: false }))).toMatchObject({ code: 40_026 });
  expect(code(post('/getByIds', { ids: new Array(21).fill('a') }))).toMatchObject({ code: 40_007 });
  expect(code(post('/deleteByIds', { ids: new Array(101).fill('a') }))).toMatchObject({ code: 40_007 });
});
