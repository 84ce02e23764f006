import { expect, test } from 'vitest';
import { failed, fault } from '../../../../worker/ports/fault.ts';
import type { Hit, SearchPort } from '../../../../worker/ports/search/port.ts';
import type { UnitVectors } from '../../../../worker/ports/search/vectorize.ts';
import { fuse, hybridSearch, type Unit } from '../../../../worker/ports/search/vectorize-hybrid.ts';

const units: Unit[] = ['a', 'a', 'b', 'c'].map((articleId, i) => ({ articleId, kind: 'question', text: `unit ${i}` }));
const hit = (articleId: string, score: number): Hit => ({
  articleId,
  kind: 'title',
  text: `title of ${articleId}`,
  score,
  evidence: { coverage: 0.5, focus: 0.4, similarity: null },
});
const lexical: SearchPort = { name: 'lexical', search: async (_, limit) => [hit('b', 9), hit('a', 3)].slice(0, limit) };
const none = async () => failed('unavailable', 'not asked here');
const vectors = (search: UnitVectors['search']): UnitVectors => ({ search, upsert: none, ready: none, remove: none });
const query = { text: 'q', locale: 'en', vector: Int8Array.of(127, 3) };

test('words and vectors are fused by rank; evidence of both stands side by side', () => {
  const similar = [
    { unit: 1, similarity: 0.9 },
    { unit: 0, similarity: 0.8 },
    { unit: 3, similarity: 0.7 },
  ];
  const hits = fuse([hit('b', 9), hit('a', 3)], similar, units);
  expect(hits.map(({ articleId }) => articleId)).toEqual(['a', 'b', 'c']);
  expect(hits.map(({ evidence }) => evidence)).toEqual([
    { coverage: 0.5, focus: 0.4, similarity: 0.9 },
    { coverage: 0.5, focus: 0.4, similarity: null },
    { coverage: 0, focus: 0, similarity: 0.7 },
  ]);
  // The unit that words found stays, as its coverage is about it; only-similar articles show what was similar.
  expect(hits.map(({ text }) => text)).toEqual(['title of a', 'title of b', 'unit 3']);
});

test('the order does not hang on the order of the service', () => {
  const similar = [0, 2, 3].map((unit) => ({ unit, similarity: 0.5 }));
  expect(fuse([], similar, units)).toEqual(fuse([], similar.toReversed(), units));
});

test('a unit that the release does not have is not shown', () => {
  expect(fuse([], [{ unit: 99, similarity: 1 }], units)).toEqual([]);
});

test('says what found the hits', async () => {
  const search = hybridSearch(
    vectors(async () => ({ ok: true, value: { hits: [{ unit: 3, similarity: 0.7 }], foreign: 2 } })),
    lexical,
    units,
  );
  expect(await search.ask(query, 5)).toMatchObject({ said: 'vectorize+lexical', fault: null, foreign: 2 });
  expect((await search.search(query, 1)).map(({ articleId }) => articleId)).toHaveLength(1);
});

test('without an answer, or without a vector, it is the lexical driver and says so', async () => {
  let asked = 0;
  const search = hybridSearch(
    vectors(async () => {
      asked++;
      return failed('timeout', 'late', true);
    }),
    lexical,
    units,
  );
  const hits = await lexical.search(query, 5);
  expect(await search.ask(query, 5)).toEqual({
    hits,
    said: 'lexical (vectorize: timeout)',
    fault: fault('timeout', 'late', true),
    foreign: 0,
  });
  expect(await search.ask({ ...query, vector: null }, 5)).toEqual({ hits, said: 'lexical (no vector)', fault: null, foreign: 0 });
  expect(await search.search(query, 1)).toEqual(hits.slice(0, 1));
  expect(asked).toBe(2);
});
