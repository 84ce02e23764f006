import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readKnowledge, readPolicy } from '../../../worker/release/build.ts';
import { compileTopics, matchTopics, plain } from '../../../worker/turn/topics.ts';
import { topic } from '../../policy/samples.ts';
import { processor } from '../../processor.ts';

const danger = topic('danger', {
  kind: 'safety',
  patterns: { en: ['\\bkill\\w*\\b', 'on fire'], de: ['brennt'] },
  except: { en: ['killing me', 'on fire sale'] },
});
const ids = (text: string) => matchTopics(compileTopics([danger]), plain(text)).map((match) => match.topic.id);

test('matches without regard to case, in every language at once', () => {
  expect(ids('The tent is ON FIRE')).toEqual(['danger']);
  expect(ids('help, es brennt')).toEqual(['danger']);
  expect(ids('all is well')).toEqual([]);
});

test('tells the words that matched', () => {
  expect(matchTopics(compileTopics([danger]), 'the tent is on fire').map(({ words }) => words)).toEqual(['on fire']);
});

test('takes back the words of an exception and not the whole message', () => {
  expect(ids('these prices are killing me')).toEqual([]);
  expect(ids('these prices are killing me and the stove is on fire')).toEqual(['danger']);
  expect(ids('killing me, killing me, kill')).toEqual(['danger']);
});

test('joins no words across an exception', () => {
  expect(ids('on killing me fire')).toEqual([]);
});

test('gives the same matches for the same text, again and again', () => {
  const compiled = compileTopics([danger]);
  for (let i = 0; i < 5; i++) expect(matchTopics(compiled, 'it brennt')).toHaveLength(1);
});

test.each([
  ['curly apostrophes', 'don’t', "don't"],
  ['wide letters', 'ｆｉｒｅ', 'fire'],
  ['zero-width characters', 'f\u200bi\u200cr\u2060e\ufeff', 'fire'],
  ['direction marks', '\u202efire\u202c \u200fnow', 'fire now'],
  ['soft hyphens', 'fi\u00adre', 'fire'],
  ['tabs, line breaks and no-break spaces', ' on\t\nfire\u00a0now ', 'on fire now'],
  ['composed accents', 'e\u0301claire', 'éclaire'],
])('reads through %s', (_, text, read) => {
  expect(plain(text)).toBe(read);
});

test('a message made plain stays as it is', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
      const once = plain(text);
      expect(plain(once)).toBe(once);
      expect(once).not.toMatch(/\p{Cf}/u);
    }),
  );
});

const { topics: real, examples } = await readPolicy('policy');
const recognized = compileTopics(real);

test.each([
  ['hello, где мой заказ?', 'hello'],
  ['hi 私の注文はどこですか', 'hello'],
  ['Πού είναι; thanks', 'thanks'],
  ['شكرا bye', 'goodbye'],
])('takes letters of every script for letters: %s is not only %s', (text, id) => {
  expect(matchTopics(recognized, plain(text)).map((match) => match.topic.id)).not.toContain(id);
});

/** What a pattern means: case-insensitive, over all letters of Unicode, on the text without what an exception covers. */
const reference = real.map(({ id, patterns, except }) => ({
  id,
  patterns: Object.values(patterns)
    .flat()
    .map((pattern) => new RegExp(pattern, 'iu')),
  except: Object.values(except)
    .flat()
    .map((pattern) => new RegExp(pattern, 'giu')),
}));
const meant = (text: string) =>
  reference
    .filter(({ patterns, except }) => {
      const rest = except.reduce((left, pattern) => left.replace(pattern, ' ~ '), text);
      return patterns.some((pattern) => pattern.test(rest));
    })
    .map(({ id }) => id);

test('matches what the patterns mean, however they are compiled', async () => {
  const questions = (await readKnowledge('kb/articles')).flatMap(({ questions }) => questions);
  const said = [...real.flatMap(({ examples }) => examples), ...questions.slice(0, 150)];
  const piece = fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(...said) },
    fc.constantFrom('ΝΑΙ', 'да', '注文', 'Ärger', 'É', 'ß', ' ', '!', '😀', '...', '1', "don't", ', '),
  );
  const message = fc
    .array(fc.tuple(piece, fc.boolean()), { minLength: 1, maxLength: 4 })
    .map((parts) => parts.map(([text, loud]) => (loud ? text.toUpperCase() : text)).join(' '));
  fc.assert(
    fc.property(message, (text) => {
      const read = plain(text);
      // An exception is tried only where the whole text matched first.
      const whole = reference.filter(({ patterns }) => patterns.some((pattern) => pattern.test(read))).map(({ id }) => id);
      expect(matchTopics(recognized, read).map((match) => match.topic.id)).toEqual(meant(read).filter((id) => whole.includes(id)));
    }),
    { numRuns: 120 },
  );
});

test.each(real.flatMap(({ id, examples }) => examples.map((example) => [id, example] as const)))(
  'the shop recognizes %s in: %s',
  (id, text) => {
    expect(matchTopics(recognized, plain(text)).map((match) => match.topic.id)).toContain(id);
  },
);

test('every topic of the shop is known in all seven languages: by patterns with examples of them, or by messages to learn from', () => {
  const languages = ['de', 'en', 'es', 'fr', 'it', 'nl', 'pt'];
  const whole = (lists: Record<string, string[]> = {}) => String(Object.keys(lists).sort()) === String(languages);
  const learned = new Map(examples.map(({ topic, like }) => [topic, like]));
  const poor = real.filter((one) => !(whole(one.patterns) && one.examples.length > 0) && !whole(learned.get(one.id)));
  expect(poor.map(({ id }) => id)).toEqual([]);
});

test('all patterns together read 4,000 hostile characters in time', () => {
  const hostile = ['i ', 'my ', 'the the ', 'please ', 'hi hi ', '!!! ', 'child ', 'a', ' ', 'if i want ', 'to talk to a ', 'order my '];
  for (const text of hostile) {
    const spent = processor();
    matchTopics(recognized, plain(text.repeat(4_000).slice(0, 4_000)));
    expect({ text, slow: spent() > 1_500 }).toEqual({ text, slow: false });
  }
});
