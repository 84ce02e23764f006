import { join } from 'node:path';
import { asService, type Caller } from './api.ts';
import { buildAssets, buildWorker } from './build.ts';
import { root } from './config.ts';
import { type Data, findFolder, openData } from './data.ts';
import { type Lock, lockData } from './lock.ts';
import { DEFAULT_PORT, freePort, HOST } from './port.ts';
import { type PersonId, signInLink } from './seed.ts';
import { type Log, step } from './steps.ts';

export interface StartOptions {
  /** Data folder; `.data` of this checkout without it. */
  data?: string;
  /** First port to try; 0 for any. */
  port?: number;
  fresh?: boolean;
  /** Text bindings beyond those of wrangler.toml, for tests and benches. */
  vars?: Record<string, string>;
  /** Another entry than worker/index.ts, for tests that slow a part of it down. */
  worker?: string;
  log?: Log;
}

export interface Handrail {
  url: string;
  data: Data;
  links: { shop: string; agent: string; lead: string; admin: string };
  service: Caller;
  /** A fresh one-time sign-in link. */
  link(person: PersonId): Promise<string>;
  pids(): { node: number; workerd: number | undefined };
  close(): Promise<void>;
}

async function choosePort(wanted: number, log: Log): Promise<number> {
  const port = await freePort(wanted);
  if (wanted !== 0 && port !== wanted) log(`Port ${wanted} is taken, so this uses ${port}`);
  return port;
}

async function open(lock: Lock, folder: string, options: StartOptions, log: Log): Promise<Handrail> {
  if (lock.ended.length > 0) log(`Ended a runtime that an earlier start left behind (process ${lock.ended.join(', ')})`);
  const data = openData(folder, options.fresh ?? false);
  const port = await choosePort(options.port ?? DEFAULT_PORT, log);
  const url = `http://${HOST}:${port}`;

  // esbuild and workerd are processes of their own: loading Miniflare and building the release happen meanwhile.
  const building = Promise.all([buildAssets(data.assets), buildWorker(options.worker)]);
  building.catch(() => {});
  const [{ supervise }, { populate }, { sampleRelease }] = await Promise.all([
    import('./supervise.ts'),
    import('./populate.ts'),
    import('./sample-release.ts'),
  ]);
  const [, script] = await step(log, building, () => 'Built widget, desk, shop page and worker');
  const record = (pid: number) => lock.record(url, pid);
  const starting = supervise({ data, port, script, vars: options.vars ?? {}, log, record });
  let told = false;
  const release = sampleRelease(undefined, () => {
    if (!told) log('Builds the sample release, once for this policy and these articles; that may take a minute or two …');
    told = true;
  });
  release.catch(() => {});
  const runtime = await step(log, starting, (one) => `Started the runtime (workerd, process ${one.pid()})`);
  try {
    const service = await populate(log, { runtime, url, port, data }, release);
    const link = async (person: PersonId) => signInLink(await asService(url, data.secrets.secret), url, person);
    const [agent, lead, admin] = await Promise.all([link('priya'), link('marta'), link('jonas')]);
    return {
      url,
      data,
      links: { shop: `${url}/demo/`, agent, lead, admin },
      service,
      link,
      pids: () => ({ node: process.pid, workerd: runtime.pid() }),
      async close() {
        await runtime.stop();
        lock.release();
      },
    };
  } catch (cause) {
    await runtime.stop();
    throw cause;
  }
}

/** From nothing to a running, seeded Handrail on loopback. Used by `npm start`, browser tests, fault tests and benches. */
export async function startHandrail(options: StartOptions = {}): Promise<Handrail> {
  const folder = findFolder(options.data ?? join(root, '.data'));
  const lock = await lockData(folder);
  try {
    return await open(lock, folder, options, options.log ?? (() => {}));
  } catch (cause) {
    lock.release();
    throw cause;
  }
}
