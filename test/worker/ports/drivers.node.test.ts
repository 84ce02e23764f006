import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { embedPort, pickDrivers, searchPort } from '../../../worker/ports/drivers.ts';
import { notInstalled } from '../../../worker/ports/embed/port.ts';
import type { RemoteFault } from '../../../worker/ports/fault.ts';
import type { SearchPort } from '../../../worker/ports/search/port.ts';
import { type OpenAiServer, openaiServer } from '../../contract/servers/openai.ts';

const key = 'sk-local';
const name = 'openai m 16 provider';
let server: OpenAiServer;
let env: Record<string, unknown>;
beforeAll(async () => {
  server = await openaiServer({ key, dimensions: 16 });
  env = {
    HANDRAIL_EMBED: 'openai',
    HANDRAIL_EMBED_MODEL: 'm',
    HANDRAIL_EMBED_DIMENSIONS: '16',
    HANDRAIL_EMBED_BASE_URL: `${server.url}/v1`,
    HANDRAIL_EMBED_KEY: key,
  };
});
afterAll(() => server.close());
afterEach(() => {
  vi.restoreAllMocks();
  server.reset();
});
const lexical: SearchPort = { name: 'lexical', search: async () => [] };
const of = { site: 'shop', release: 'ab'.repeat(32), embedded: lexical, units: [] };

test('without settings there are no drivers of others', async () => {
  expect(pickDrivers({})).toEqual({ ok: true, drivers: { embedder: null, vectors: null } });
  const own = { ...notInstalled, name: 'static 100' };
  expect(embedPort({}, null)).toBe(notInstalled);
  expect(embedPort({}, 'static 100', own)).toBe(own);
  expect(await (await searchPort({}, of)).ask({ text: 'q', locale: 'en', vector: null }, 5)).toMatchObject({
    said: 'lexical',
    fault: null,
  });
});

test('a question is embedded where the release was made with the same embedder', async () => {
  const port = embedPort(env, name);
  expect(port.name).toBe(name);
  expect((await port.embed(['how long']))?.[0]).toHaveLength(16);
});

test('another embedder than the release’s, or a release without vectors, leaves it to words and says so', async () => {
  for (const [released, said] of [
    ['workers-ai @cf/baai/bge-m3 1024 cls', /^openai m 16 provider \(the release has workers-ai/],
    [null, /^openai m 16 provider \(the release has no vectors\)$/],
  ] as const) {
    const port = embedPort(env, released);
    expect(port.name).toMatch(said);
    expect(await port.embed(['how long'])).toBeNull();
  }
  expect(server.seen).toEqual([]);
});

test('wrong settings are said once, in the log and in every record', async () => {
  const log = vi.spyOn(console, 'error').mockImplementation(() => {});
  const wrong = { HANDRAIL_EMBED: 'openai' };
  for (let i = 0; i < 3; i++) {
    const port = embedPort(wrong, name);
    expect(port.name).toBe('misconfigured');
    expect(await port.embed(['how long'])).toBeNull();
    expect((await searchPort(wrong, of)).name).toBe('lexical');
  }
  expect(log).toHaveBeenCalledTimes(1);
  expect(log.mock.calls[0]?.[0]).toMatch(/HANDRAIL_EMBED_MODEL is missing.*HANDRAIL_EMBED_KEY is missing/);
});

test('a fault is reported and leaves no vector', async () => {
  const reports: RemoteFault[] = [];
  server.script([], { status: 401 });
  expect(await embedPort(env, name, notInstalled, (one) => reports.push(one)).embed(['how long'])).toBeNull();
  expect(reports).toMatchObject([{ kind: 'unavailable' }]);
});

test('Vectorize is asked beside the release’s own index', async () => {
  const VECTORIZE = { query: async () => ({ count: 0, matches: [] }) };
  const search = await searchPort({ ...env, HANDRAIL_SEARCH: 'vectorize', VECTORIZE }, of);
  expect(search.name).toBe('vectorize+lexical');
  expect(await search.search({ text: 'q', locale: 'en', vector: new Int8Array(16).fill(1) }, 5)).toEqual([]);
});
