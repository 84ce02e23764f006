import { expect, test } from 'vitest';
import { readWrangler } from '../../worker/local/config.ts';
import { workerOptions } from '../../worker/local/runtime.ts';
import { wrangler } from '../../worker/local/wrangler.ts';
import { read } from './files.ts';

test('worker-configuration.d.ts is what wrangler makes of wrangler.toml (npm run types)', { timeout: 30_000 }, () => {
  const { ok, output } = wrangler(['types', '--include-runtime=false', '--check']);
  expect(ok, output).toBe(true);
});

test('the local runtime has every binding that is deployed', () => {
  const { env } = workerOptions(readWrangler(), '', { HANDRAIL_SECRET: 'secret' }).config;
  const declared = /interface __BaseEnv_Env \{([^}]*)\}/.exec(read('worker-configuration.d.ts'))?.[1] ?? '';
  const names = [...declared.matchAll(/^\s*(\w+)\??:/gm)].map((hit) => hit[1]);
  expect(Object.keys(env ?? {}).sort()).toEqual(names.sort());
});

test('every Durable Object class has its storage from a migration', () => {
  const config = readWrangler();
  const made = config.migrations.flatMap((one) => one.new_sqlite_classes);
  expect(config.durable_objects.bindings.map((one) => one.class_name).sort()).toEqual(made.sort());
});
