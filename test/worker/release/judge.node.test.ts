import { expect, test } from 'vitest';
import type { Article } from '../../../kb/schema.ts';
import { lookUp } from '../../../worker/ports/search/hybrid.ts';
import { buildIndexes, type KnowledgeIndex } from '../../../worker/ports/search/knowledge-index.ts';
import { TEXT } from '../../../worker/ports/search/unit-numbers.ts';
import { plainScan } from '../../../worker/ports/search/vectors.ts';
import { type Foreign, train } from '../../../worker/release/judge.ts';
import { article } from '../../kb/samples.ts';

const articles = [
  article('times', ['how long does delivery take', 'how long is the delivery time', 'delivery duration'], 'Three days.'),
  article('returns', ['can I return boots', 'how do I return boots', 'return of boots'], 'Thirty days.'),
  article('tents', ['how do I wash a tent', 'may a tent be washed', 'wash the tent'], 'By hand.'),
];
function indexOf(known: readonly Article[]): KnowledgeIndex {
  const [index] = buildIndexes(known, {});
  if (!index) throw new Error('no index');
  return index;
}
const judge = (known: readonly Article[], foreign: readonly Foreign[] = []) => train(indexOf(known), known, {}, plainScan, foreign);
const of = (found: ReturnType<typeof judge>, kind: string) => found.judged.filter((one) => one.kind === kind);

test('judges every question once without itself and once without its article; titles are not questions', () => {
  const found = judge(articles);
  expect(of(found, 'own')).toHaveLength(9);
  expect(of(found, 'left-out')).toHaveLength(9);
  expect(of(found, 'foreign')).toEqual([]);
  expect(of(found, 'own').every(({ right }) => right)).toBe(true);
  expect(of(found, 'left-out').some(({ right, next }) => right || next)).toBe(false);
});

test('a question like no other of its article is not known to be right, because itself does not count', () => {
  const odd = [article('odd', ['qwxz plorp vemnik'], 'Yes.', { title: 'Yes' }), ...articles];
  const found = judge(odd);
  const { scores } = lookUp(found.index, {}).ask('qwxz plorp vemnik', null);
  expect(scores.indexOf(Math.max(...scores))).toBe(0);
  const [first] = of(found, 'own');
  expect(first?.right).toBe(false);
  expect(first?.margin).toBeLessThan(0.2);
});

test('what an article says is no help to a question while the article is left out', () => {
  const found = judge(articles);
  const mean = (kind: string) => of(found, kind).reduce((sum, { margin }) => sum + margin, 0) / 9;
  expect(mean('own')).toBeGreaterThan(2 * mean('left-out'));
});

test('says when the right article was among the next three', () => {
  const twins = [
    article('store', ['can I return it', 'may I return it'], 'The same.', { title: 'A' }),
    article('post', ['can I return it', 'may I return it'], 'The same.', { title: 'B' }),
    ...articles,
  ];
  const missed = of(judge(twins), 'own').filter(({ right }) => !right);
  expect(missed.length).toBeGreaterThan(0);
  expect(missed.every(({ next }) => next)).toBe(true);
});

test('a question of the world is judged with the finished index, and is never right', () => {
  const foreign = [{ text: 'who won the world cup', vector: null }];
  const found = judge(articles, foreign);
  const { scores } = lookUp(found.index, {}).ask('who won the world cup', null);
  const [first = 0, second = 0] = [...scores].sort((a, b) => b - a);
  expect(of(found, 'foreign')).toEqual([{ margin: first - second, score: first, right: false, next: false, kind: 'foreign' }]);
});

test('what is nearly the words of an article is not foreign to it', () => {
  expect(of(judge(articles, [{ text: 'How do I wash a tent?', vector: null }]), 'foreign')).toEqual([]);
});

test('trains on questions and titles, and changes nothing else', () => {
  const before = indexOf(articles);
  const { index } = judge(articles);
  expect([...index.landmarks].sort((a, b) => a - b)).toEqual([...before.unitKind.keys()].filter((u) => before.unitKind[u] !== TEXT));
  expect(index.weights).toHaveLength(index.articles.length * index.landmarks.length);
  const { landmarks: _, weights: __, weightStep: ___, ...rest } = index;
  expect(before).toMatchObject(rest);
});

test('one article needs no training, and two are too few to leave one out', () => {
  const one = judge(articles.slice(0, 1));
  expect(one.index.landmarks).toHaveLength(0);
  expect(of(one, 'own')).toHaveLength(3);
  const two = judge(articles.slice(0, 2));
  expect(of(two, 'left-out')).toEqual([]);
  expect(two.index.landmarks).toHaveLength(8);
});

test('judges the same way every time', () => {
  const foreign = [{ text: 'how high is the tower', vector: null }];
  expect(judge(articles, foreign)).toEqual(judge(articles, foreign));
});
