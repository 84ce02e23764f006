import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Miniflare } from 'miniflare';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { copyEncoder } from '../../../../../worker/local/build.ts';
import { readWrangler, root } from '../../../../../worker/local/config.ts';
import { wasm } from '../../../../../worker/local/runtime.ts';
import type { Embedder, EmbedKind } from '../../../../../worker/ports/embed/port.ts';
import { artifact } from '../../../../../worker/ports/embed/static/artifact.ts';
import { limits } from '../../../../../worker/ports/embed/static/embedder.ts';
import { loadStaticNode } from '../../../../../worker/ports/embed/static/node.ts';
import { testEmbedder } from '../../../../contract/embed.ts';
import { bundle } from '../../../../contract/runtime.ts';
import texts from './original.json' with { type: 'json' };

const { name, dimensions } = artifact;
const suite = { embedder: { name, dimensions }, unreadable: ['😀'], service: null };
const answer = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), vectors: z.array(z.array(z.int()).transform((values) => Int8Array.from(values))) }),
  z.object({
    ok: z.literal(false),
    fault: z.object({ kind: z.literal('too-many'), why: z.string(), again: z.boolean(), retryAfter: z.null() }),
  }),
]);

testEmbedder({
  ...suite,
  name: 'static in Node',
  start: async () => ({ service: null, embedder: loadStaticNode, close: async () => {} }),
});

/** The worker's own loader in workerd, bundled as the product is, with the encoder among its assets. */
async function inWorkerd() {
  const assets = mkdtempSync(join(tmpdir(), 'handrail-encoder-'));
  copyEncoder(assets);
  const script = await bundle(fileURLToPath(new URL('../../../../contract/static-host.ts', import.meta.url)));
  const miniflare = new Miniflare({
    cf: false,
    logRequests: false,
    workers: [
      {
        config: {
          name: 'static-host',
          compatibilityDate: readWrangler().compatibility_date,
          manifest: { mainModule: 'index.js', modulesRoot: root, modules: { 'index.js': { type: 'esm', contents: script }, ...wasm } },
          env: { ASSETS: { type: 'assets' } },
          assets: { directory: assets, hasUserWorker: true, runWorkerFirst: true },
        },
        dev: { rootPath: root },
      },
    ],
  });
  await miniflare.ready;
  const embed = async (asked: readonly string[], kind: EmbedKind) => {
    const response = await miniflare.dispatchFetch('http://host/', { method: 'POST', body: JSON.stringify({ texts: asked, kind }) });
    return answer.parse(await response.json());
  };
  const embedder: Embedder = { name, dimensions, embed };
  const close = async () => {
    await miniflare.dispose();
    rmSync(assets, { recursive: true });
  };
  return { service: null, embedder: async () => embedder, close };
}

testEmbedder({ ...suite, name: 'static in workerd, as it is bundled', start: inWorkerd });

let workerd: Awaited<ReturnType<typeof inWorkerd>>;
beforeAll(async () => {
  workerd = await inWorkerd();
}, 60_000);
afterAll(() => workerd.close());

test('Node and workerd make the same vectors, to the last bit', async () => {
  const all = [
    ...texts.map(({ text }) => text),
    'NOW IN CAPITALS, PLEASE',
    'naïve café déjà-vu',
    'a lone \ud83d half',
    'word '.repeat(400),
  ];
  const [node, worker] = await Promise.all([loadStaticNode(), workerd.embedder()]);
  for (const kind of ['query', 'document'] as const) expect(await worker.embed(all, kind)).toEqual(await node.embed(all, kind));
});

test('a question is read as far as a customer can wait, an article to the end of what the model knows', async () => {
  const embedder = await loadStaticNode();
  const text = (pieces: number) => Array.from({ length: pieces }, (_, i) => ['how', 'long', 'does', 'delivery', 'take'][i % 5]).join(' ');
  const vectors = async (asked: string[], kind: EmbedKind) => {
    const result = await embedder.embed(asked, kind);
    return result.ok ? result.vectors : [];
  };
  for (const kind of ['query', 'document'] as const) {
    const [most, more, less] = await vectors([text(limits[kind]), text(limits[kind] + 40), text(limits[kind] - 1)], kind);
    expect(more).toEqual(most);
    expect(less).not.toEqual(most);
  }
});

test('says that it knows English', async () => {
  expect((await loadStaticNode()).locales).toEqual(['en']);
});
