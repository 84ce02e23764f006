import { expect, test } from 'vitest';
import { checkKnowledge } from '../../kb/check.ts';
import { type ImportOptions, importFiles, type SourceFile } from '../../kb/import.ts';
import { processor } from '../processor.ts';

const today = '2026-11-23';
const own = (id: string, over: Record<string, string> = {}, body = `The answer of ${id}.`): SourceFile => {
  const fields = {
    id,
    title: `Title of ${id}`,
    topic: 'returns',
    questions: `[about ${id}]`,
    mode: 'verbatim',
    locale: 'en',
    owner: 'Care',
    approved_by: 'Marta',
    approved_on: '2026-01-01',
    review_by: '2027-01-01',
    ...over,
  };
  const head = Object.entries(fields).flatMap(([key, value]) => (value === '' ? [] : [`${key}: ${value}`]));
  return { name: `returns/${id}.md`, text: `---\n${head.join('\n')}\n---\n${body}` };
};
const check = (files: SourceFile[], options: ImportOptions = {}) =>
  checkKnowledge(importFiles(files, { markdown: 'any', ...options }), today);
const rules = (...files: SourceFile[]) => check(files).map(({ severity, rule, file, line }) => `${severity} ${rule} ${file}:${line}`);

test('says nothing of a knowledge base that is as it should be', () => {
  expect(rules(own('a'), own('b'))).toEqual([]);
});

test('reports everything at once, errors first, by file and line', () => {
  expect(
    rules(
      own('a', { questions: '[shared, about a]' }, 'One answer, see [gone](gone.md).'),
      own('b', { questions: '[Shared?, about b]' }, 'Another answer.'),
      own('c', { approved_by: '' }),
      own('d', { review_by: '2026-11-22' }),
      own('e', {}, 'de\u200blivery'),
      own('f', { id: '' }),
      { ...own('a'), name: 'returns/z.md' },
    ),
  ).toEqual([
    'error broken-link returns/a.md:13',
    'error contradicting-questions returns/b.md:1',
    'error hidden-unicode returns/e.md:13',
    'error unreadable returns/f.md:2',
    'error unreadable returns/z.md:1',
    'warning not-approved returns/c.md:1',
    'warning past-review returns/d.md:1',
  ]);
});

test.each([
  ['an article of 200 pages', { text: 'A sentence of some words. '.repeat(10_000) }, 'too-long'],
  ['a question of 2,000 words', { questions: ['word '.repeat(2_000)] }, 'long-question'],
  ['more questions than anybody reads', { questions: Array.from({ length: 501 }, (_, i) => `question ${i}`) }, 'many-questions'],
])('refuses %s', (_, over, rule) => {
  const text = JSON.stringify({ id: 'a', title: 'Title', text: 'x', ...over });
  expect(
    check([{ name: 'x.jsonl', text }])
      .filter(({ severity }) => severity === 'error')
      .map((one) => one.rule),
  ).toEqual([rule]);
});

test('warns of a question without words, of a section without text and of a page that has run out', () => {
  const text = JSON.stringify({ id: 'a', title: 'Title', text: '## One\n\n## Two\n\nx', questions: ['🎉'], expires: '2026-01-01' });
  expect(check([{ name: 'x.jsonl', text }]).map(({ severity, rule }) => `${severity} ${rule}`)).toEqual([
    'warning empty-section',
    'warning wordless-question',
    'warning expired',
    'warning not-approved',
  ]);
  expect(rules(own('a', {}, '## One\n\n## Two\n\nx'))).toEqual(['warning empty-section returns/a.md:1']);
});

test('counts a question that an article has again and again once, and says so once', () => {
  const text = JSON.stringify({ id: 'a', question: 'How much?', answer: 'x', variants: Array.from({ length: 10_000 }, () => 'how much') });
  const found = check([{ name: 'x.jsonl', text }]);
  expect(found.map(({ severity, rule }) => `${severity} ${rule}`)).toEqual(['warning repeated-question', 'warning not-approved']);
  expect(found[0]?.message).toContain('has the question "How much?" 10,001 times');
});

test('takes no time that grows with the square of the articles of an export', () => {
  const lines = Array.from({ length: 20_000 }, (_, i) => JSON.stringify({ id: i, question: `question ${i}`, answer: `answer ${i}` }));
  const result = importFiles([{ name: 'faq.jsonl', text: lines.join('\n') }]);
  const spent = processor();
  expect(checkKnowledge(result, today)).toHaveLength(1);
  expect(spent()).toBeLessThan(3_000);
});

test('says once that an export carries no approvals', () => {
  const text = Array.from({ length: 50 }, (_, i) => JSON.stringify({ id: i, question: `question ${i}`, answer: `answer ${i}` })).join('\n');
  expect(check([{ name: 'faq.jsonl', text }])).toMatchObject([
    { rule: 'not-approved', message: expect.stringContaining('50 articles carry no approval') },
  ]);
});

test('refuses an empty knowledge base', () => {
  expect(rules()).toEqual(['error empty .:1']);
  expect(rules({ name: 'a.jsonl', text: '' })).toEqual(['error empty a.jsonl:1']);
});

test('names the one bad line among ten thousand', () => {
  const lines = Array.from({ length: 10_000 }, (_, i) => JSON.stringify({ id: i, question: `question ${i}`, answer: `answer ${i}` }));
  lines[7_776] = '{"id": 7776, oops';
  expect(check([{ name: 'faq.jsonl', text: lines.join('\n') }]).filter(({ severity }) => severity === 'error')).toMatchObject([
    { file: 'faq.jsonl', line: 7_777 },
  ]);
});

test('every message says what to do', () => {
  const found = check([
    own('a', { approved_by: '' }, '[x](gone)'),
    own('b', { questions: '[about a]' }),
    own('c', { review_by: '2020-01-01' }, 'x\u202ey'),
  ]);
  expect(found.length).toBeGreaterThan(4);
  for (const { message } of found) expect(message).toMatch(/[;.:] \S/);
});
