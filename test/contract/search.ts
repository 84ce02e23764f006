import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Article } from '../../kb/schema.ts';
import type { Query, SearchPort } from '../../worker/ports/search/port.ts';
import { article } from '../kb/samples.ts';

export interface SearchSuite {
  name: string;
  /** A driver over these articles, with whatever turns a question into a vector, and how to end it. */
  start(
    articles: readonly Article[],
  ): Promise<{ search: SearchPort; embed(text: string): Promise<Query['vector']>; close(): Promise<void> }>;
}

const articles = [
  article(
    'delivery-time',
    ['how long does delivery take', 'when do parcels arrive'],
    'Standard delivery takes three to five working days.',
  ),
  article('delivery-cost', ['how much is delivery', 'is shipping free'], 'Delivery costs EUR 4.90 and is free from EUR 60.'),
  article('returns', ['how do I send something back', 'can I return boots'], 'You may return everything within thirty days.'),
  article('tents', ['how do I wash a tent', 'which tent for winter'], 'Wash by hand with cold water.'),
];
const ids = articles.map(({ id }) => id);
const odd = [
  '',
  ' \n',
  '😀',
  '\u200b',
  '\ud83d',
  '?!',
  'a'.repeat(5_000),
  'word '.repeat(2_000),
  'مرحبا 你好 こんにちは',
  "'; DROP TABLE units; --",
];

/** What every search driver keeps to (worker/ports/search/port.ts). */
export function testSearch(suite: SearchSuite): void {
  describe(`search ${suite.name}`, () => {
    let started: Awaited<ReturnType<SearchSuite['start']>>;
    beforeAll(async () => {
      started = await suite.start(articles);
    }, 60_000);
    afterAll(() => started.close());
    const search = async (text: string, limit = 5, locale = 'en') =>
      started.search.search({ text, locale, vector: await started.embed(text) }, limit);

    test('has a name', () => {
      expect(started.search.name).toMatch(/^[a-z0-9+-]+$/);
    });

    test('finds the article of every question first', async () => {
      for (const { id, questions } of articles) {
        for (const question of questions) expect((await search(question))[0]?.articleId, question).toBe(id);
      }
    });

    test('finds an article by its text', async () => {
      expect((await search('within thirty days'))[0]?.articleId).toBe('returns');
    });

    test('gives each article once, best first, no more than asked for, and only articles that exist', async () => {
      for (const limit of [1, 2, 5, 200]) {
        const hits = await search('how do I return a delivery of boots and a tent', limit);
        expect(hits.length).toBeGreaterThan(0);
        expect(hits.length).toBeLessThanOrEqual(limit);
        expect(new Set(hits.map(({ articleId }) => articleId)).size).toBe(hits.length);
        expect(hits.every(({ articleId }) => ids.includes(articleId))).toBe(true);
        expect(hits.map(({ score }) => score)).toEqual(hits.map(({ score }) => score).sort((a, b) => b - a));
      }
    });

    test('gives evidence inside its bounds', async () => {
      for (const text of ['how long does delivery take', 'wash boots in winter', ...odd]) {
        for (const { score, text: words, kind, evidence } of await search(text)) {
          expect(score).toBeGreaterThan(0);
          expect(words).not.toBe('');
          expect(['title', 'question', 'text']).toContain(kind);
          for (const share of [evidence.coverage, evidence.focus]) {
            expect(share).toBeGreaterThanOrEqual(0);
            expect(share).toBeLessThanOrEqual(1);
          }
          expect(Math.abs(evidence.similarity ?? 0)).toBeLessThanOrEqual(1);
        }
      }
    });

    test('takes any question without a vector', async () => {
      for (const text of odd) expect(Array.isArray(await started.search.search({ text, locale: 'en', vector: null }, 5))).toBe(true);
      const [hit] = await started.search.search({ text: 'how long does delivery take', locale: 'en', vector: null }, 5);
      expect(hit).toMatchObject({ articleId: 'delivery-time', evidence: { similarity: null } });
    });

    test('gives the same answer to the same question', async () => {
      expect(await search('how much is delivery of a tent')).toEqual(await search('how much is delivery of a tent'));
    });

    test('has no hits without articles', async () => {
      const empty = await suite.start([]);
      try {
        const vector = await empty.embed('delivery');
        expect(await empty.search.search({ text: 'delivery', locale: 'en', vector }, 5)).toEqual([]);
      } finally {
        await empty.close();
      }
    });
  });
}
