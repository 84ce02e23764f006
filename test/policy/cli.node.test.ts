import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { turnRecordSchema } from '../../worker/turn/record.ts';

const folder = mkdtempSync(join(tmpdir(), 'handrail-policy-'));
afterAll(() => rmSync(folder, { recursive: true }));
/** Runs the check in this process and names what it has loaded that it should not. */
const watch = `
  import { registerHooks } from 'node:module';
  registerHooks({ load(url, context, next) { if (/worker\\/(local|release|ports)/.test(url)) console.error(url); return next(url, context); } });
  process.argv = [process.argv[0], 'policy', 'check'];
  await import('./policy/cli.ts');
`;
const policy = (...args: string[]) => spawnSync(process.execPath, ['policy/cli.ts', ...args], { encoding: 'utf8', timeout: 60_000 });

test('check finds nothing to mend in the shop’s policy', () => {
  const { status, stdout, stderr } = policy('check');
  expect(status, stderr).toBe(0);
  expect(stdout).toMatch(/^\d+ areas, \d+ rules, \d+ cases, \d+ topics, 7 languages: nothing to mend$/m);
});

test('check names every file that is broken, and what is wrong in it', () => {
  cpSync('policy', folder, { recursive: true });
  writeFileSync(join(folder, 'rules', 'typo.yaml'), 'id: typo\ntitle: t\n');
  writeFileSync(join(folder, 'wording', 'en.yaml'), 'locale: en\ntexts: {}\n');
  const { status, stderr } = policy('check', '--policy', folder);
  expect(status).toBe(1);
  // Two files at once, each with its line and what to do.
  expect(stderr).toMatch(/rules\/typo\.yaml:1: version: is missing; write it\.$/m);
  expect(stderr).toMatch(/wording\/en\.yaml:2: missing "greeting"; add the approved text\.|wording\/de\.yaml:\d+: /m);
  expect(stderr).toMatch(/^policy: \d+ to mend in \d+ files$/m);
  expect(stderr).not.toMatch(/^ +at /m);
});

test('check names what is wrong once, and does not call a file missing that it could not read', () => {
  const other = join(folder, 'other');
  cpSync('policy', other, { recursive: true });
  const change = (file: string, from: RegExp, to: string) =>
    writeFileSync(join(other, file), readFileSync(join(other, file), 'utf8').replace(from, to));
  change('help-lines.yaml', /^ {2}DE: .*$/m, '  DE: { emergency: "112" }');
  change('refunds.yaml', /automatic_up_to: null/, 'automatic_up_to: -5');
  const { stderr } = policy('check', '--policy', other);
  expect(stderr.trim().split('\n')).toEqual([
    expect.stringMatching(/help-lines\.yaml:\d+: regions\.DE\.helpline: is missing; write it\.$/),
    expect.stringMatching(/refunds\.yaml:\d+: limits\.EUR\.automatic_up_to: Too small/),
    'policy: 2 to mend in 2 files',
  ]);
});

test('check says that a result of another guard lets no composed text out', () => {
  const other = join(folder, 'guard');
  cpSync('policy', other, { recursive: true });
  const file = join(other, 'guard-eval.yaml');
  writeFileSync(file, readFileSync(file, 'utf8').replace(/^guard: .*$/m, 'guard: embedded-0'));
  const { status, stderr } = policy('check', '--policy', other);
  expect(status).toBe(0);
  expect(stderr).toMatch(
    /^advice: .*guard-eval\.yaml: it is about the guard "embedded-0", and this is "embedded-\d+", so composed text goes to people/m,
  );
});

test('check loads neither encoder nor release', () => {
  const loads = spawnSync(process.execPath, ['--input-type=module', '--eval', watch], { encoding: 'utf8', timeout: 60_000 });
  expect(loads.stdout).toContain('nothing to mend');
  expect(loads.stderr).toBe('');
});

test('explain says what would happen, which rule decides and why, what it saw, and what every rule said', () => {
  const { status, stdout, stderr } = policy('explain', 'my stove leaked gas and my daughter fainted');
  expect(status, stderr).toBe(0);
  expect(stdout).toMatch(/^outcome +handoff \(safety\), priority 1, team safety$/m);
  expect(stdout).toMatch(/^rule +safety-goes-to-people: Injury, threats/m);
  expect(stdout).toMatch(/^ +before speaks-on-autopilot: handoff is stricter than answer$|^ +before human-only-areas: |^rules/m);
  expect(stdout).toMatch(/^reply +\(en\) \S/m);
  expect(stdout).toMatch(/safety\.matched = true$/m);
  expect(stdout).not.toMatch(/asksForHuman = false/);
  expect(stdout).toMatch(/^ +DECIDES +safety-goes-to-people -> handoff$/m);
  expect(stdout).toMatch(/^ +no +asks-for-a-person -> handoff: asksForHuman is false$/m);
  expect(stdout).toMatch(/^ +not asked +low-confidence -> handoff: decided before a draft$/m);
});

test('explain speaks the language of the message, shows every fact and gives the record', () => {
  expect(policy('explain', 'Ich möchte mit einem Mitarbeiter sprechen').stdout).toMatch(/^reply +\(de\) Natürlich/m);
  expect(policy('explain', '--all', 'Hi').stdout).toMatch(/asksForHuman = false$/m);
  const record = turnRecordSchema.parse(JSON.parse(policy('explain', '--json', 'Hi').stdout));
  expect(record.ruleIds[0]).toBe('smalltalk-is-answered');
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
