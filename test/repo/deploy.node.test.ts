import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { root } from '../../worker/local/config.ts';

const deploy = (...args: string[]) =>
  spawnSync(process.execPath, ['worker/local/deploy.ts', ...args], {
    cwd: root,
    encoding: 'utf8',
    env: { ...process.env, CLOUDFLARE_API_TOKEN: '' },
  });

test('npm run deploy -- --dry-run prints the plan and the size, and passes offline', { timeout: 60_000 }, () => {
  const { status, stdout, stderr } = deploy('--dry-run');
  expect(status, stderr).toBe(0);
  expect(stdout).toMatch(/Plan for the worker "handrail"/);
  expect(stdout).toMatch(/Total Upload: .* gzip: /);
  for (const binding of ['CONVERSATION', 'DESK', 'SITE', 'QUOTA', 'DB', 'RELEASES', 'ASSETS']) expect(stdout).toContain(`env.${binding}`);
});

test('its help says what could not be tried without an account', () => {
  expect(deploy('--help').stdout).toContain('not against an account');
});

test('an unknown flag is refused', () => {
  const { status, stderr } = deploy('--force');
  expect(status).toBe(1);
  expect(stderr).toContain('--force');
});
