import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';

const folder = mkdtempSync(join(tmpdir(), 'handrail-policy-'));
afterAll(() => rmSync(folder, { recursive: true }));
const policy = (...args: string[]) => spawnSync(process.execPath, ['policy/cli.ts', ...args], { encoding: 'utf8', timeout: 60_000 });

test('check finds nothing to mend in the shop’s policy', () => {
  const { status, stdout, stderr } = policy('check');
  expect(status, stderr).toBe(0);
  expect(stdout).toMatch(/^\d+ areas, \d+ rules, \d+ topics, 7 languages: nothing to mend$/m);
});

test('check names every file that is broken, and what is wrong in it', () => {
  cpSync('policy', folder, { recursive: true });
  writeFileSync(join(folder, 'rules', 'typo.yaml'), 'id: typo\ntitle: t\n');
  writeFileSync(join(folder, 'wording', 'en.yaml'), 'locale: en\ntexts: {}\n');
  const { status, stderr } = policy('check', '--policy', folder);
  expect(status).toBe(1);
  expect(stderr).toContain('rules/typo.yaml');
  expect(stderr).not.toMatch(/^ +at /m);
});

test('explain says what would happen, which rule decides and why, and what it saw', () => {
  const { status, stdout, stderr } = policy('explain', 'my stove leaked gas and my daughter fainted');
  expect(status, stderr).toBe(0);
  expect(stdout).toMatch(/^outcome +handoff \(safety\)$/m);
  expect(stdout).toMatch(/^rule +safety-goes-to-people: Injury, threats/m);
  expect(stdout).toMatch(/^reply +Thank you for telling us\./m);
  expect(stdout).toMatch(/"safety": \{/);
});

test('explain takes several messages as one conversation', () => {
  const { stdout } = policy('explain', 'Where is my order?', 'FW-10001 ana.silva@example.com');
  expect(stdout).toMatch(/^rule +verified-order-is-shown:/m);
});

test.each([
  ['explain without a message', ['explain'], /explain needs a message/],
  ['a command that is not there', ['publish'], /there is no "publish"/],
  ['a flag that is not there', ['check', '--fast'], /--fast/],
])('refuses %s', (_, args, message) => {
  const { status, stderr } = policy(...args);
  expect(status).toBe(1);
  expect(stderr).toMatch(message);
});

test('shows how, when nothing is asked', () => {
  expect(policy()).toMatchObject({ status: 0, stdout: expect.stringContaining('npm run policy -- check') });
});
