import { expect, test } from 'vitest';
import {
  buildIndexes,
  type KnowledgeIndex,
  questionsAnArticle,
  readerOf,
  textsOf,
} from '../../../../worker/ports/search/knowledge-index.ts';
import { SURFACE, surfaceVector } from '../../../../worker/ports/search/surface.ts';
import { numbersOfTerms } from '../../../../worker/ports/search/vocabulary.ts';
import { article } from '../../../kb/samples.ts';
import { unitsIn } from './samples.ts';

const articles = [
  article('times', ['how long does delivery take', 'when do parcels arrive']),
  article('plazos', ['cuánto tarda el envío'], 'Tres días.', { locale: 'es' }),
  article('costs', ['how much is shipping']),
];
const synonyms = { en: [['parcel', 'package']] };
const row = ({ vectors, dimensions }: KnowledgeIndex, u: number) => vectors.slice(u * dimensions, (u + 1) * dimensions);

test('each language has an index of its own, in alphabetical order, with the articles of the release by number', () => {
  const [english, spanish, ...others] = buildIndexes(articles, {});
  expect(others).toEqual([]);
  expect([english?.locale, [...(english?.articles ?? [])]]).toEqual(['en', [0, 2]]);
  expect([spanish?.locale, [...(spanish?.articles ?? [])]]).toEqual(['es', [1]]);
  expect(english && new Set(unitsIn(english, articles).map((unit) => unit.article))).toEqual(new Set([0, 2]));
  expect(numbersOfTerms(english?.vocabulary ?? new Uint8Array())('parcel')).toBeGreaterThanOrEqual(0);
  expect(numbersOfTerms(spanish?.vocabulary ?? new Uint8Array())('parcel')).toBe(-1);
});

test('without an embedder every unit has a vector of its letters', () => {
  for (const index of buildIndexes(articles, {})) {
    expect(index).toMatchObject({ maker: SURFACE.name, dimensions: SURFACE.dimensions });
    const units = unitsIn(index, articles);
    expect(units.map((_, u) => row(index, u))).toEqual(units.map(({ text }) => surfaceVector(text, index.locale)));
  }
});

test('takes vectors where there are some, by language', () => {
  const [english, spanish] = buildIndexes(articles, {}, (locale, texts) =>
    locale === 'es' ? null : { maker: 'two', vectors: texts.map((_, u) => Int8Array.of(u, -u)) },
  );
  expect(english).toMatchObject({ maker: 'two', dimensions: 2 });
  expect(english?.vectors).toHaveLength((english?.unitKind.length ?? 0) * 2);
  expect(english && [...row(english, 3)]).toEqual([3, -3]);
  expect(spanish?.maker).toBe(SURFACE.name);
});

test('is not trained yet, and has no index without articles', () => {
  for (const { landmarks, weights, weightStep } of buildIndexes(articles, {}))
    expect([landmarks.length, weights.length, weightStep.length]).toEqual([0, 0, 0]);
  expect(buildIndexes([], {})).toEqual([]);
});

test('gives the texts to embed in the order of the units, with synonyms read as the first of their line', () => {
  const parcels = [article('a', ['Where is my PACKAGE?']), ...articles];
  const texts = textsOf(parcels, synonyms);
  const asked: Record<string, readonly string[]> = {};
  buildIndexes(parcels, synonyms, (locale, own) => {
    asked[locale] = own;
    return null;
  });
  expect(Object.fromEntries(texts)).toEqual(asked);
  expect(texts.get('en')?.[0]).toBe('where is my parcel?');
  expect(texts.get('es')?.[0]).toBe('cuánto tarda el envío');
});

test('reads a question with its synonyms, and who says the very word is nearer', () => {
  const reader = readerOf(synonyms, 'en');
  expect(reader.fold('my package')).toBe('my parcel');
  const { words } = reader.terms('my package');
  expect(words).toEqual(expect.arrayContaining([...reader.terms('parcel').words]));
  expect(words.length).toBe(reader.terms('my parcel').words.length + 1);
  expect(readerOf(synonyms, 'es').fold('mi package')).toBe('mi package');
});

test('counts the questions and titles of an average article', () => {
  const [english] = buildIndexes(articles, {});
  expect(english && questionsAnArticle(english)).toBe((3 + 2) / 2);
  expect(questionsAnArticle({ unitKind: new Uint8Array(), articles: new Uint32Array() })).toBe(0);
});
