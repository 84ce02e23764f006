import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { embedPort, hasVectors, pickDrivers, type Released, remoteVectors, searchPort } from '../../../worker/ports/drivers.ts';
import type { Embedder } from '../../../worker/ports/embed/port.ts';
import type { RemoteFault } from '../../../worker/ports/fault.ts';
import { knowledgeSearch } from '../../../worker/ports/search/hybrid.ts';
import { buildIndexes } from '../../../worker/ports/search/knowledge-index.ts';
import type { Engine } from '../../../worker/release/engine.ts';
import { recordOf, releaseBy, vectorOf, wordEmbedder } from '../../contract/release.ts';
import type { Fault } from '../../contract/servers/http.ts';
import { type OpenAiServer, openaiServer } from '../../contract/servers/openai.ts';
import { article } from '../../kb/samples.ts';

const key = 'sk-local';
const dimensions = 384;
const name = 'openai m 384 provider';
const own = wordEmbedder('own 384', dimensions);
let server: OpenAiServer;
let env: Record<string, unknown>;
beforeAll(async () => {
  server = await openaiServer({ key, dimensions });
  env = {
    HANDRAIL_EMBED: 'openai',
    HANDRAIL_EMBED_MODEL: 'm',
    HANDRAIL_EMBED_DIMENSIONS: String(dimensions),
    HANDRAIL_EMBED_BASE_URL: `${server.url}/v1`,
    HANDRAIL_EMBED_KEY: key,
  };
});
afterAll(() => server.close());
afterEach(() => {
  vi.restoreAllMocks();
  server.reset();
});
const articles = [article('delivery', ['how long does delivery take']), article('returns', ['can I return boots'])];
function released(embedder: string | null): Released {
  const made =
    embedder === null ? null : { maker: embedder, vectors: (texts: readonly string[]) => texts.map((text) => vectorOf(text, dimensions)) };
  const indexes = buildIndexes(articles, {}, (_, texts) => made && { maker: made.maker, vectors: made.vectors(texts) });
  return { site: 'shop', release: 'ab'.repeat(32), embedder, knowledge: knowledgeSearch(indexes, articles, {}) };
}

test('without settings there are no drivers of others', async () => {
  expect(pickDrivers({})).toEqual({ ok: true, drivers: { embedder: null, vectors: null } });
  expect(embedPort({}, null).name).toBe('not-installed');
  const port = embedPort({}, own.name, own);
  expect(port.name).toBe(own.name);
  expect(await port.embed(['how long'])).toEqual([vectorOf('how long', dimensions)]);
  const of = released(own.name);
  expect(await searchPort({}, of)).toBe(of.knowledge);
  expect(hasVectors({})).toBe(false);
});

test('a question is embedded where the release was made with the same embedder', async () => {
  const port = embedPort(env, name, own);
  expect(port.name).toBe(name);
  expect(await port.embed(['how long'])).toEqual([vectorOf('how long', dimensions)]);
  expect(server.inputs()).toEqual([['how long']]);
});

test('another embedder than the release’s, or a release that needs none, leaves the question as it is and says so', async () => {
  const cases: [settings: object, released: string | null, embedder: Embedder | null, said: string][] = [
    [env, 'workers-ai @cf/baai/bge-m3 1024 cls', own, `${name} (the release has workers-ai @cf/baai/bge-m3 1024 cls)`],
    [env, own.name, own, `${name} (the release has own 384)`],
    [{}, name, own, `own 384 (the release has ${name})`],
    [env, null, own, `${name} (the release needs no embedder)`],
  ];
  for (const [settings, maker, embedder, said] of cases) {
    const port = embedPort(settings, maker, embedder);
    expect(port.name).toBe(said);
    expect(await port.embed(['how long'])).toBeNull();
  }
  expect(server.seen).toEqual([]);
});

test('wrong settings are said once, in the log and in every record', async () => {
  const log = vi.spyOn(console, 'error').mockImplementation(() => {});
  const wrong = { HANDRAIL_EMBED: 'openai' };
  for (let i = 0; i < 3; i++) {
    const port = embedPort(wrong, name, own);
    expect(port.name).toBe('misconfigured');
    expect(await port.embed(['how long'])).toBeNull();
    const of = released(name);
    expect(await searchPort(wrong, of)).toBe(of.knowledge);
  }
  expect(log).toHaveBeenCalledTimes(1);
  expect(log.mock.calls[0]?.[0]).toMatch(/HANDRAIL_EMBED_MODEL is missing.*HANDRAIL_EMBED_KEY is missing/);
});

