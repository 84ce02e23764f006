import fc from 'fast-check';
import { expect, test } from 'vitest';
import { eachPosting } from '../../../../worker/ports/search/postings.ts';
import { buildTerms, sharing, termsOf } from '../../../../worker/ports/search/terms.ts';
import type { Unit } from '../../../../worker/ports/search/units.ts';
import { numbersOfTerms } from '../../../../worker/ports/search/vocabulary.ts';

const unit = (article: number, text: string, kind: Unit['kind'] = 'question'): Unit => ({ article, kind, part: 0, text, passage: -1 });
const build = (units: Unit[]) => buildTerms(units, ({ text }) => termsOf(text, 'de'));
const postings = (units: Unit[]) => {
  const { vocabulary, postingStart, postings: bytes } = build(units);
  return Object.fromEntries(
    new TextDecoder()
      .decode(vocabulary)
      .split('\n')
      .slice(0, -1)
      .map((term, t) => {
        const found: number[] = [];
        eachPosting(bytes, postingStart[t] ?? 0, postingStart[t + 1] ?? 0, (unit) => found.push(unit));
        return [term, found];
      }),
  );
};
const idf = (found: number, of: number) => Math.log(1 + (of - found + 0.5) / (found + 0.5)) ** 1.25;

test('reads distinct words and distinct pairs of neighbours', () => {
  expect(termsOf('rot rot blau rot rot', 'de')).toEqual({ words: ['rot', 'blau'], pairs: ['rot rot', 'rot blau', 'blau rot'] });
  expect(termsOf('Rot!', 'de')).toEqual({ words: ['rot'], pairs: [] });
  expect(termsOf(' ?! ', 'de')).toEqual({ words: [], pairs: [] });
});

test('knows the units of every word, and of every pair but those of text', () => {
  expect(postings([unit(0, 'rot blau'), unit(1, 'blau'), unit(1, 'rot blau', 'text')])).toEqual({
    blau: [0, 1, 2],
    rot: [0, 2],
    'rot blau': [0],
  });
});

test('a word weighs by the articles it stands in, however often one says it; a pair weighs nothing there', () => {
  const { vocabulary, wordWeight, unitWeight } = build([unit(0, 'rot'), unit(0, 'rot blau'), unit(1, 'blau'), unit(2, 'gelb')]);
  const weight = (term: string) => wordWeight[numbersOfTerms(vocabulary)(term)];
  expect(weight('rot')).toBeCloseTo(idf(1, 3), 5);
  expect(weight('blau')).toBeCloseTo(idf(2, 3), 5);
  expect(weight('rot blau')).toBe(0);
  expect(unitWeight[1]).toBeCloseTo(idf(1, 3) + idf(2, 3), 5);
});

test('a term weighs by the questions and titles it stands in, and text does not count', () => {
  const { vocabulary, termWeight, unitNorm } = build([unit(0, 'rot'), unit(1, 'rot', 'title'), unit(1, 'rot blau', 'text')]);
  expect(termWeight[numbersOfTerms(vocabulary)('rot')]).toBeCloseTo(1, 5);
  expect(termWeight[numbersOfTerms(vocabulary)('blau')]).toBeCloseTo((Math.log(3) + 1) ** 2, 5);
  expect(unitNorm[0]).toBeCloseTo(1, 5);
  expect(unitNorm[2]).toBeCloseTo(Math.sqrt(1 + (Math.log(3) + 1) ** 2), 5);
});

test('says what a text shares with every unit', () => {
  const units = [unit(0, 'rot blau'), unit(1, 'blau'), unit(2, 'gelb')];
  const terms = build(units);
  const share = sharing(terms, 3);
  const { mass, dot, asked, norm } = share(['rot', 'blau'], ['rot blau']);
  expect(mass[0]).toBeCloseTo(terms.unitWeight[0] ?? 0, 5);
  expect(mass[1]).toBeCloseTo(idf(2, 3), 5);
  expect(mass[2]).toBe(0);
  expect(asked).toBeCloseTo(idf(1, 3) + idf(2, 3), 5);
  // The same words are the same direction.
  expect((dot[0] ?? 0) / norm / (terms.unitNorm[0] ?? 0)).toBeCloseTo(1, 5);
});

test('a word that no article knows was asked for all the same, an unknown pair was not', () => {
  const share = sharing(build([unit(0, 'rot'), unit(1, 'blau')]), 2);
  const { mass, asked, norm } = share(['rot', 'lila'], ['rot lila']);
  expect(asked).toBeCloseTo(idf(1, 2) + idf(0, 2), 5);
  expect(mass[0]).toBeCloseTo(idf(1, 2), 5);
  expect(norm).toBeGreaterThan(0);
  expect(share([], [])).toMatchObject({ asked: 0, norm: 0 });
});

test('no unit shares more than was asked or than it weighs', () => {
  const text = fc.array(fc.constantFrom('rot', 'blau', 'gelb', 'lila', 'grau'), { maxLength: 7 }).map((words) => words.join(' '));
  const kinds = fc.constantFrom<Unit['kind']>('question', 'title', 'text');
  const units = fc.array(fc.record({ article: fc.nat(4), kind: kinds, part: fc.constant(0), text, passage: fc.constant(-1) }), {
    maxLength: 12,
  });
  fc.assert(
    fc.property(units, text, (some, question) => {
      const terms = build(some);
      const { words, pairs } = termsOf(question, 'de');
      const { mass, dot, asked, norm } = sharing(terms, new Set(some.map(({ article }) => article)).size)(words, pairs);
      some.forEach((_, u) => {
        expect(mass[u]).toBeLessThanOrEqual(asked + 1e-4);
        expect(mass[u]).toBeLessThanOrEqual((terms.unitWeight[u] ?? 0) + 1e-4);
        expect(dot[u]).toBeLessThanOrEqual(norm * (terms.unitNorm[u] ?? 0) + 1e-3);
      });
    }),
  );
});

test('the order of units changes no weight', () => {
  const units = [unit(0, 'rot blau'), unit(1, 'blau gelb'), unit(2, 'gelb', 'text')];
  const [first, second] = [build(units), build([...units].reverse())];
  for (const name of ['vocabulary', 'wordWeight', 'termWeight'] as const) expect(second[name]).toEqual(first[name]);
  expect([...second.unitNorm].reverse()).toEqual([...first.unitNorm]);
});
