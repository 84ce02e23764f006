import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { root } from '../../worker/local/config.ts';

const folder = mkdtempSync(join(tmpdir(), 'handrail-kb-cli-'));
afterAll(() => rmSync(folder, { recursive: true }));
const faq = join(folder, 'faq.csv');
writeFileSync(faq, 'id,question,answer,variants,topic\nfees,What does it cost?,Nothing.,how much|fee,returns\n');

function kb(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['kb/cli.ts', ...args], { cwd: root, encoding: 'utf8' });
  return { status, out: stdout.trim(), err: stderr.trim() };
}
const into = (name: string) => ['--into', join(folder, name, 'articles')];
const by = ['--approved-by', 'Marta Kowalska', '--review-by', '2099-06-01'];

test('checks the articles of the project', () => {
  expect(kb('check')).toMatchObject({
    status: 0,
    out: expect.stringMatching(/^[\d,]+ articles, [\d,]+ questions, \d+ topics: (nothing to mend|0 errors)/),
  });
});

test('names each problem with file, line and severity, and fails', () => {
  const bad = join(folder, 'bad.jsonl');
  writeFileSync(bad, '{"id":"a"}\n{oops\n');
  const { status, err } = kb('check', bad);
  expect(status).toBe(1);
  expect(err).toContain('error: bad.jsonl:1: question: ');
  expect(err).toContain('error: bad.jsonl:2: is not JSON; write one object a line.');
});

test('lists fifty problems, of more the first of each kind, and all when asked', () => {
  const many = join(folder, 'many.jsonl');
  writeFileSync(many, '{oops\n'.repeat(80));
  expect(kb('check', many).err.split('\n').slice(5)).toEqual([
    '… and 75 more errors of this kind (unreadable)',
    '--all lists every one',
    'kb: 0 articles, 0 questions, 0 topics: 80 errors, 0 warnings',
  ]);
  expect(kb('check', many, '--all').err.match(/is not JSON/g)).toHaveLength(80);
});

test('imports by a named person, first dry, then for good, and then has nothing to do', () => {
  const args = ['import', faq, ...into('a'), ...by, '--owner', 'Care'];
  expect(kb(...args, '--dry-run').out).toBe(
    '1 new, 0 replaced, 0 unchanged articles in 1 language would be approved by Marta Kowalska until 2099-06-01; nothing was written',
  );
  expect(existsSync(join(folder, 'a'))).toBe(false);
  expect(kb(...args).out).toContain('1 new, 0 replaced, 0 unchanged articles in 1 language in ');
  expect(readFileSync(join(folder, 'a', 'articles', 'returns', 'fees.md'), 'utf8')).toContain('owner: Care\napproved_by: Marta Kowalska\n');
  expect(readdirSync(join(folder, 'a')).sort()).toEqual(['approvals.log.jsonl', 'articles']);
  expect(kb(...args).out).toContain('nothing to write');
  expect(kb('check', join(folder, 'a', 'articles'))).toMatchObject({ status: 0, out: '1 article, 3 questions, 1 topic: nothing to mend' });
});

test('imports into the folder it is called in', () => {
  const here = join(folder, 'here', 'articles');
  mkdirSync(here, { recursive: true });
  const args = [join(root, 'kb/cli.ts'), 'import', faq, '--into', '.', ...by];
  const { status, stderr } = spawnSync(process.execPath, args, { cwd: here, encoding: 'utf8' });
  expect([status, stderr]).toEqual([0, '']);
  expect(readdirSync(join(folder, 'here', 'articles'))).toEqual(['returns']);
  expect(readdirSync(join(folder, 'here')).sort()).toEqual(['approvals.log.jsonl', 'articles']);
});

test.each([
  [[], 'npm run kb -- check [PATH] [--all]'],
  [['--help'], 'npm run kb -- import PATH'],
  [['import', '--help'], 'npm run kb -- publish [PATH]'],
])('says what it can do: %j', (args, says) => {
  expect(kb(...args)).toMatchObject({ status: 0, out: expect.stringContaining(says), err: '' });
});

test('names every flag of every command in its help, and no other', () => {
  const named = new Set([...kb('--help').out.matchAll(/--([a-z][a-z-]*)/g)].map((hit) => hit[1]));
  const source = readFileSync(join(root, 'kb/cli.ts'), 'utf8');
  const read = new Set([...source.matchAll(/values(?:\.([a-z]+)|\['([a-z-]+)'\])/g)].map((hit) => hit[1] ?? hit[2]));
  const checked = ['approved-by', 'review-by', 'owner', 'mode', 'locale', 'base-url'];
  expect([...named].sort()).toEqual([...new Set([...read, ...checked])].filter((name) => name !== 'help').sort());
});

test.each([
  [['import', faq], '--approved-by names nobody'],
  [['import', faq, '--approved-by', 'M', '--review-by', '2099-01-01'], '--approved-by is too short'],
  [['import', faq, '--approved-by', 'Marta', '--review-by', 'soon'], '--review-by has to be a day like'],
  [['import', faq, '--approved-by', 'Marta', '--review-by', '2020-01-01'], '--review-by has to lie in the future'],
  [['import', faq, ...by, '--base-url', 'help'], '--base-url has to be an address'],
  [['import', faq, ...by, '--mode', 'free'], '--mode has to be verbatim or grounded'],
  [['import'], 'import needs the folder or file to read'],
  [['import', faq, faq, ...by], 'one path at a time'],
  [['publish'], '--url and --link are needed here'],
  [['publish', '--url', 'https://w.example', '--link', 'https://w.example/desk'], '--link is not a sign-in link'],
  [['frobnicate'], 'there is no "frobnicate"'],
  [['check', '--al'], "Unknown option '--al'"],
  [['check', '--approved-by', 'Marta'], "Unknown option '--approved-by'"],
])('does not begin with a command line that is wrong: %j', (args, says) => {
  const { status, err } = kb(...args);
  expect(status).toBe(2);
  expect(err).toContain(says);
});