test('a fault is reported, leaves no vector, and is the last question of this turn', async () => {
  const reports: RemoteFault[] = [];
  server.script([], { status: 401 });
  const port = embedPort(env, name, null, (one) => reports.push(one));
  for (let i = 0; i < 3; i++) expect(await port.embed(['how long'])).toBeNull();
  expect(reports).toMatchObject([{ kind: 'unavailable' }]);
  expect([port.name, server.seen.length]).toEqual([`${name} (unavailable)`, 1]);
});

test('Vectorize is asked for releases that the configured embedder made, and no others', async () => {
  const VECTORIZE = { query: async () => ({ count: 0, matches: [] }) };
  const remote = { ...env, HANDRAIL_SEARCH: 'vectorize', VECTORIZE };
  expect(hasVectors(remote)).toBe(true);
  expect((await searchPort(remote, released(name))).name).toBe('vectorize+embedded-hybrid');
  for (const maker of [own.name, null]) {
    const of = released(maker);
    expect(await remoteVectors(remote, of)).toBeNull();
    expect(await searchPort(remote, of)).toBe(of.knowledge);
  }
});

describe('a whole turn', () => {
  const question = 'how long does delivery take?';
  let engine: Engine;
  let others: Engine;
  beforeAll(async () => {
    const picked = pickDrivers(env);
    if (!picked.ok || !picked.drivers.embedder) throw new Error('the settings are right');
    engine = await releaseBy(picked.drivers.embedder);
    server.reset();
    others = await releaseBy(wordEmbedder('openai another 384 provider', dimensions));
  }, 120_000);
  const silent = () => vi.spyOn(console, 'error').mockImplementation(() => {});

  test('answers from a release that was embedded by the same service', async () => {
    const record = await recordOf(question, engine, embedPort(env, engine.embedder, own));
    expect(record).toMatchObject({ outcome: { kind: 'answer' }, engine: { embedder: name, search: 'embedded-hybrid' } });
    expect(record.passages[0]?.articleId).toBe('delivery-times');
    expect(server.inputs()).toHaveLength(1);
  });

  test('with a release of another embedder meets none of its vectors: the question is never embedded, nothing is probable', async () => {
    expect(others.embedder).toBe('openai another 384 provider');
    // The same numbers under another name, so that only the name can tell them apart.
    const record = await recordOf(question, others, embedPort(env, others.embedder, own));
    expect(server.seen).toEqual([]);
    expect(record.engine.embedder).toBe(`${name} (the release has openai another 384 provider)`);
    expect(record.passages.length).toBeGreaterThan(0);
    expect(record.passages.every(({ confidence }) => confidence === 0)).toBe(true);
    expect(record.outcome.kind).toBe('handoff');
    const hits = await others.search.search({ text: question, locale: 'en', vector: null }, 5);
    expect(hits.every(({ evidence }) => evidence.similarity === null)).toBe(true);
  });

  const faults: [what: string, fault: Fault, said: string][] = [
    ['429', { status: 429 }, 'rate-limited'],
    ['429 for a minute', { status: 429, headers: { 'retry-after': '60' } }, 'rate-limited'],
    ['a refused key', { status: 401 }, 'unavailable'],
    ['500', { status: 500 }, 'unavailable'],
    ['silence', 'hang', 'timeout'],
    ['one byte a second', 'drip', 'timeout'],
    ['malformed JSON', (text) => text.slice(0, -2), 'bad-answer'],
    ['another JSON', () => '{"data":[]}', 'bad-answer'],
    ['vectors of other dimensions', (text) => text.replace(/"embedding":\[[^,]+,/, '"embedding":['), 'bad-answer'],
    ['no numbers', (text) => text.replace(/"embedding":\[[^,]+,/, '"embedding":["x",'), 'bad-answer'],
  ];
  test.each(faults)('%s: a person answers, in time, and the record says why', async (_, fault, said) => {
    const log = silent();
    server.script([], fault);
    const began = performance.now();
    const record = await recordOf(question, engine, embedPort(env, engine.embedder, own));
    expect(performance.now() - began).toBeLessThan(20_000);
    expect(record.outcome).toMatchObject({ kind: 'handoff', text: expect.stringMatching(/\w/) });
    expect(record.engine.embedder).toBe(`${name} (${said})`);
    expect(record.passages.every(({ confidence }) => confidence === 0)).toBe(true);
    expect(log).toHaveBeenCalledTimes(1);
    expect(JSON.stringify(log.mock.calls)).not.toMatch(/delivery take|sk-local/);
  });

  test('after a single fault answers as without one', async () => {
    for (const fault of [{ status: 500 }, { status: 429, headers: { 'retry-after': '0' } }] satisfies Fault[]) {
      server.reset();
      server.script([fault]);
      expect(await recordOf(question, engine, embedPort(env, engine.embedder, own))).toMatchObject({ outcome: { kind: 'answer' } });
      expect(server.inputs()).toHaveLength(2);
    }
  });
});
