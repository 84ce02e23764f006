import fc from 'fast-check';
import { expect, test } from 'vitest';
import { tokens } from '../../../../kb/tokens.ts';
import { buildIndex, type LexicalIndex, lexicalSearch } from '../../../../worker/ports/search/bm25.ts';
import { readKnowledge } from '../../../../worker/release/build.ts';
import { article } from '../../../kb/samples.ts';

const articles = [
  article(
    'delivery-time',
    ['how long does delivery take', 'when do parcels arrive'],
    'Standard delivery takes three to five working days.',
  ),
  article('delivery-cost', ['how much is delivery', 'is shipping free'], 'Delivery costs EUR 4.90 and is free from EUR 60.'),
  article('returns', ['how do I send something back', 'can I return boots'], 'You may return everything within thirty days.'),
];
const searchOf = (all: typeof articles) => {
  const driver = lexicalSearch(buildIndex(all), all);
  return (text: string, limit = 5, locale = 'en') => driver.search({ text, locale, vector: null }, limit);
};
const search = searchOf(articles);
const ids = async (text: string, limit?: number) => (await search(text, limit)).map(({ articleId }) => articleId);

test('finds the article whose question it is, with the question that matched', async () => {
  const [hit] = await search('How much is DELIVERY?');
  expect(hit).toMatchObject({ articleId: 'delivery-cost', kind: 'question', text: 'how much is delivery' });
  expect(hit?.evidence).toEqual({ coverage: expect.closeTo(1, 5), focus: expect.closeTo(1, 5), similarity: null });
});

test('finds an article by its text when no question fits, and says so', async () => {
  const [hit] = await search('thirty days');
  expect(hit).toMatchObject({ articleId: 'returns', kind: 'text' });
});

test('knows nothing of words that are nowhere', async () => {
  for (const text of ['zebra', '', '😀', '\u200b', '   ', '?!']) expect(await ids(text)).toEqual([]);
});

test('is less covered by what it does not know', async () => {
  const [sure] = await search('how much is delivery');
  const [unsure] = await search('how much is delivery of zebras by helicopter');
  expect(unsure?.articleId).toBe('delivery-cost');
  expect(unsure?.evidence.coverage ?? 1).toBeLessThan(sure?.evidence.coverage ?? 0);
});

test('gives each article once, best first, and no more than asked for', async () => {
  const hits = await search('delivery and return of boots and parcels');
  expect(new Set(hits.map(({ articleId }) => articleId)).size).toBe(hits.length);
  expect(hits.map(({ score }) => score)).toEqual(hits.map(({ score }) => score).sort((a, b) => b - a));
  expect(await ids('delivery and return', 1)).toHaveLength(1);
});

test('has no hits without articles', async () => {
  expect(await searchOf([])('delivery')).toEqual([]);
});

test('takes the words of another language as they are written', async () => {
  const german = searchOf([article('versand', ['was kostet der Versand'], 'Der Versand kostet 4,90 Euro.', { locale: 'de' })]);
  expect((await german('Was kostet der Versand?', 5, 'de')).map(({ articleId }) => articleId)).toEqual(['versand']);
});

/** What the worker relies on when it reads the arrays without looking. */
function expectConsistent(index: LexicalIndex, count: number): void {
  const { vocabulary, units, postingStart, postingUnit, postingCount, unitLength, unitWeight } = index;
  expect(postingStart).toHaveLength(vocabulary.length + 1);
  expect(postingStart[0]).toBe(0);
  expect(postingStart[vocabulary.length]).toBe(postingUnit.length);
  expect(postingCount).toHaveLength(postingUnit.length);
  expect(unitLength).toHaveLength(units.length);
  expect(unitWeight).toHaveLength(units.length);
  expect([...vocabulary].sort()).toEqual(vocabulary);
  expect(new Set(vocabulary).size).toBe(vocabulary.length);
  expect(units.every((unit) => unit.article >= 0 && unit.article < count)).toBe(true);
  const words = new Array<number>(units.length).fill(0);
  for (let word = 0; word < vocabulary.length; word++) {
    const rows = [...postingUnit.slice(postingStart[word], postingStart[word + 1])];
    expect(rows.length).toBeGreaterThan(0);
    expect(new Set(rows).size).toBe(rows.length);
    for (let row = postingStart[word] ?? 0; row < (postingStart[word + 1] ?? 0); row++) {
      expect(postingCount[row]).toBeGreaterThan(0);
      words[postingUnit[row] ?? 0] = (words[postingUnit[row] ?? 0] ?? 0) + (postingCount[row] ?? 0);
    }
  }
  expect(words).toEqual([...unitLength]);
  expect(unitWeight.every((weight, unit) => (unitLength[unit] === 0 ? weight === 0 : weight > 0))).toBe(true);
}

