import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Article } from '../../../../kb/schema.ts';
import { kernelModule } from '../../../../worker/ports/embed/static/node.ts';
import { makeScan } from '../../../../worker/ports/embed/static/scan.ts';
import { kernel } from '../../../../worker/ports/search/evidence.ts';
import { alikeInWords, best, knowledgeSearch, lookUp } from '../../../../worker/ports/search/hybrid.ts';
import { buildIndexes } from '../../../../worker/ports/search/knowledge-index.ts';
import { plainScan } from '../../../../worker/ports/search/vectors.ts';
import { train } from '../../../../worker/release/judge.ts';
import { article, guide } from '../../../kb/samples.ts';
import { unitsIn } from './samples.ts';

const articles = [
  article('times', ['how long does delivery take', 'when does my parcel arrive'], 'Three to five working days.'),
  article('costs', ['how much is shipping', 'is delivery free'], 'EUR 4.90, free from EUR 60.'),
  article('returns', ['how do I send something back', 'can I return boots'], 'Within thirty days.'),
  article('tents', ['how do I wash a tent', 'which tent for winter'], 'Wash by hand with cold water.'),
];
const trained = (known: readonly Article[]) => buildIndexes(known, {}).map((index) => train(index, known, {}, plainScan, []).index);
const searchOf = (known: readonly Article[], indexes = buildIndexes(known, {})) => knowledgeSearch(indexes, known, {});
const ask = (search: ReturnType<typeof searchOf>, text: string, limit = 5, locale = 'en', vector: Int8Array | null = null) =>
  search.search({ text, locale, vector }, limit);

test('numbers of the largest values, largest first, ties by number', () => {
  expect(best(Float32Array.of(1, 3, 2, 3, 1), 4)).toEqual([1, 3, 2, 0]);
  expect(best(Float64Array.of(), 4)).toEqual([]);
  expect(best(Float32Array.of(1, 2), 0)).toEqual([]);
});

test.each([
  ['untrained', buildIndexes(articles, {})],
  ['trained', trained(articles)],
])('finds the article of each of its questions, %s', async (_, indexes) => {
  const search = searchOf(articles, indexes);
  for (const { id, questions } of articles)
    for (const question of questions) {
      const [hit] = await ask(search, question);
      expect(hit).toMatchObject({ articleId: id, kind: 'question', text: question });
      expect(hit?.evidence.coverage).toBeCloseTo(1, 5);
      expect(hit?.evidence.focus).toBeCloseTo(1, 5);
      expect(hit?.evidence.similarity).toBeCloseTo(1, 5);
    }
});

test('training moves the lead to what the questions mean', () => {
  const [plain, fitted] = [buildIndexes(articles, {})[0], trained(articles)[0]];
  if (!plain || !fitted) throw new Error('no index');
  const margin = (index: typeof plain) => {
    const { scores } = lookUp(index, {}).ask('how long does shipping take', null);
    const [first = 0, second = 0] = best(scores, 2);
    return { first, lead: (scores[first] ?? 0) - (scores[second] ?? 0) };
  };
  expect(fitted.weights.some((weight) => weight !== 0)).toBe(true);
  expect(margin(fitted).first).toBe(0);
  expect(margin(fitted).lead).toBeGreaterThan(margin(plain).lead);
});

test('equal articles come in the order of the release', async () => {
  const twins = ['b', 'a', 'c'].map((id) => article(id, ['can I return it'], 'The same.', { title: 'The same' }));
  for (const known of [twins, [...twins].reverse()]) {
    const hits = await ask(searchOf(known), 'can I return it');
    expect(hits.map(({ articleId }) => articleId)).toEqual(known.map(({ id }) => id));
    expect(new Set(hits.map(({ score }) => score)).size).toBe(1);
  }
});

test('the order of articles is no matter for their scores', async () => {
  const words = fc.array(fc.constantFrom('delivery', 'tent', 'boots', 'free', 'wash', 'how', 'long', 'zzz'), {
    minLength: 1,
    maxLength: 6,
  });
  const orders = fc.shuffledSubarray(articles, { minLength: articles.length });
  const search = searchOf(articles);
  await fc.assert(
    fc.asyncProperty(words, orders, async (some, order) => {
      const scores = async (of: typeof search) =>
        Object.fromEntries((await ask(of, some.join(' '))).map(({ articleId, score }) => [articleId, score]));
      expect(await scores(searchOf(order))).toEqual(await scores(search));
    }),
    { numRuns: 40 },
  );
});

test('is the same with the kernel as with the plain loop', async () => {
  const module = await kernelModule();
  const indexes = trained(articles);
  const fast = knowledgeSearch(indexes, articles, {}, (rows, width) => makeScan(module, rows, width));
  for (const question of ['how long', 'wash my boots', 'free delivery of a tent'])
    expect(await ask(fast, question)).toEqual(await ask(searchOf(articles, indexes), question));
});

