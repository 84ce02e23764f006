import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { Embedder } from '../port.ts';
import { artifact } from './artifact.ts';
import { staticEmbedder } from './embedder.ts';
import { type Encoder, openEncoder } from './encoder.ts';

declare global {
  namespace WebAssembly {
    /** Not in the types of the worker's platform, which compiles nothing at run time. */
    function compile(bytes: Uint8Array<ArrayBuffer>): Promise<Module>;
  }
}

const file = (name: string) => new URL(name, import.meta.url);
let module: Promise<WebAssembly.Module> | null = null;
let embedder: Promise<Embedder> | null = null;

/** The inner loops (kernel.ts) in Node, which reads and compiles what the worker has in its bundle. */
export function kernelModule(): Promise<WebAssembly.Module> {
  module ??= readFile(file('kernel.wasm')).then((bytes) => WebAssembly.compile(new Uint8Array(bytes)));
  return module;
}

export async function openNode(bytes: Uint8Array): Promise<Encoder> {
  const opened = openEncoder(bytes, await kernelModule());
  if (!opened.ok) throw new Error(`encoder.bin: ${opened.problem}`);
  return opened.encoder;
}

/** For command lines and builds. Throws where the checkout is damaged: a release without vectors has to be asked for. */
export function loadStaticNode(): Promise<Embedder> {
  embedder ??= (async () => {
    const bytes = await readFile(file('encoder.bin'));
    const found = createHash('sha256').update(bytes).digest('hex');
    if (found !== artifact.sha256) throw new Error(`encoder.bin has the hash ${found}, artifact.ts says ${artifact.sha256}`);
    return staticEmbedder(await openNode(bytes));
  })();
  return embedder;
}
