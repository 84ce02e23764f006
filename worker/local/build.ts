import { copyFileSync, existsSync, mkdirSync, renameSync } from 'node:fs';
import { cp, mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type BuildOptions, build } from 'esbuild';
import { artifact } from '../ports/embed/static/artifact.ts';
import { inlineCss } from './build-css.ts';
import { root } from './config.ts';

const page: BuildOptions = {
  absWorkingDir: root,
  bundle: true,
  minify: true,
  format: 'esm',
  target: 'es2022',
  jsx: 'automatic',
  jsxImportSource: 'preact',
  legalComments: 'none',
  logLevel: 'warning',
  plugins: [inlineCss],
};

/** Chat and desk are built apart: code shared between them would become a chunk that opening the chat has to fetch. */
const pages: (Omit<BuildOptions, 'entryPoints'> & { entryPoints: Record<string, string> })[] = [
  { entryPoints: { widget: 'widget/embed.ts' }, format: 'iife' },
  { entryPoints: { chat: 'widget/chat/main.tsx' }, splitting: true, chunkNames: 'chunks/[name]-[hash]' },
  { entryPoints: { 'desk/desk': 'widget/desk/main.tsx' }, splitting: true, chunkNames: 'desk/chunks/[name]-[hash]' },
  { entryPoints: { 'desk/desk': 'widget/desk/desk.css' } },
];
/** Too large for the worker's bundle; its name changes with its content. */
const encoder: [from: string, to: string] = ['worker/ports/embed/static/encoder.bin', artifact.asset];
const copies: [from: string, to: string][] = [['widget/desk/index.html', 'desk/index.html'], ['widget/demo', 'demo'], encoder];

/** Which modules went into which file, for the budgets. */
export interface Built {
  outputs: Record<string, { bytes: number; imports: { path: string; kind: string }[] }>;
}

/** Everything a browser fetches, into `out`, which is emptied first. */
export async function buildAssets(out: string): Promise<Built> {
  await rm(out, { recursive: true, force: true });
  await mkdir(out, { recursive: true });
  const missing = [...pages.flatMap((one) => Object.values(one.entryPoints)), ...copies.map(([from]) => from)].filter(
    (file) => !existsSync(join(root, file)),
  );
  if (missing.length > 0) throw new Error(`build: ${missing.join(', ')} is missing`);
  const results = await Promise.all(pages.map((one) => build({ ...page, ...one, outdir: out, metafile: true })));
  await Promise.all(copies.map(([from, to]) => cp(join(root, from), join(out, to), { recursive: true })));
  return { outputs: Object.assign({}, ...results.map((result) => result.metafile.outputs)) };
}

/** The encoder alone, for tests in workerd that build no pages. Others may be doing the same. */
export function copyEncoder(out: string): void {
  const to = join(out, encoder[1]);
  if (existsSync(to)) return;
  mkdirSync(dirname(to), { recursive: true });
  copyFileSync(join(root, encoder[0]), `${to}.${process.pid}`);
  renameSync(`${to}.${process.pid}`, to);
}

/**
 * The worker in one module, as wrangler bundles it, for the local runtime; WebAssembly stays in files beside it, which
 * worker/local/runtime.ts adds.
 */
export async function buildWorker(entry = 'worker/index.ts'): Promise<string> {
  const result = await build({
    absWorkingDir: root,
    entryPoints: [entry],
    bundle: true,
    write: false,
    format: 'esm',
    target: 'es2024',
    conditions: ['workerd', 'worker', 'browser'],
    mainFields: ['browser', 'module', 'main'],
    external: ['cloudflare:*', 'node:*', '*.wasm'],
    define: { 'process.env.NODE_ENV': '"production"' },
    loader: { '.sql': 'text', '.txt': 'text' },
    // Names in stack traces and in named middleware survive, as in what wrangler uploads.
    keepNames: true,
    logLevel: 'warning',
  });
  const [file] = result.outputFiles;
  if (!file) throw new Error(`build: ${entry} gave no output`);
  return file.text;
}

/** `npm run build`: both, where wrangler.toml and the size check look for them. */
export async function buildAll(out = join(root, '.build')): Promise<Built> {
  const [built, worker] = await Promise.all([buildAssets(join(out, 'assets')), buildWorker()]);
  await mkdir(join(out, 'worker'), { recursive: true });
  await writeFile(join(out, 'worker', 'index.js'), worker);
  return built;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const began = performance.now();
  try {
    await buildAll();
    console.log(`Built widget, desk, shop page and worker into .build in ${((performance.now() - began) / 1000).toFixed(2)} s`);
  } catch (cause) {
    // esbuild has shown the place already; a stack of its insides adds nothing.
    console.error(`handrail: ${cause instanceof Error ? cause.message : String(cause)}`);
    process.exit(1);
  }
}
