import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Article } from '../../../kb/schema.ts';
import { bareWords } from '../../../worker/turn/choice.ts';
import { nearMisses } from '../../../worker/turn/near.ts';
import type { Passage } from '../../../worker/turn/record.ts';
import { article } from '../../kb/samples.ts';

const today = '2026-11-23';
const settings = { together: 0.6, share: 0.4 };
const passage = (articleId: string, confidence: number): Passage => ({ articleId, title: '', score: 0, confidence, matched: '' });
const knows = (...articles: Article[]) => new Map(articles.map((one) => [one.id, one]));
const all = knows(...['a', 'b', 'c', 'd', 'e'].map((id) => article(id, [])));
const offer = (confidences: number[], over: { threshold?: number; articles?: Map<string, Article> } = {}) =>
  nearMisses(
    confidences.map((confidence, i) => passage('abcde'[i] ?? '', confidence)),
    over.threshold ?? 0.8,
    settings,
    over.articles ?? all,
    today,
  ).map(({ articleId }) => articleId);

test('offers the best and those close to it, by their titles, with what each was worth', () => {
  expect(nearMisses([passage('a', 0.45), passage('b', 0.3), passage('c', 0.02)], 0.8, settings, all, today)).toEqual([
    { articleId: 'a', title: 'Title of a', confidence: 0.45 },
    { articleId: 'b', title: 'Title of b', confidence: 0.3 },
  ]);
});

test('offers four at most', () => {
  expect(offer([0.25, 0.2, 0.2, 0.2, 0.2])).toEqual(['a', 'b', 'c', 'd']);
});

test.each([
  ['the best is sure enough', [0.8, 0.4]],
  ['there is nothing', []],
  ['there is only one', [0.7]],
  ['the best stands alone', [0.7, 0.1]],
  ['they are not likely together', [0.3, 0.25]],
  ['the best is hopeless, however many there are', [0.19, 0.19, 0.19, 0.19]],
])('offers nothing where %s', (_, confidences) => {
  expect(offer(confidences)).toEqual([]);
});

test('offers at the stated level and share exactly, and not below', () => {
  expect(offer([0.4, 0.2])).toEqual(['a', 'b']);
  expect(offer([0.4, 0.19])).toEqual([]);
  expect(offer([0.5, 0.2])).toEqual(['a', 'b']);
  expect(offer([0.5, 0.19])).toEqual([]);
});

test('never offers an article that is overdue, unapproved or gone, nor counts it', () => {
  const overdue = article('a', [], 'x', { reviewBy: '2026-11-22' });
  const nobody = article('b', [], 'x', { approvedBy: null });
  expect(offer([0.4, 0.3, 0.35, 0.3], { articles: knows(overdue, article('b', []), article('c', []), article('d', [])) })).toEqual([
    'b',
    'c',
    'd',
  ]);
  expect(offer([0.4, 0.3, 0.35], { articles: knows(article('a', []), nobody, article('c', [])) })).toEqual(['a', 'c']);
  expect(offer([0.4, 0.4], { articles: knows(article('a', [])) })).toEqual([]);
});

test('never offers one title twice, whatever its case and marks, nor one without letters', () => {
  const same = knows(article('a', [], 'x', { title: 'Returns' }), article('b', [], 'x', { title: 'RETURNS?' }), article('c', []));
  expect(offer([0.4, 0.4, 0.3], { articles: same })).toEqual(['a', 'c']);
  expect(offer([0.4, 0.4], { articles: knows(article('a', []), article('b', [], 'x', { title: '🙂?!' })) })).toEqual([]);
});

test('offers nothing where the policy does not want it', () => {
  expect(nearMisses([passage('a', 0.45), passage('b', 0.3)], 0.8, null, all, today)).toEqual([]);
});

test('whatever is found: none, or two to four different current articles that keep what the policy states', () => {
  const anyArticle = fc.record({ title: fc.constantFrom('One', 'one!', 'Two', 'Three', '…'), late: fc.boolean() });
  fc.assert(
    fc.property(fc.array(fc.tuple(anyArticle, fc.double({ min: 0, max: 1, noNaN: true })), { maxLength: 8 }), (found) => {
      const articles = knows(
        ...found.map(([{ title, late }], i) => article(`${i}`, [], 'x', { title, reviewBy: late ? '2020-01-01' : '2099-01-01' })),
      );
      const sorted = found.map(([, confidence], i) => passage(`${i}`, confidence)).sort((one, other) => other.confidence - one.confidence);
      const offered = nearMisses(sorted, 0.8, settings, articles, today);
      if (offered.length === 0) return;
      expect(offered.length).toBeGreaterThanOrEqual(2);
      expect(offered.length).toBeLessThanOrEqual(4);
      expect(new Set(offered.map(({ title }) => bareWords(title))).size).toBe(offered.length);
      expect(offered.every(({ articleId }) => (articles.get(articleId)?.reviewBy ?? '') >= today)).toBe(true);
      expect(offered.reduce((sum, { confidence }) => sum + confidence, 0)).toBeGreaterThanOrEqual(settings.together);
      expect(Math.min(...offered.map(({ confidence }) => confidence))).toBeGreaterThanOrEqual(
        settings.share * (sorted[0]?.confidence ?? 0),
      );
    }),
  );
});
