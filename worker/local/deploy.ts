import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { buildAll } from './build.ts';
import { readWrangler, root, type WranglerConfig } from './config.ts';
import { findBucket, findDatabase, NO_DATABASE, SECRET_FILE, secretArguments, writeDatabaseId } from './provision.ts';
import { wrangler } from './wrangler.ts';

const UNTRIED = 'Steps 1 to 4 and the upload need a Cloudflare account; they are tested against a stand-in, not against an account.';

function plan(config: WranglerConfig, dryRun: boolean): string {
  const [database] = config.d1_databases;
  const [bucket] = config.r2_buckets;
  const found =
    database.database_id === NO_DATABASE ? 'find or create it, write its id into wrangler.toml' : `check ${database.database_id}`;
  return `Plan for the worker "${config.name}":
  1. sign-in       wrangler whoami
  2. D1 database   ${database.database_name}: ${found}
  3. R2 bucket     ${bucket.bucket_name}: create if missing
  4. secret        ${config.secrets.required[0]}: create if missing (kept in ${SECRET_FILE}, not in git)
  5. build         widget, desk, shop page
  6. migrations    wrangler d1 migrations apply ${database.database_name} --remote
  7. upload        wrangler deploy${dryRun ? ' --dry-run' : ''}
${dryRun ? 'A dry run does 5 and 7 only, offline; nothing is uploaded.' : ''}`;
}

const USAGE = `npm run deploy -- [--dry-run]
  --dry-run   build and bundle as for a deployment, print the size, upload nothing; works without an account and offline
${UNTRIED}`;

async function build(): Promise<void> {
  const began = performance.now();
  await buildAll();
  console.log(`Built in ${((performance.now() - began) / 1_000).toFixed(1)} s`);
}

/** Only wrangler's own line on the size, and the list of bindings that the deployed worker would have. */
function dryRun(): void {
  const { ok, output } = wrangler(['deploy', '--dry-run']);
  if (!ok) throw new Error(`wrangler deploy --dry-run failed:\n${output.trim()}`);
  const from = output.indexOf('Total Upload');
  console.log(`${output.slice(Math.max(from, 0)).trim()}\nThe dry run passed.`);
}

async function deploy(config: WranglerConfig): Promise<void> {
  const log = (line: string) => console.log(line);
  if (!wrangler(['whoami', '--json']).ok)
    throw new Error('not signed in to Cloudflare: run `npx wrangler login`, or set CLOUDFLARE_API_TOKEN');
  const [database] = config.d1_databases;
  const id = findDatabase(wrangler, database.database_name, log);
  if (writeDatabaseId(join(root, 'wrangler.toml'), id)) log(`Wrote the database id into wrangler.toml; commit it`);
  findBucket(wrangler, config.r2_buckets[0].bucket_name, log);
  const secrets = secretArguments(wrangler, config, log);
  await build();
  // Before the code: migrations only add, so the worker that still runs can read what they make.
  if (!wrangler(['d1', 'migrations', 'apply', database.database_name, '--remote'], true).ok) throw new Error('the D1 migrations failed');
  if (!wrangler(['deploy', ...secrets], true).ok) throw new Error('wrangler deploy failed; what it printed is above');
  log('Deployed. Next: your site, its people and a release, as docs/deploy.md shows.');
}

try {
  const { values } = parseArgs({ options: { 'dry-run': { type: 'boolean' }, help: { type: 'boolean' } } });
  if (values.help) console.log(USAGE);
  else {
    const config = readWrangler();
    console.log(plan(config, values['dry-run'] ?? false));
    if (values['dry-run']) {
      await build();
      dryRun();
    } else await deploy(config);
  }
} catch (cause) {
  console.error(`handrail: ${cause instanceof Error ? cause.message : String(cause)}`);
  process.exit(1);
}
