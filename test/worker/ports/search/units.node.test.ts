import fc from 'fast-check';
import { expect, test } from 'vitest';
import { passagesOf } from '../../../../kb/chunk.ts';
import { unitsOf, unitsOfAll } from '../../../../worker/ports/search/units.ts';
import { article, guide } from '../../../kb/samples.ts';

test('an article is its questions, its title and its text', () => {
  expect(unitsOf(article('a', ['how now', 'brown cow'], 'Very well.'), 3)).toEqual([
    { article: 3, kind: 'question', part: 0, text: 'how now', passage: -1 },
    { article: 3, kind: 'question', part: 1, text: 'brown cow', passage: -1 },
    { article: 3, kind: 'title', part: 0, text: 'Title of a', passage: -1 },
    { article: 3, kind: 'text', part: 0, text: 'Very well.', passage: 0 },
  ]);
});

test('a title that says the same as a question is one unit, and so are two spellings of a question', () => {
  const units = unitsOf(article('a', ['How now?', 'how NOW'], 'Well.', { title: 'how now' }), 0);
  expect(units.map(({ kind, text }) => [kind, text])).toEqual([
    ['question', 'How now?'],
    ['text', 'Well.'],
  ]);
});

test('a question that is the heading of a passage belongs to it, others to the whole article', () => {
  const questions = unitsOf(guide('guide', ['Drying a tent?', 'tell me all']), 0).filter(({ kind }) => kind === 'question');
  expect(questions.map(({ text, passage }) => [text, passage])).toEqual([
    ['Drying a tent?', 1],
    ['tell me all', -1],
  ]);
});

test('every stretch of a long article says under which heading it stands, and to which passage it belongs', () => {
  const long = guide();
  const stretches = unitsOf(long, 0).filter(({ kind }) => kind === 'text');
  for (const [i, { path }] of passagesOf(long).entries()) {
    const own = stretches.filter(({ passage }) => passage === i);
    expect(own.length).toBeGreaterThan(1);
    for (const { text } of own) expect(text.startsWith(`${path.at(-1)} `)).toBe(true);
  }
});

test('a stretch ends with a sentence where one ends in time', () => {
  const sentence = 'one two three four five six seven eight nine ten.';
  const stretches = unitsOf(article('a', [], Array(3).fill(sentence).join(' ')), 0).filter(({ kind }) => kind === 'text');
  expect(stretches.map(({ text }) => text)).toEqual([sentence, sentence, sentence]);
});

test('stretches hold all words of a text in order, and none is long', () => {
  const words = fc.array(fc.constantFrom('one', 'two', 'three', 'four.', 'five!', 'six?', 'seven。', 'eight\n', '9.5'), { maxLength: 120 });
  fc.assert(
    fc.property(words, (some) => {
      const text = some.join(' ');
      const stretches = unitsOf(article('a', [], text), 0).filter(({ kind }) => kind === 'text');
      expect(stretches.flatMap(({ text: part }) => part.split(' '))).toEqual(text.split(/\s+/).filter(Boolean));
      for (const { text: part } of stretches) expect(part.split(' ').length).toBeLessThanOrEqual(18);
    }),
  );
});

test('an article without words has no unit of text', () => {
  expect(unitsOf(article('a', [], ' \n '), 0).map(({ kind }) => kind)).toEqual(['title']);
});

const books = Array.from({ length: 4 }, (_, i) => guide(`guide-${i}`));
const texts = (units: ReturnType<typeof unitsOf>[]) => units.flat().filter(({ kind }) => kind === 'text');

test('a release with little text is cut into the shortest stretches, article by article', () => {
  const all = unitsOfAll(books);
  expect(all).toEqual({ stretch: 18, units: books.map((book, i) => unitsOf(book, i)) });
});

test('the more text a release has, the longer its stretches, and no word is lost', () => {
  const words = (units: ReturnType<typeof unitsOf>[]) => new Set(texts(units).flatMap(({ text }) => text.split(' ')));
  const short = unitsOfAll(books);
  const most = texts(short.units).length;
  expect(unitsOfAll(books, most).stretch).toBe(18);
  const longer = unitsOfAll(books, most - 1);
  expect(longer.stretch).toBeGreaterThan(18);
  expect(texts(longer.units).length).toBeLessThan(most);
  expect(words(longer.units)).toEqual(words(short.units));
});

test('where there are more passages than stretches may be, each passage is one', () => {
  const { units } = unitsOfAll(books, 1);
  expect(texts(units).map(({ article: number, passage }) => [number, passage])).toEqual(
    books.flatMap((book, i) => passagesOf(book).map((_, p) => [i, p])),
  );
});
