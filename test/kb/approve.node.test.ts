import { expect, test } from 'vitest';
import { type Approval, planImport } from '../../kb/approve.ts';
import { importFiles } from '../../kb/import.ts';
import type { Article } from '../../kb/schema.ts';

const approval: Approval = { approvedBy: 'Marta Kowalska', approvedOn: '2026-11-23', reviewBy: '2027-06-01', owner: 'Care', mode: null };
const entries = (...pages: object[]) =>
  importFiles([{ name: 'x.jsonl', text: pages.map((page) => JSON.stringify(page)).join('\n') }]).entries;
const none = new Map<string, { article: Article; path: string }>();
const plan = (pages: object[], existing = none, replace = false, by = approval) => planImport(entries(...pages), existing, by, replace);
/** What a plan wrote, as it would be found by the next import. */
const there = (pages: object[], by = approval) =>
  new Map(
    plan(pages, none, false, by).files.map(({ id, path, text }) => [
      id,
      { path, article: importFiles([{ name: path, text }]).articles[0] as Article },
    ]),
  );

const page = { id: 'content/Sign in._en', title: 'Sign in', category: 'GET_PAID', lang: 'en', text: 'Words.' };

test('writes each article under its topic, approved by one person', () => {
  const [file] = plan([page]).files;
  expect(file).toMatchObject({ id: 'content-sign-in-en', path: 'get-paid/content-sign-in-en.md', state: 'new' });
  expect(file?.text).toContain('owner: Care\napproved_by: Marta Kowalska\napproved_on: 2026-11-23\nreview_by: 2027-06-01\n');
});

test('gives the same names on every import, to any name and whatever else is imported', () => {
  const named = (...ids: string[]) => plan(ids.map((id) => ({ ...page, id, title: `Title ${id}` }))).files.map(({ id }) => id);
  expect(named('a_b', 'a-b', '退货')).toEqual(named('退货', 'a-b', 'a_b'));
  expect(new Set(named('a_b', 'a-b', 'a b')).size).toBe(3);
  expect(named('a-b', 'a_b')).toContain('a-b');
});

test('keeps a shorter review that the source names', () => {
  expect(plan([{ ...page, expires: '2027-01-31' }]).files[0]?.text).toContain('review_by: 2027-01-31');
  expect(plan([{ ...page, expires: '2030-01-31' }]).files[0]?.text).toContain('review_by: 2027-06-01');
});

test('leaves what is there with the same words, and its approval', () => {
  const again = plan([page], there([page], { ...approval, approvedBy: 'Luca Moretti' }));
  expect([again.files, again.unchanged, again.problems]).toEqual([[], 1, []]);
});

test('does not overwrite other words unless told to, and then leaves no second file', () => {
  const changed = { ...page, text: 'Other words.', category: 'ORDERS' };
  const refused = plan([changed], there([page]));
  expect(refused.files).toEqual([]);
  expect(refused.problems[0]?.message).toContain('is there already with other words (get-paid/content-sign-in-en.md); --replace');
  const replaced = plan([changed], there([page]), true);
  expect(replaced.files).toMatchObject([{ path: 'orders/content-sign-in-en.md', state: 'replaced' }]);
  expect(replaced.removed).toEqual(['get-paid/content-sign-in-en.md']);
});

test('shortens a title to one line, and says what cannot be written', () => {
  expect(plan([{ ...page, title: 'word '.repeat(60) }]).files[0]?.text).toMatch(/title: (word )+word…\n/);
  expect(plan([{ ...page, questions: ['x'.repeat(301)] }]).problems[0]?.message).toContain('cannot be written: questions.0: is too long');
});

test('tells a title of one sign with its topic, and asks with it where no question is left', () => {
  const [file] = plan([{ ...page, title: '税', questions: ['?', ' '] }]).files;
  expect(file?.text).toContain('title: 税 (get-paid)\n');
  expect(file?.text).toContain('questions:\n  - 税 (get-paid)\n');
});

test('keeps each question once, as it is written first', () => {
  expect(plan([{ ...page, questions: ['How much?', 'how  much', 'HOW MUCH', 'how long'] }]).files[0]?.text).toContain(
    'questions:\n  - How much?\n  - how long\n',
  );
});

test('gives ids that differ only in capitals, and names no system can hold, files of their own', () => {
  const ids = ['Returns', 'returns', 'RETURNS', 'con', '..', 'a/b', 'a-b', 'aux'];
  const paths = plan(ids.map((id, i) => ({ ...page, id, title: `Title ${i}`, category: id }))).files.map(({ path }) => path);
  expect(new Set(paths.map((path) => path.toLowerCase())).size).toBe(ids.length);
  for (const path of paths) expect(path).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*\/[a-z0-9]+(-[a-z0-9]+)*\.md$/);
  expect(paths).toContain('returns/returns.md');
  expect(paths).toContain('topic-aux/article-aux.md');
});
