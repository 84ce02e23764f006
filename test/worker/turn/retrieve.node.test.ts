import { expect, test } from 'vitest';
import { type EmbedPort, notInstalled } from '../../../worker/ports/embed/port.ts';
import type { Hit, Query, SearchPort } from '../../../worker/ports/search/port.ts';
import { type RetrievePorts, retrieve } from '../../../worker/turn/retrieve.ts';
import { article, guide } from '../../kb/samples.ts';
import { calibrationOf, engineOf } from './samples.ts';

const articles = [
  article('return', ['how do I return something', 'send back an item']),
  article('guarantee', ['how long is the resoling guarantee']),
  article('base', ['where is your moon base']),
];
const engine = engineOf(articles);
const ask = (question: string, locale = 'en') => retrieve({ ...engine, embed: notInstalled }, question, locale);

test('finds the approved article, what matched, and how sure it is', async () => {
  const [first, ...others] = await ask('how do I return something');
  expect(first).toMatchObject({ articleId: 'return', title: 'Title of return', matched: 'how do I return something' });
  expect(first?.confidence).toBeGreaterThan(0.9);
  const all = [first, ...others].reduce((sum, passage) => sum + (passage?.confidence ?? 0), 0);
  expect(all).toBeLessThanOrEqual(1 + 1e-6);
});

test('says which passage of a long article fits, and none where there is no text', async () => {
  const long = engineOf([guide(), ...articles]);
  const [first] = await retrieve({ ...long, embed: notInstalled }, 'about tents: slide the sleeve over the crack', 'en');
  expect(first).toMatchObject({ articleId: 'guide', passage: 2 });
  const [whole] = await retrieve({ ...engineOf([article('bare', ['moon'], '')]), embed: notInstalled }, 'moon', 'en');
  expect(whole).toMatchObject({ articleId: 'bare' });
  expect(whole).not.toHaveProperty('passage');
});

test('finds nothing where nothing is said, and nothing in a language without articles', async () => {
  for (const question of ['', '😀', '\u200b']) expect(await ask(question)).toEqual([]);
  expect(await ask('how do I return something', 'de')).toEqual([]);
});

/** A search over vectors of an embedder called "two", which records what it is asked. */
function recorder(similarity: number | null, score = 3) {
  const asked: Query[] = [];
  const embedded: (readonly string[])[] = [];
  const hit: Hit = {
    articleId: 'return',
    kind: 'question',
    text: 'q',
    passage: null,
    score,
    evidence: { coverage: 1, focus: 1, similarity },
  };
  const search: SearchPort = {
    name: 'recorder',
    embeddable: (text) => `${text} as read`,
    async search(query) {
      asked.push(query);
      return [hit];
    },
  };
  const embed = (name: string): EmbedPort => ({
    name,
    async embed(texts) {
      embedded.push(texts);
      return [Int8Array.of(1, 2)];
    },
  });
  const ports = (by: EmbedPort): RetrievePorts => ({
    articles: engine.articles,
    search,
    embed: by,
    calibration: (locale) => calibrationOf({ locale, maker: 'two' }),
  });
  return { asked, embedded, embed, ports };
}

test('embeds the question as the search reads it, and gives both to the search', async () => {
  const { asked, embedded, embed, ports } = recorder(0.9);
  const [found] = await retrieve(ports(embed('two')), 'q', 'en');
  expect(embedded).toEqual([['q as read']]);
  expect(asked).toEqual([{ text: 'q', locale: 'en', vector: Int8Array.of(1, 2) }]);
  expect(found?.confidence).toBeGreaterThan(0.9);
});

test('without vectors there are passages and no probability', async () => {
  const { asked, ports } = recorder(null);
  const [found] = await retrieve(ports({ ...notInstalled, name: 'two' }), 'q', 'en');
  expect(asked).toEqual([{ text: 'q', locale: 'en', vector: null }]);
  expect(found).toMatchObject({ articleId: 'return', score: 3, confidence: 0 });
});

test('vectors of another maker are not even made', async () => {
  const { asked, embedded, embed, ports } = recorder(null);
  const [found] = await retrieve(ports(embed('three')), 'q', 'en');
  expect(embedded).toEqual([]);
  expect(asked).toEqual([{ text: 'q', locale: 'en', vector: null }]);
  expect(found?.confidence).toBe(0);
});

test('without a calibration there is no probability either', async () => {
  const { embed, ports } = recorder(0.9);
  const [found] = await retrieve({ ...ports(embed('two')), calibration: () => undefined }, 'q', 'en');
  expect(found).toMatchObject({ articleId: 'return', confidence: 0 });
});

test('names an article that the release does not hold by its id', async () => {
  const { embed, ports } = recorder(0.9);
  expect(await retrieve({ ...ports(embed('two')), articles: new Map() }, 'q', 'en')).toMatchObject([
    { articleId: 'return', title: 'return' },
  ]);
});
