import type { Embedder } from '../port.ts';
import { artifact } from './artifact.ts';
import { staticEmbedder } from './embedder.ts';
import { openEncoder } from './encoder.ts';
import kernel from './kernel.wasm';
import { once } from './once.ts';

/** The inner loops (kernel.ts), compiled by the platform when the worker was uploaded: for search as well. */
export const kernelModule: WebAssembly.Module = kernel;

async function fetchEmbedder({ ASSETS }: Pick<Env, 'ASSETS'>): Promise<Embedder> {
  // Any host does: the binding looks at the path only.
  const response = await ASSETS.fetch(`https://assets.local/${artifact.asset}`);
  if (!response.ok) throw new Error(`${artifact.asset} is not among the assets (${response.status})`);
  const bytes = new Uint8Array(await response.arrayBuffer());
  if ((await sha256(bytes)) !== artifact.sha256) throw new Error(`${artifact.asset} is damaged`);
  const opened = openEncoder(bytes, kernel);
  if (!opened.ok) throw new Error(`${artifact.asset}: ${opened.problem}`);
  return staticEmbedder(opened.encoder);
}

async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', bytes);
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** The embedder of this isolate. Null while it cannot be had: the turn goes on with words alone. */
export const loadStaticWorker = once(fetchEmbedder, (cause) => console.error('embedder: the encoder was not loaded,', cause));
