import fc from 'fast-check';
import { expect, test } from 'vitest';
import { plainText } from '../../kb/blocks.ts';
import { importFiles } from '../../kb/import.ts';
import { articleSchema } from '../../kb/schema.ts';
import { processor } from '../processor.ts';

const markdown = (over: Record<string, string> = {}, body = 'Send it back within **30 days**.') => {
  const fields = {
    id: 'how-to-return',
    title: 'How do I return something?',
    topic: 'returns',
    questions: '[how do I return something?]',
    mode: 'verbatim',
    locale: 'en',
    owner: 'Marta Kowalska',
    approved_by: 'Marta Kowalska',
    approved_on: '2026-11-01',
    review_by: '2027-11-01',
    ...over,
  };
  const head = Object.entries(fields)
    .filter(([, value]) => value !== '')
    .map(([key, value]) => `${key}: ${value}`);
  return `---\n${head.join('\n')}\n---\n${body}\n`;
};
const one = (name: string, text: string) => importFiles([{ name, text }]);

test('reads an article with its dates and its answer', () => {
  const { articles, problems } = one('return.md', markdown());
  expect(problems).toEqual([]);
  expect(articles).toHaveLength(1);
  expect(articles[0]).toMatchObject({
    id: 'how-to-return',
    approvedBy: 'Marta Kowalska',
    approvedOn: '2026-11-01',
    reviewBy: '2027-11-01',
  });
  expect(plainText(articles[0]?.blocks ?? [])).toBe('Send it back within 30 days.');
});

test('reads a file that Windows wrote', () => {
  const { articles, problems } = one('return.md', `\uFEFF${markdown().replaceAll('\n', '\r\n')}`);
  expect(problems).toEqual([]);
  expect(articles.map(({ id }) => id)).toEqual(['how-to-return']);
});

test('keeps an article that nobody approved, without an approver', () => {
  const { articles } = one('return.md', markdown({ approved_by: '', approved_on: '', review_by: '' }));
  expect(articles[0]).toMatchObject({ approvedBy: null, approvedOn: null, reviewBy: null });
});

test('names file and line of each wrong field', () => {
  const { articles, problems } = one('return.md', markdown({ mode: 'creative', locale: 'english' }));
  expect(articles).toEqual([]);
  expect(problems.map(({ file, line }) => `${file}:${line}`)).toEqual(['return.md:6', 'return.md:7']);
  expect(problems[0]?.message).toMatch(/^mode: /);
});

test.each([
  ['without front matter', 'Just words.', 1, 'has no front matter'],
  ['whose front matter never ends', '---\nid: a\nwords', 1, 'has no front matter'],
  ['whose front matter is not YAML', '---\nid: [a\n---\nwords', 2, 'front matter is not YAML'],
  ['whose front matter is empty', '---\n\n---\nwords', 2, 'has to be fields with values'],
])('refuses a page %s', (_, text, line, message) => {
  const { articles, problems } = one('page.md', text);
  expect(articles).toEqual([]);
  expect(problems[0]).toMatchObject({ file: 'page.md', line });
  expect(problems[0]?.message).toContain(message);
});

test('refuses an article without a text, and one whose text is only a picture', () => {
  for (const body of ['', '\n\n', '![](https://a.example/x.png)']) {
    const { articles, problems } = one('return.md', markdown({}, body));
    expect(articles).toEqual([]);
    expect(problems).toEqual([
      { file: 'return.md', line: 13, message: 'has no text below the front matter; write the approved answer there.' },
    ]);
  }
});

test('reads CSV with quotes, line breaks, a byte-order mark and variants', () => {
  const text = '\uFEFFid,question,answer,variants,topic\r\n7,"Where, exactly?","Line one\nLine two",where | which place|,shops\r\n';
  const { articles, problems } = one('faq.csv', text);
  expect(problems).toEqual([]);
  expect(articles).toMatchObject([
    {
      id: '7',
      title: 'Where, exactly?',
      questions: ['Where, exactly?', 'where', 'which place'],
      topic: 'shops',
      mode: 'verbatim',
      approvedBy: 'import',
    },
  ]);
});

test('gives the line in which a bad CSV row begins, after rows of several lines', () => {
  const text = 'id,question,answer\n1,q,"a\nb\nc"\n\n2,q,"d\ne"\n3,,"f\ng"\n';
  expect(one('faq.csv', text).problems.map(({ line }) => line)).toEqual([8]);
});

test('refuses CSV whose quotes do not close', () => {
  const { articles, problems } = one('faq.csv', 'id,question,answer\n1,"open,never closed\n');
  expect(articles).toEqual([]);
  expect(problems).toEqual([
    { file: 'faq.csv', line: 2, message: expect.stringContaining('begins a row that is not readable CSV (Quote Not Closed') },
  ]);
});

