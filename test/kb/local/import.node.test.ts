import { existsSync, lstatSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { approvalSchema, type ImportRequest, importKnowledge } from '../../../kb/local/import.ts';
import { loadKnowledge } from '../../../kb/local/knowledge.ts';

const root = mkdtempSync(join(tmpdir(), 'handrail-kb-import-'));
afterAll(() => rmSync(root, { recursive: true }));
const today = '2026-11-23';
let base = '';
let count = 0;
beforeEach(() => {
  base = join(root, String(++count));
  mkdirSync(base);
});

/** A small help centre in two languages, with the front matter of a site generator. */
const pages = {
  'en/orders/returns.md':
    '---\ntitle: Send it back\nlast_modified: 2025-02-03\n---\nWithin **30 days**. See [costs](costs.md).\n\n## What does it cost?\n\nNothing.\n',
  'en/orders/costs.md': '# Costs\n\nEUR 4.90.\n\n## Related\n\n- [Send it back](returns.md)\n',
  'fr/orders/returns.md': '---\ntitle: Renvoyer un article\n---\nSous 30 jours.\n',
};
function write(files: Record<string, string>): string {
  const from = join(base, 'export');
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(join(from, name, '..'), { recursive: true });
    writeFileSync(join(from, name), text);
  }
  return from;
}
const approval = { approvedBy: 'Marta Kowalska', approvedOn: today, reviewBy: '2027-06-01', owner: 'Customer Care', mode: null };
const request = (over: Partial<ImportRequest> = {}): ImportRequest => ({
  from: join(base, 'export'),
  into: join(base, 'kb', 'articles'),
  approval,
  replace: false,
  dryRun: false,
  options: {},
  today,
  ...over,
});
const into = () => join(base, 'kb', 'articles');
const log = () =>
  readFileSync(join(base, 'kb', 'approvals.log.jsonl'), 'utf8')
    .trim()
    .split('\n')
    .map((line) => approvalSchema.parse(JSON.parse(line)));
const tree = (folder: string) =>
  existsSync(folder)
    ? readdirSync(folder, { recursive: true, encoding: 'utf8' })
        .filter((name) => name.endsWith('.md'))
        .sort()
    : null;

test('imports a help centre in its languages, and what it wrote passes the check', async () => {
  write(pages);
  expect((await importKnowledge(request())).errors).toEqual([]);
  expect(tree(into())).toEqual(['orders/en-orders-costs.md', 'orders/en-orders-returns.md', 'orders/fr-orders-returns.md']);
  const { result, findings } = await loadKnowledge(into(), today);
  expect(findings).toEqual([]);
  expect(result.articles.map(({ locale, questions, approvedBy }) => [locale, questions.join(' / '), approvedBy])).toEqual([
    ['en', 'Costs', 'Marta Kowalska'],
    ['en', 'Send it back / What does it cost?', 'Marta Kowalska'],
    ['fr', 'Renvoyer un article', 'Marta Kowalska'],
  ]);
});

test('logs who approved what, beside the folder, without a path of this machine', async () => {
  write(pages);
  await importKnowledge(request());
  expect(log()).toMatchObject([
    { approvedBy: 'Marta Kowalska', reviewBy: '2027-06-01', owner: 'Customer Care', from: 'export', added: 3, replaced: 0, unchanged: 0 },
  ]);
});

test('changes nothing the second time, and logs nothing', async () => {
  write(pages);
  await importKnowledge(request());
  const { plan } = await importKnowledge(request());
  expect([plan?.files, plan?.unchanged]).toEqual([[], 3]);
  expect(log()).toHaveLength(1);
});

test('a dry run tells what it would do and does nothing', async () => {
  write(pages);
  expect((await importKnowledge(request({ dryRun: true }))).plan?.files).toHaveLength(3);
  expect(tree(into())).toBeNull();
});

test('one bad file stops all, with every problem at once', async () => {
  write({ ...pages, 'en/a.md': '---\ntitle: [a\n---\nx', 'en/b.md': 'hello \u202eworld' });
  const { errors } = await importKnowledge(request());
  expect(errors.map(({ file, rule }) => `${file} ${rule}`)).toEqual(['en/a.md unreadable', 'en/b.md hidden-unicode']);
  expect(existsSync(join(base, 'kb'))).toBe(false);
});