test('asks the language that is named and no other', async () => {
  const known = [...articles, article('zeiten', ['wie lange dauert die lieferung'], 'Drei Tage.', { locale: 'de' })];
  const search = searchOf(known);
  expect((await ask(search, 'wie lange dauert die lieferung', 5, 'de')).map(({ articleId }) => articleId)).toEqual(['zeiten']);
  expect((await ask(search, 'wie lange dauert die lieferung', 5, 'en')).map(({ articleId }) => articleId)).not.toContain('zeiten');
  expect(await ask(search, 'wie lange', 5, 'fr')).toEqual([]);
});

const two = buildIndexes(articles, {}, (_, texts) => ({ maker: 'two', vectors: texts.map((__, u) => Int8Array.of(u + 1, 5)) }));

test('says that it does not know the likeness of a text without a vector, and finds it by its words', async () => {
  const search = searchOf(articles, two);
  const [hit] = await ask(search, 'how do I wash a tent');
  expect(hit).toMatchObject({ articleId: 'tents', evidence: { similarity: null } });
  const [known] = await ask(search, 'how do I wash a tent', 5, 'en', Int8Array.of(1, 5));
  expect(known?.evidence.similarity).toEqual(expect.any(Number));
});

test('wants embedded what a language needs an embedder for, as it reads it', () => {
  const synonyms = { en: [['tent', 'bivouac']] };
  expect(knowledgeSearch(two, articles, synonyms).embeddable('My BIVOUAC', 'en')).toBe('my tent');
  expect(knowledgeSearch(two, articles, synonyms).embeddable('x', 'de')).toBeNull();
  expect(searchOf(articles).embeddable('my tent', 'en')).toBeNull();
});

test('finds what customers call by another word', async () => {
  const synonyms = { en: [['tent', 'bivouac']] };
  const search = knowledgeSearch(buildIndexes(articles, synonyms), articles, synonyms);
  expect((await ask(search, 'how do I wash a bivouac'))[0]).toMatchObject({ articleId: 'tents', text: 'how do I wash a tent' });
});

test('names the passage of a long article: that of its heading, else that whose text fits', async () => {
  const long = guide('guide', ['drying a tent', 'tell me about tents']);
  const search = searchOf([long, ...articles]);
  expect((await ask(search, 'drying a tent'))[0]).toMatchObject({ articleId: 'guide', passage: 1 });
  expect((await ask(search, 'tell me about tents: slide the sleeve over the crack'))[0]).toMatchObject({ articleId: 'guide', passage: 2 });
});

test('words are alike from 0 to 1', () => {
  const [index] = buildIndexes(articles, {});
  if (!index) throw new Error('no index');
  const { shared } = lookUp(index, {}).ask('how do I wash a tent', null);
  unitsIn(index, articles).forEach(({ text }, u) => {
    const alike = alikeInWords(index, shared, u);
    expect(alike).toBeGreaterThanOrEqual(0);
    expect(alike).toBeLessThanOrEqual(1 + 1e-6);
    if (text === 'how do I wash a tent') expect(alike).toBeCloseTo(1, 5);
  });
  const nothing = lookUp(index, {}).ask('', null);
  expect(alikeInWords(index, nothing.shared, 0)).toBe(0);
});

test('the trained part in whole numbers is the weighted sum of likenesses to landmarks', () => {
  const [index] = trained(articles);
  if (!index) throw new Error('no index');
  const { ask: look } = lookUp({ ...index, landmarks: new Uint32Array() }, {});
  const { ask: lookTrained } = lookUp(index, {});
  for (const question of ['how long does shipping take', 'wash', 'nothing of this', '']) {
    const { scores: plain, likeness, shared } = look(question, null);
    const { scores } = lookTrained(question, null);
    scores.forEach((score, a) => {
      let sum = 0;
      index.landmarks.forEach((unit, i) => {
        const weight = (index.weights[a * index.landmarks.length + i] ?? 0) * (index.weightStep[a] ?? 0);
        sum += weight * kernel(likeness[unit] ?? 0, alikeInWords(index, shared, unit));
      });
      expect(score - (plain[a] ?? 0)).toBeCloseTo(sum, 3);
    });
  }
});

test('takes likeness from who has it, where a question has a vector', async () => {
  const search = knowledgeSearch(two, articles, {});
  const asked: Int8Array[] = [];
  const likenessOf = async (index: (typeof two)[number], vector: Int8Array) => {
    asked.push(vector);
    return Float32Array.from(unitsIn(index, articles), ({ text }) => Number(text === 'which tent for winter'));
  };
  const query = { text: 'qwxz', locale: 'en', vector: Int8Array.of(1, 1) };
  expect((await search.search(query, 1, likenessOf))[0]).toMatchObject({
    articleId: 'tents',
    text: 'which tent for winter',
    evidence: { similarity: 1 },
  });
  await search.search({ ...query, vector: null }, 1, likenessOf);
  expect(asked).toEqual([query.vector]);
  expect(await search.search(query, 5, async () => null)).toEqual(await search.search(query, 5));
});
