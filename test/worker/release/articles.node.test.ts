import { expect, test } from 'vitest';
import { articleLines, readArticles } from '../../../worker/release/articles.ts';
import { article, guide } from '../../kb/samples.ts';

const articles = [guide(), ...Array.from({ length: 200 }, (_, i) => article(`a${i}`, ['how\nnow'], `Answer ${i} 😀`))];
const bytes = articleLines(articles);
const problem = (text: string) => {
  const read = readArticles(new TextEncoder().encode(text));
  return read.ok ? null : read.problem;
};

test('reads back every article, and its text as often as it is asked for', () => {
  const read = readArticles(bytes);
  expect(read).toEqual({ ok: true, value: articles });
  expect(read).toEqual({ ok: true, value: articles });
  expect(readArticles(articleLines([]))).toEqual({ ok: true, value: [] });
});

test('an article can be copied, written and listed like any other', () => {
  const read = readArticles(bytes);
  if (!read.ok) throw new Error(read.problem);
  expect(JSON.parse(JSON.stringify(read.value[0] && { ...read.value[0] }))).toEqual(articles[0]);
  expect(structuredClone(read.value)).toEqual(articles);
});

test('what is read often is read once', () => {
  const read = readArticles(bytes);
  if (!read.ok) throw new Error(read.problem);
  const [first] = read.value;
  expect(first?.blocks).toBe(first?.blocks);
});

test.each([
  ['no line feed at its end', JSON.stringify(article('a', ['b'])), /article 1 does not end/],
  ['a line that is no JSON', `${JSON.stringify(article('a', ['b']))}\n{\n`, /article 2 is not JSON/],
  ['an empty line', '\n', /article 1 is not JSON/],
  ['an article without text', '{"id":"a"}\n', /article 1 does not fit/],
])('refuses %s', (_, text, message) => {
  expect(problem(text)).toMatch(message);
});