const word = fc.constantFrom(
  'how',
  'long',
  'much',
  'delivery',
  'return',
  'boots',
  'tent',
  'price',
  'card',
  'size',
  'repair',
  'wash',
  'jacket',
  'gift',
);
const question = fc.uniqueArray(word, { minLength: 2, maxLength: 5 }).map((words) => words.join(' '));
const meaning = (text: string) => [...new Set(tokens(text, 'en'))].sort().join(' ');
/** Articles whose questions are all different questions, with any text. */
const library = fc
  .uniqueArray(question, { selector: meaning, minLength: 2, maxLength: 12 })
  .chain((questions) =>
    fc.tuple(
      fc.constant(questions),
      fc.array(fc.nat(3), { minLength: questions.length, maxLength: questions.length }),
      fc.array(question, { minLength: 4, maxLength: 4 }),
    ),
  )
  .map(([questions, owner, texts]) =>
    texts.flatMap((text, n) => {
      const own = questions.filter((_, i) => owner[i] === n);
      return own.length === 0 ? [] : [article(`a${n}`, own, `${text}. ${text}.`)];
    }),
  );

test('the arrays of an index agree with each other, for any articles', () => {
  fc.assert(fc.property(library, (all) => expectConsistent(buildIndex(all), all.length)));
  const odd = fc.array(fc.string({ unit: 'binary', maxLength: 30 }), { maxLength: 4 });
  fc.assert(
    fc.property(odd, fc.string({ unit: 'binary' }), (questions, text) => {
      const all = [article('odd', questions, text), article('even', ['delivery'])];
      expectConsistent(buildIndex(all), all.length);
    }),
  );
});

test('an exact question of an article finds that article first, whatever the others say', async () => {
  await fc.assert(
    fc.asyncProperty(library, async (all) => {
      const find = searchOf(all);
      for (const { id, questions } of all) {
        for (const exact of questions) expect((await find(exact))[0]?.articleId).toBe(id);
      }
    }),
    { numRuns: 200 },
  );
});

test('is deterministic: the same index and the same hits, every time', async () => {
  await fc.assert(
    fc.asyncProperty(library, question, async (all, text) => {
      expect(buildIndex(all)).toEqual(buildIndex(structuredClone(all)));
      expect(await searchOf(all)(text)).toEqual(await searchOf(all)(text));
    }),
    { numRuns: 50 },
  );
});

test('gives shares between 0 and 1 for any question', async () => {
  await fc.assert(
    fc.asyncProperty(fc.oneof(fc.string({ unit: 'binary' }), question), async (text) => {
      for (const { score, evidence } of await search(text)) {
        expect(score).toBeGreaterThan(0);
        for (const share of [evidence.coverage, evidence.focus]) {
          expect(share).toBeGreaterThanOrEqual(0);
          expect(share).toBeLessThanOrEqual(1);
        }
      }
    }),
  );
});

test('every question of the shop’s articles finds its article first', async () => {
  const shop = await readKnowledge('kb/articles');
  const find = searchOf(shop);
  const lost: string[] = [];
  for (const { id, questions } of shop) {
    for (const exact of questions) {
      const [first] = await find(exact, 1);
      if (first?.articleId !== id) lost.push(`${id}: ${exact} -> ${first?.articleId}`);
    }
  }
  expect(lost).toEqual([]);
});
