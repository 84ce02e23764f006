import { expect, test } from 'vitest';
import { plainText } from '../../kb/blocks.ts';
import { importFiles } from '../../kb/import.ts';
import { processor } from '../processor.ts';

const read = (...rows: object[]) => importFiles([{ name: 'x.jsonl', text: rows.map((row) => JSON.stringify(row)).join('\n') }]);

test('tells questions with answers from articles with a title and a text', () => {
  const { entries } = read({ id: 'a', question: 'q?', answer: 'x', title: 'ignored' }, { id: 'b', title: 'Title', text: 'words' });
  expect(entries.map(({ kind, article }) => `${kind} ${article.title}`)).toEqual(['row q?', 'page Title']);
});

test('keeps ids, variants, topic and language of a question', () => {
  const { articles } = read({ id: 7, question: 'q?', answer: 'x', variants: ['v?'], topic: 'shops', locale: 'pt-BR' });
  expect(articles).toMatchObject([
    { id: '7', questions: ['q?', 'v?'], topic: 'shops', locale: 'pt', mode: 'verbatim', approvedBy: 'import' },
  ]);
});

test('reads answers written in HTML', () => {
  const { articles } = read({ id: 'a', question: 'q?', answer: '<p>Send it <b>back</b>.</p>\n\n<ul>\n    <li>one</li></ul>' });
  expect(articles[0]?.blocks.map(({ type }) => type)).toEqual(['p', 'list']);
});

test('takes invisible leftovers out and says so, once for all rows', () => {
  const { articles, warnings } = read(
    { id: 'a', question: 'de\u200blivery?', answer: 'x\u00ady' },
    { id: 'b', question: 'q\u200b?', answer: 'x' },
  );
  expect(articles.map(({ title, blocks }) => `${title} ${plainText(blocks)}`)).toEqual(['delivery? xy', 'q? x']);
  expect(warnings).toEqual([
    { file: 'x.jsonl', line: 1, rule: 'changed', message: 'invisible or broken characters were taken out (3 times in all)' },
  ]);
});

test('says which links of answers lead nowhere, and keeps their words', () => {
  const { articles, warnings } = read({ id: 'a', question: 'q?', answer: 'see [terms](/terms)' });
  expect(plainText(articles[0]?.blocks ?? [])).toBe('see terms');
  expect(warnings[0]?.message).toContain('its words stay');
});

test.each([
  ['a word', 'Returns?'],
  ['emoji', '😀🎉'],
  ['scripts mixed', 'Wo ist мой パッケージ؟'],
  ['2,000 words', 'word '.repeat(2_000)],
])('reads a question of %s', (_, question) => {
  expect(read({ id: 'a', question, answer: 'x' }).articles).toMatchObject([{ questions: [question] }]);
});

test('names the line of what is no row at all, of an answer nested too deeply and of one without end', () => {
  const { problems } = importFiles([
    {
      name: 'x.jsonl',
      text: [
        '7',
        '{"id":"a"}',
        JSON.stringify({ id: 'b', question: 'q', answer: '<div>'.repeat(20_000) }),
        JSON.stringify({ id: 'c', question: 'q', answer: 'x'.repeat(400_000) }),
      ].join('\n'),
    },
  ]);
  expect(problems.map(({ line }) => line)).toEqual([1, 2, 2, 3, 4]);
  expect(problems[3]?.message).toContain('nested too deeply');
  expect(problems[4]?.message).toContain('the limit is 100,000');
});

test('looks at how much there is before anything else', () => {
  const row = (over: object) =>
    importFiles([{ name: 'x.jsonl', text: JSON.stringify({ id: 'a', question: 'q?', answer: 'x', ...over }) }]).problems[0]?.message;
  const spent = processor();
  expect(row({ answer: '\u200b'.repeat(5_000_000) })).toContain('the limit is 100,000');
  expect(row({ variants: Array.from({ length: 500_000 }, (_, i) => `v${i}`) })).toBe(
    'variants: may hold 20000; keep those that differ most.',
  );
  expect(spent()).toBeLessThan(3_000);
});
