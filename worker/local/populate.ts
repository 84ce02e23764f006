import { join } from 'node:path';
import { asService, type Caller } from './api.ts';
import { readWrangler, root } from './config.ts';
import type { Data } from './data.ts';
import { migrate } from './migrate.ts';
import { seedOrders } from './orders.ts';
import { type Published, publishRelease } from './publish.ts';
import type { Runtime } from './runtime.ts';
import type { SampleRelease } from './sample-release.ts';
import { SITE, seedSite } from './seed.ts';
import { type Log, step } from './steps.ts';

interface Place {
  runtime: Runtime;
  url: string;
  port: number;
  data: Data;
}

async function fillDatabase(log: Log, { runtime }: Place): Promise<void> {
  const [database] = readWrangler().d1_databases;
  const db = await runtime.miniflare.getD1Database(database.binding);
  await step(log, migrate(db, join(root, database.migrations_dir)), (names) =>
    names.length > 0 ? `Migrated the database (${names.join(', ')})` : 'The database is up to date',
  );
  await step(log, seedOrders(db, SITE, new Date()), (count) => (count > 0 ? `Seeded ${count} sample orders` : 'Sample orders are kept'));
}

async function fillSite(log: Log, { url, port, data }: Place, release: Promise<SampleRelease>): Promise<Caller> {
  const service = await asService(url, data.secrets.secret);
  await step(log, seedSite(service, port, data.secrets.identity), () => `Seeded the site ${SITE} and its desk`);
  const published = release.then((built) => publishRelease(service, url, built));
  for (const line of refused(await step(log, published, said))) log(line);
  return service;
}

const said = ({ hash, what, gate }: Published) =>
  `Release ${hash.slice(0, 12)} ${what === 'published' ? `published, ${gate?.total ?? 0} checks passed` : what === 'refused' ? 'did not pass its gate' : 'is active'}`;

/** What to mend, and what customers meet meanwhile. */
function refused({ what, gate, active }: Published): string[] {
  if (what !== 'refused' || !gate) return [];
  const failures = gate.failures.map(({ name, expected, got }) => `  ${name}: ${expected} expected, got ${got}`);
  const meanwhile =
    active === null ? 'No release is active, so nobody can chat until one passes.' : `Release ${active.slice(0, 12)} stays active.`;
  return [...gate.problems, ...failures, meanwhile];
}

/** Everything a first customer needs to find, and nothing again that is there. */
export async function populate(log: Log, place: Place, release: Promise<SampleRelease>): Promise<Caller> {
  const [service] = await Promise.all([fillSite(log, place, release), fillDatabase(log, place)]);
  return service;
}
