import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { asService, type Caller } from './api.ts';
import { buildAssets, buildWorker } from './build.ts';
import { readWrangler, root } from './config.ts';
import { type Data, findFolder, openData } from './data.ts';
import { type Lock, lockData } from './lock.ts';
import { migrate } from './migrate.ts';
import { DEFAULT_PORT, freePort, HOST } from './port.ts';
import type { Runtime } from './runtime.ts';
import { type PersonId, SITE, seedSite, signInLink } from './seed.ts';
import { supervise } from './supervise.ts';

export interface StartOptions {
  /** Data folder; `.data` of this checkout without it. */
  data?: string;
  /** First port to try; 0 for any. */
  port?: number;
  fresh?: boolean;
  /** Text bindings beyond those of wrangler.toml, for tests and benches. */
  vars?: Record<string, string>;
  log?(line: string): void;
}

export interface Handrail {
  url: string;
  data: Data;
  links: { shop: string; agent: string; lead: string };
  service: Caller;
  /** A fresh one-time sign-in link. */
  link(person: PersonId): Promise<string>;
  pids(): { node: number; workerd: number | undefined };
  close(): Promise<void>;
}

type Log = (line: string) => void;

/** Does one thing and says what it was and how long it took. */
async function step<Out>(log: Log, work: () => Promise<Out>, say: (done: Out) => string): Promise<Out> {
  const began = performance.now();
  const done = await work();
  log(`${say(done).padEnd(58)} ${((performance.now() - began) / 1_000).toFixed(1)} s`);
  return done;
}

async function seed(log: Log, runtime: Runtime, url: string, port: number, data: Data): Promise<Caller> {
  const config = readWrangler();
  const [database] = config.d1_databases;
  const db = await runtime.miniflare.getD1Database(database.binding);
  await step(
    log,
    () => migrate(db, join(root, database.migrations_dir)),
    (names) => (names.length > 0 ? `Migrated the database (${names.join(', ')})` : 'The database is up to date'),
  );
  const service = await asService(url, data.secrets.secret);
  await step(
    log,
    () => seedSite(service, port, data.secrets.identity),
    () => `Seeded the site ${SITE} and its desk`,
  );
  if (existsSync(join(root, 'worker/release/build.ts'))) {
    const { publishRelease } = await import('./publish.ts');
    await step(
      log,
      () => publishRelease(service, url),
      (one) => `Release ${one.hash.slice(0, 12)} ${one.published ? 'published' : 'is active'}`,
    );
  }
  if (existsSync(join(root, 'worker/ports/orders/sample.ts'))) {
    const { seedOrders } = await import('./orders.ts');
    await step(
      log,
      () => seedOrders(db, SITE, new Date()),
      (count) => (count > 0 ? `Seeded ${count} sample orders` : 'Sample orders are kept'),
    );
  }
  return service;
}

async function open(lock: Lock, folder: string, options: StartOptions, log: Log): Promise<Handrail> {
  if (lock.ended.length > 0) log(`Ended a runtime that an earlier start left behind (process ${lock.ended.join(', ')})`);
  const data = openData(folder, options.fresh ?? false);
  const wanted = options.port ?? DEFAULT_PORT;
  const port = await freePort(wanted);
  if (wanted !== 0 && port !== wanted) log(`Port ${wanted} is taken, so this uses ${port}`);
  const url = `http://${HOST}:${port}`;

  const [, script] = await step(
    log,
    () => Promise.all([buildAssets(data.assets), buildWorker()]),
    () => 'Built widget, desk, shop page and worker',
  );
  const record = (pid: number) => lock.record(url, pid);
  const runtime = await step(
    log,
    () => supervise({ data, port, script, vars: options.vars ?? {}, log, record }),
    (one) => `Started the runtime (workerd, process ${one.pid()})`,
  );
  try {
    const service = await seed(log, runtime, url, port, data);
    const link = async (person: PersonId) => signInLink(await asService(url, data.secrets.secret), url, person);
    return {
      url,
      data,
      links: { shop: `${url}/demo/`, agent: await link('priya'), lead: await link('marta') },
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