test('does not overwrite other words without being told to, and keeps what it does not know', async () => {
  write(pages);
  await importKnowledge(request());
  writeFileSync(join(into(), 'orders', 'notes.txt'), 'keep me');
  write({ 'en/orders/costs.md': '# Costs\n\nEUR 5.90.\n' });
  expect((await importKnowledge(request())).errors[0]?.message).toContain('--replace');
  expect(readFileSync(join(into(), 'orders/en-orders-costs.md'), 'utf8')).toContain('4.90');
  expect((await importKnowledge(request({ replace: true }))).errors).toEqual([]);
  expect(readFileSync(join(into(), 'orders/en-orders-costs.md'), 'utf8')).toContain('5.90');
  expect(readFileSync(join(into(), 'orders/notes.txt'), 'utf8')).toBe('keep me');
  expect(log().map(({ added, replaced }) => [added, replaced])).toEqual([
    [3, 0],
    [0, 1],
  ]);
});

test('refuses what contradicts the articles that are there', async () => {
  write(pages);
  await importKnowledge(request());
  rmSync(join(base, 'export'), { recursive: true });
  write({ 'more.jsonl': JSON.stringify({ id: 'fees', question: 'What does it cost', answer: 'A lot.' }) });
  const before = tree(into());
  expect((await importKnowledge(request())).errors.map(({ rule }) => rule)).toEqual(['contradicting-questions']);
  expect(tree(into())).toEqual(before);
  expect(readdirSync(join(base, 'kb')).sort()).toEqual(['approvals.log.jsonl', 'articles']);
});

test('a folder that needs mending is mended first', async () => {
  write(pages);
  mkdirSync(into(), { recursive: true });
  writeFileSync(join(into(), 'broken.md'), 'no front matter');
  expect((await importKnowledge(request())).errors).toMatchObject([{ file: join(into(), 'broken.md') }]);
});

test('an empty folder and one that is not there are refused', async () => {
  mkdirSync(join(base, 'export'));
  expect((await importKnowledge(request())).errors).toMatchObject([{ rule: 'empty' }]);
  expect((await importKnowledge(request({ from: join(base, 'gone') }))).errors[0]?.message).toContain('is not there');
});

test('a link to a folder stays one, and the folder gets the articles', async () => {
  write(pages);
  const real = join(base, 'real');
  mkdirSync(real);
  mkdirSync(join(base, 'kb'));
  symlinkSync(real, into());
  expect((await importKnowledge(request())).errors).toEqual([]);
  expect(lstatSync(into()).isSymbolicLink()).toBe(true);
  expect(tree(real)).toHaveLength(3);
});

test('a file where the folder should be is refused before anything is read', async () => {
  write(pages);
  mkdirSync(join(base, 'kb'));
  writeFileSync(into(), 'x');
  await expect(importKnowledge(request())).rejects.toThrow('is a file; --into names the folder');
  expect(readFileSync(into(), 'utf8')).toBe('x');
});

test('two imports at once both come to be, one after the other', async () => {
  write(pages);
  writeFileSync(join(base, 'more.jsonl'), JSON.stringify({ id: 'more', question: 'something else', answer: 'Yes.' }));
  const outcomes = await Promise.all([importKnowledge(request()), importKnowledge(request({ from: join(base, 'more.jsonl') }))]);
  expect(outcomes.map(({ errors }) => errors)).toEqual([[], []]);
  expect(tree(into())).toHaveLength(4);
  expect(log()).toHaveLength(2);
});

test('of two that write the same article, the second sees what the first wrote', async () => {
  for (const name of ['one', 'two'])
    writeFileSync(join(base, `${name}.jsonl`), JSON.stringify({ id: 'same', question: 'how much is it', answer: name }));
  const outcomes = await Promise.all(['one', 'two'].map((name) => importKnowledge(request({ from: join(base, `${name}.jsonl`) }))));
  expect(outcomes.map(({ errors }) => errors.length).sort()).toEqual([0, 1]);
  expect(outcomes.flatMap(({ errors }) => errors)[0]?.message).toContain('is there already with other words');
});
