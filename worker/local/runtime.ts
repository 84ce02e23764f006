import { readFileSync } from 'node:fs';
import { Log, LogLevel, Miniflare, type WorkerOptions } from 'miniflare';
import { readWrangler, root, type WranglerConfig } from './config.ts';
import type { Data } from './data.ts';
import { HOST } from './port.ts';
import { MARK, runtimesOn } from './processes.ts';

/** What the script imports as compiled modules: the platform allows no other way to WebAssembly. */
export const wasm = {
  'kernel.wasm': { type: 'wasm' as const, contents: readFileSync(`${root}worker/ports/embed/static/kernel.wasm`) },
};

/** What wrangler.toml says, in the words of Miniflare 5. */
export function workerOptions(config: WranglerConfig, script: string, vars: Record<string, string>): WorkerOptions {
  const [database] = config.d1_databases;
  const [bucket] = config.r2_buckets;
  const objects = config.durable_objects.bindings;
  const text = { ...config.vars, ...vars };
  return {
    config: {
      name: config.name,
      compatibilityDate: config.compatibility_date,
      compatibilityFlags: config.compatibility_flags,
      manifest: { mainModule: 'index.js', modulesRoot: root, modules: { 'index.js': { type: 'esm', contents: script }, ...wasm } },
      env: {
        ...Object.fromEntries(Object.entries(text).map(([name, value]) => [name, { type: 'text' as const, value }])),
        ...Object.fromEntries(
          objects.map((one) => [one.name, { type: 'durable-object' as const, worker: config.name, exportName: one.class_name }]),
        ),
        [database.binding]: { type: 'd1', id: database.database_name },
        [bucket.binding]: { type: 'r2', name: bucket.bucket_name },
        [config.assets.binding]: { type: 'worker', worker: files },
      },
      exports: Object.fromEntries(objects.map((one) => [one.class_name, { type: 'durable-object' as const, storage: 'sqlite' as const }])),
    },
    dev: { rootPath: root },
  };
}

const files = 'files';

/**
 * The static files, a worker of their own: as part of ours they would put two workers of Miniflare in front of every request, which
 * then ask ours first, as `run_worker_first` says.
 */
function filesOptions({ compatibility_date: compatibilityDate }: WranglerConfig, directory: string): WorkerOptions {
  // Miniflare wants a script of every worker; the files are asked first, and this one has nothing to add.
  const script = { 'files.js': { type: 'esm' as const, contents: 'export default { fetch: () => new Response(null, { status: 404 }) }' } };
  const manifest = { mainModule: 'files.js', modulesRoot: root, modules: script };
  return { config: { name: files, compatibilityDate, manifest, assets: { directory } }, dev: { rootPath: root } };
}

export interface Runtime {
  miniflare: Miniflare;
  /** The living workerd. There is exactly one, except in the moment between its death and its successor. */
  pid(): number | undefined;
  stop(): Promise<void>;
}

export interface RuntimeOptions {
  data: Data;
  port: number;
  script: string;
  /** Text bindings beyond those of wrangler.toml. */
  vars: Record<string, string>;
  log(line: string): void;
  /** After workerd died and Miniflare brought up another on the same port and data. */
  restarted(): void;
}

/** Miniflare's own errors without the stacks of its insides; what it says when it restarts workerd, the watch says too. */
class Terse extends Log {
  readonly #say: (line: string) => void;
  constructor(say: (line: string) => void) {
    super(LogLevel.ERROR);
    this.#say = say;
  }
  override error(cause: Error): void {
    this.#say(`runtime: ${cause.message.split('\n', 1)[0]}`);
  }
}

/** The console of the worker: warnings and errors are for the person at the terminal, the rest is noise there. */
function printer(log: (line: string) => void) {
  return ({ level, message }: { level: string; message: string }) => {
    if (level === 'warn' || level === 'error') log(`worker ${level}: ${message}`);
  };
}

export async function startRuntime({ data, port, script, vars, log, restarted }: RuntimeOptions): Promise<Runtime> {
  const config = readWrangler();
  const miniflare = new Miniflare({
    host: HOST,
    port,
    // No request of ours needs `request.cf`, and asking for it goes to the network.
    cf: false,
    logRequests: false,
    log: new Terse(log),
    handleStructuredLogs: printer(log),
    telemetry: { enabled: false },
    enableDevRegistry: false,
    // The older `defaultPersistRoot` is accepted and keeps nothing (Miniflare 5.20261102.0, 2026-11-22).
    resourcePersistencePath: data.state,
    unsafeRuntimeEnv: { [MARK]: data.folder },
    unsafeHandleRuntimeRestart: restarted,
    workers: [
      workerOptions(config, script, { ...vars, HANDRAIL_LOOPBACK: '1', HANDRAIL_SECRET: data.secrets.secret }),
      filesOptions(config, data.assets),
    ],
  });
  await miniflare.ready;
  return { miniflare, pid: () => runtimesOn(data.folder)[0], stop: () => miniflare.dispose() };
}
