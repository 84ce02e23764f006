import { env } from 'cloudflare:workers';
import { afterEach, expect, test, vi } from 'vitest';
import { artifact } from '../../../../../worker/ports/embed/static/artifact.ts';

/** The module keeps what it loaded for as long as the isolate lives: each test begins with a new one. */
async function fresh() {
  vi.resetModules();
  return import('../../../../../worker/ports/embed/static/worker.ts');
}
afterEach(() => vi.restoreAllMocks());

const assets = (answer: () => Response) => {
  const fetch = vi.fn(async () => answer());
  return { ASSETS: { fetch, connect: env.ASSETS.connect }, fetch };
};

test('loads the encoder from the assets and embeds', async () => {
  const { loadStaticWorker } = await fresh();
  const [embedder, same] = await Promise.all([loadStaticWorker(env), loadStaticWorker(env)]);
  expect(embedder?.name).toBe(artifact.name);
  expect(same).toBe(embedder);
  const result = await embedder?.embed(['how long does delivery take', ''], 'query');
  const vectors = result?.ok ? result.vectors : [];
  expect(vectors.map((one) => one.length)).toEqual([artifact.dimensions, artifact.dimensions]);
  expect(vectors.map((one) => Math.max(...one))).toEqual([127, 0]);
});

test.each([
  ['missing', () => new Response(null, { status: 404 }), /not among the assets \(404\)/],
  ['damaged', () => new Response('<html>'), /damaged/],
])('where the file is %s there is no embedder, one line in the log, and no second try at once', async (_, answer, line) => {
  const log = vi.spyOn(console, 'error').mockImplementation(() => {});
  const { loadStaticWorker } = await fresh();
  const { ASSETS, fetch } = assets(answer);
  expect(await Promise.all([loadStaticWorker({ ASSETS }), loadStaticWorker({ ASSETS })])).toEqual([null, null]);
  expect(await loadStaticWorker({ ASSETS })).toBeNull();
  expect(fetch).toHaveBeenCalledTimes(1);
  expect(log).toHaveBeenCalledTimes(1);
  expect(String(log.mock.calls[0]?.[1])).toMatch(line);
});