test('reads JSONL, skips blank lines and reports every bad one', () => {
  const rows = ['{"id":"a","question":"q?","answer":"x","variants":["v"]}', '', '{broken', '{"id":"b","question":"q?"}'];
  const { articles, problems } = one('faq.jsonl', `\uFEFF${rows.join('\r\n')}`);
  expect(articles.map(({ id, topic }) => `${id} ${topic}`)).toEqual(['a general']);
  expect(problems.map(({ line }) => line)).toEqual([3, 4]);
});

test('takes a number as an id, as cases do, and no topic as the general one', () => {
  expect(one('faq.jsonl', '{"id":7,"question":"q?","answer":"x","topic":null}').articles).toMatchObject([{ id: '7', topic: 'general' }]);
});

test('refuses an imported answer without words, which no release could hold', () => {
  const { articles, problems } = one('faq.jsonl', '{"id":"a","question":"q?","answer":"![](x.png)"}');
  expect(articles).toEqual([]);
  expect(problems).toEqual([{ file: 'faq.jsonl', line: 1, message: 'answer: holds no words; write the approved answer there.' }]);
});

test('names both files that use one id', () => {
  const { articles, problems } = importFiles([
    { name: 'a.md', text: markdown() },
    { name: 'b.md', text: markdown() },
  ]);
  expect(articles).toHaveLength(1);
  expect(problems).toEqual([{ file: 'b.md', line: 1, message: 'id "how-to-return" is also used in a.md; give one a new id.' }]);
});

test('reads all files before it gives up, so that every problem is reported at once', () => {
  const { problems } = importFiles([
    { name: 'a.md', text: 'nothing' },
    { name: 'b.txt', text: 'nothing' },
    { name: 'c.jsonl', text: '{' },
  ]);
  expect(problems.map(({ file }) => file)).toEqual(['a.md', 'b.txt', 'c.jsonl']);
});

test('refuses a file without any article', () => {
  expect(one('faq.jsonl', '\n\n').problems).toEqual([
    { file: 'faq.jsonl', line: 1, rule: 'empty', message: 'holds no article; add at least one.' },
  ]);
});

test('refuses nothing at all as well', () => {
  expect(importFiles([]).problems).toMatchObject([
    { rule: 'empty', message: 'there is no article here; the assistant would know nothing.' },
  ]);
});

test('reads no more once there are too many articles, and says what to do', () => {
  const file = (name: string) => ({
    name,
    text: Array.from({ length: 19_000 }, (_, i) => `{"id":"${name}${i}","question":"q${name}${i}","answer":"x"}`).join('\n'),
  });
  const seen: string[] = [];
  const { problems } = importFiles([file('a.jsonl'), file('b.jsonl'), { name: 'c.jsonl', text: '{oops' }], {
    onProgress: (step, done, total) => void seen.push(`${step} ${done}/${total}`),
  });
  expect(problems).toEqual([{ file: 'b.jsonl', line: 1, message: expect.stringContaining('more than 20,000 articles') }]);
  expect(seen).toContain('reading articles 1/3');
  expect(seen).toContain('reading rows of b.jsonl 200/19000');
});

test('takes one more row of a file than there may be, however many it has', () => {
  const text = `id,question,answer\n${Array.from({ length: 60_000 }, (_, i) => `${i},question ${i},answer`).join('\n')}`;
  const spent = processor();
  const { problems, articles } = one('faq.csv', text);
  expect([problems.length, articles.length]).toEqual([1, 20_001]);
  expect(spent()).toBeLessThan(10_000);
});

test('gives the same order whatever the order of files', () => {
  const row = (id: string) => ({ name: `${id}.jsonl`, text: JSON.stringify({ id, question: 'q?', answer: 'x' }) });
  fc.assert(
    fc.property(fc.shuffledSubarray(['a', 'B', 'c', '10', '9', 'ä'], { minLength: 6 }), (ids) => {
      expect(importFiles(ids.map(row)).articles.map(({ id }) => id)).toEqual(['10', '9', 'B', 'a', 'c', 'ä']);
    }),
  );
});

test('every imported entry is an article that a release can hold, whatever its words', () => {
  const text = fc.string({ unit: 'binary', minLength: 1, maxLength: 600, size: 'max' });
  fc.assert(
    fc.property(text, text, fc.array(text, { maxLength: 3 }), (question, answer, variants) => {
      const { articles, problems } = one('x.jsonl', JSON.stringify({ id: 'x', question, answer, variants }));
      expect(articles.length + problems.length).toBe(1);
      for (const article of articles) expect(articleSchema.safeParse(article).error).toBeUndefined();
    }),
  );
});
