import { expect, test } from 'vitest';
import { notInstalled } from '../../../worker/ports/embed/port.ts';
import type { Hit, Query, SearchPort } from '../../../worker/ports/search/port.ts';
import { retrieve } from '../../../worker/turn/retrieve.ts';
import { article } from '../../kb/samples.ts';
import { engineOf } from './samples.ts';

const articles = [
  article('return', ['how do I return something', 'send back an item']),
  article('overdue', ['how long is the resoling guarantee'], undefined, { reviewBy: '2026-11-22' }),
  article('draft', ['where is your moon base'], undefined, { approvedBy: null }),
];
const engine = engineOf(articles);
const ask = (question: string, today = '2026-11-23') => retrieve({ ...engine, embed: notInstalled }, question, 'en', today);

test('finds the approved article, what matched, and how sure it is', async () => {
  const found = await ask('how do I return something');
  expect(found.article?.id).toBe('return');
  expect(found.stale).toBe(false);
  expect(found.passages[0]).toMatchObject({ articleId: 'return', title: 'Title of return', matched: 'how do I return something' });
  expect(found.confidence).toBe(found.passages[0]?.confidence);
  expect(found.confidence).toBeGreaterThan(0.9);
});

test('says that an article is overdue from the day after its review', async () => {
  expect((await ask('how long is the resoling guarantee', '2026-11-22')).stale).toBe(false);
  expect((await ask('how long is the resoling guarantee', '2026-11-23')).stale).toBe(true);
});

test('says of an article that nobody approved that it may not be used', async () => {
  const found = await ask('where is your moon base');
  expect(found).toMatchObject({ stale: true, article: { id: 'draft' } });
});

test('finds nothing where no word is known', async () => {
  for (const question of ['', 'zzz', '😀', '\u200b']) {
    expect(await ask(question)).toEqual({ passages: [], confidence: 0, article: null, stale: false });
  }
});

test('gives the search the embedded question, or none where no embedder is installed', async () => {
  const asked: Query[] = [];
  const search: SearchPort = {
    name: 'recorder',
    async search(query) {
      asked.push(query);
      return [];
    },
  };
  await retrieve({ articles: engine.articles, search, embed: notInstalled }, 'q', 'de', '2026-11-23');
  const vector = Int8Array.of(1, 2);
  await retrieve({ articles: engine.articles, search, embed: { name: 'two', embed: async () => [vector] } }, 'q', 'de', '2026-11-23');
  expect(asked).toEqual([
    { text: 'q', locale: 'de', vector: null },
    { text: 'q', locale: 'de', vector },
  ]);
});

test('uses no article that the release does not hold', async () => {
  const hit: Hit = { articleId: 'gone', kind: 'question', text: 'q', score: 3, evidence: { coverage: 1, focus: 1, similarity: null } };
  const search: SearchPort = { name: 'odd', search: async () => [hit] };
  expect(await retrieve({ articles: engine.articles, search, embed: notInstalled }, 'q', 'en', '2026-11-23')).toMatchObject({
    article: null,
    stale: false,
    passages: [{ articleId: 'gone', title: 'gone' }],
  });
});
