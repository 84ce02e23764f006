import { rmSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { Log, LogLevel, Miniflare } from 'miniflare';
import { readWrangler, root } from '../../worker/local/config.ts';
import { HOST } from '../../worker/local/port.ts';
import { end, MARK, runtimesOn } from '../../worker/local/processes.ts';
import { wasm } from '../../worker/local/runtime.ts';
import { type Handrail, startHandrail } from '../../worker/local/start.ts';

/**
 * Runs `work` on something that is stopped afterwards, its folder removed and no process of it left. Ctrl-C ends the
 * process in Miniflare's own handler: then only `exit` still runs.
 */
async function during<T, Out>(folder: string, start: () => Promise<T>, stop: (one: T) => Promise<void>, work: (one: T) => Promise<Out>) {
  const cutOff = () => {
    for (const pid of runtimesOn(folder)) process.kill(pid, 'SIGKILL');
    rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
  };
  process.once('exit', cutOff);
  try {
    const started = await start();
    try {
      return await work(started);
    } finally {
      await stop(started);
    }
  } finally {
    for (const pid of runtimesOn(folder)) await end(pid);
    // What a failed start left half done may still write for a moment.
    await rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
    process.off('exit', cutOff);
  }
}

const temporary = () => mkdtemp(join(tmpdir(), 'handrail-bench-'));

/** The whole product on a free port and data of its own. */
export async function withHandrail<Out>(vars: Record<string, string>, work: (handrail: Handrail) => Promise<Out>): Promise<Out> {
  const data = await temporary();
  return during(
    data,
    () => startHandrail({ data, port: 0, vars, log: (line) => /worker (warn|error)/.test(line) && console.error(line) }),
    (handrail) => handrail.close(),
    work,
  );
}

/** A worker of this folder in one module, bundled as worker/local/build.ts does it. */
export async function bundle(entry: string): Promise<string> {
  const result = await build({
    absWorkingDir: root,
    entryPoints: [`test/bench/${entry}`],
    bundle: true,
    write: false,
    format: 'esm',
    target: 'es2024',
    conditions: ['workerd', 'worker', 'browser'],
    mainFields: ['browser', 'module', 'main'],
    external: ['cloudflare:*', 'node:*', '*.wasm'],
    define: { 'process.env.NODE_ENV': '"production"' },
    keepNames: true,
    logLevel: 'warning',
  });
  return result.outputFiles[0]?.text ?? '';
}

/**
 * That worker in a workerd of its own, with durable storage on disk as the product has it. `objects`: binding to class;
 * `assets`: the folder behind `ASSETS`; `database`: the binding of an empty D1.
 */
export async function withWorker<Out>(
  script: string,
  objects: Record<string, string>,
  work: (url: string, pid: number | undefined) => Promise<Out>,
  assets?: string,
  database?: string,
): Promise<Out> {
  const folder = await temporary();
  const { compatibility_date, compatibility_flags } = readWrangler();
  const name = 'handrail-bench';
  const start = async () => {
    const miniflare = new Miniflare({
      host: HOST,
      port: 0,
      cf: false,
      logRequests: false,
      log: new Log(LogLevel.ERROR),
      telemetry: { enabled: false },
      enableDevRegistry: false,
      resourcePersistencePath: folder,
      unsafeRuntimeEnv: { [MARK]: folder },
      workers: [
        {
          config: {
            name,
            compatibilityDate: compatibility_date,
            compatibilityFlags: compatibility_flags,
            manifest: { mainModule: 'index.js', modulesRoot: root, modules: { 'index.js': { type: 'esm', contents: script }, ...wasm } },
            env: {
              ...Object.fromEntries(
                Object.entries(objects).map(([binding, exportName]) => [
                  binding,
                  { type: 'durable-object' as const, worker: name, exportName },
                ]),
              ),
              ...(assets && { ASSETS: { type: 'assets' as const } }),
              ...(database && { [database]: { type: 'd1' as const, id: 'bench' } }),
            },
            ...(assets && { assets: { directory: assets, hasUserWorker: true, runWorkerFirst: true } }),
            exports: Object.fromEntries(
              Object.values(objects).map((exportName) => [exportName, { type: 'durable-object' as const, storage: 'sqlite' as const }]),
            ),
          },
          dev: { rootPath: root },
        },
      ],
    });
    return { miniflare, url: (await miniflare.ready).origin };
  };
  return during(
    folder,
    start,
    ({ miniflare }) => miniflare.dispose(),
    ({ url }) => work(url, runtimesOn(folder)[0]),
  );
}
