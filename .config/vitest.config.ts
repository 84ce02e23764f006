import { mkdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { cloudflareTest, readD1Migrations } from '@cloudflare/vitest-plugin';
import { defineConfig } from 'vitest/config';
import { startKeys } from '../test/contract/servers/keys.ts';
import { startReceiver } from '../test/contract/servers/receiver.ts';
import { copyEncoder } from '../worker/local/build.ts';
import { root } from '../worker/local/config.ts';
import { Totals } from './totals.ts';

// wrangler.toml names the folder, and the runtime refuses one that is not there. Of what is built into it, tests in workerd
// need the encoder only, from a folder that no build empties meanwhile; tests of pages build their own.
mkdirSync(`${root}.build/assets`, { recursive: true });
const assets = `${root}.build/test-assets`;
copyEncoder(assets);
// Where wrangler looks for what `[secrets]` requires, when there is no file of them.
process.env.HANDRAIL_SECRET = 'only-for-tests-0123456789abcdefghijklmnopqrstuvwxyz';

/** Long enough that a busy machine fails no test: what hangs is found as well after a minute as after a second. */
const patient = { testTimeout: 60_000, hookTimeout: 60_000, expect: { poll: { timeout: 15_000 } } } as const;
/** Whole products wait more than they work, so there may be two of them at a time; after the others, which leave no core idle. */
const products = { ...patient, environment: 'node', sequence: { groupOrder: 1 } } as const;

/**
 * A test's name says where it runs: `*.node.test.ts` in Node, `*.system.test.ts` against whole running products (started
 * and killed), `*.browser.test.ts` against Chrome, every other in workerd.
 */
export default defineConfig({
  root,
  test: {
    // One for each core of a small machine; without it two cores get a single one.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    reporters: [process.env.CI ? 'default' : ['default', { summary: false }], new Totals()],
    projects: [
      {
        root,
        plugins: [
          cloudflareTest(async () => ({
            wrangler: { configPath: `${root}wrangler.toml` },
            miniflare: {
              assets: { directory: assets, binding: 'ASSETS' },
              bindings: {
                TEST_MIGRATIONS: await readD1Migrations(`${root}worker/records/migrations`),
                TEST_RECEIVER: await startReceiver(),
                TEST_KEYS: await startKeys(),
              },
            },
          })),
        ],
        test: {
          ...patient,
          name: 'workerd',
          include: ['test/**/*.test.ts'],
          exclude: ['test/**/*.{node,system,browser}.test.ts'],
          setupFiles: ['test/setup.ts'],
        },
      },
      {
        root,
        test: { ...patient, name: 'node', include: ['test/**/*.node.test.ts', 'test/**/*.node.test.tsx'], environment: 'node' },
        // Components under test are compiled as the build compiles them.
        oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
      },
      { root, test: { ...products, name: 'system', include: ['test/**/*.system.test.ts'] } },
      { root, test: { ...products, name: 'browser', include: ['test/**/*.browser.test.ts'] } },
    ],
  },
});
