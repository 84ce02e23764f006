import fc from 'fast-check';
import { expect, test } from 'vitest';
import { inFirstLanguage, localesFor, localesOf } from '../../../worker/turn/locales.ts';
import type { Passage } from '../../../worker/turn/record.ts';
import { article } from '../../kb/samples.ts';

const available = new Set(['en', 'es', 'de']);
const only = { answer_in_other_language: false, fallback_locales: { pt: ['es', 'en'] } };
const open = { ...only, answer_in_other_language: true };

test('a language answers itself', () => {
  expect(localesFor('es', available, only, 'en')).toEqual(['es']);
  expect(localesFor('es', available, open, 'en')[0]).toBe('es');
});

test('nothing answers a language without articles where the policy does not allow it, whatever chains there are', () => {
  expect(localesFor('pt', available, only, 'en')).toEqual([]);
  expect(localesFor('ja', available, only, 'en')).toEqual([]);
});

test('where it does, the chain of the language says which and in what order', () => {
  expect(localesFor('pt', available, open, 'en')).toEqual(['es', 'en']);
  expect(localesFor('pt', new Set(['en', 'de']), open, 'en')).toEqual(['en']);
  expect(localesFor('pt', new Set(['de']), open, 'en')).toEqual([]);
});

test('a language without a chain takes all there are, the release’s own first', () => {
  expect(localesFor('ja', available, open, 'en')).toEqual(['en', 'de', 'es']);
  expect(localesFor('constructor', available, open, 'es')).toEqual(['es', 'de', 'en']);
});

test('names only languages that there are, each once, and the customer’s first', () => {
  const locale: fc.Arbitrary<string> = fc.constantFrom('en', 'es', 'de', 'pt', 'ja');
  fc.assert(
    fc.property(locale, fc.uniqueArray(locale), fc.array(locale), fc.boolean(), (language, there, chain, allowed) => {
      const known = new Set(there);
      const found = localesFor(language, known, { answer_in_other_language: allowed, fallback_locales: { pt: chain } }, 'en');
      expect(found.filter((one) => !known.has(one))).toEqual([]);
      expect(new Set(found).size).toBe(found.length);
      if (known.has(language)) expect(found[0]).toBe(language);
      if (!allowed) expect(found.filter((one) => one !== language)).toEqual([]);
    }),
  );
});

const [english, spanish] = [
  article('returns', ['returns']),
  article('returns-es', ['devoluciones'], 'x', { locale: 'es', title: 'Devoluciones' }),
];
const alone = article('tents', ['tents']);
const map = (...all: (typeof english)[]) => new Map(all.map((one) => [one.id, one]));
const passage = (articleId: string, confidence = 0.9): Passage => ({ articleId, title: 'T', score: 1, confidence, matched: 'm' });
const first = (passages: Passage[], locales: string[], articles = map(english, spanish, alone)) =>
  inFirstLanguage(passages, locales, articles, '2026-11-23').map(({ articleId }) => articleId);

test('counts the languages of a release', () => {
  const articles = map(english, spanish);
  expect([...localesOf(articles)]).toEqual(['en', 'es']);
  expect(localesOf(articles)).toBe(localesOf(articles));
});

test('an article is given in the customer’s language where it is translated, with what was found about it', () => {
  expect(inFirstLanguage([passage('returns', 0.7)], ['es', 'en'], map(english, spanish), '2026-11-23')).toEqual([
    { ...passage('returns', 0.7), articleId: 'returns-es', title: 'Devoluciones' },
  ]);
  expect(first([passage('returns-es')], ['en', 'es'])).toEqual(['returns']);
  expect(first([passage('returns'), passage('tents')], ['es', 'en'])).toEqual(['returns-es', 'tents']);
});

test('an article and its translation stand once, as the better found of the two', () => {
  const found = inFirstLanguage([passage('returns', 0.8), passage('returns-es', 0.3)], ['es', 'en'], map(english, spanish), '2026-11-23');
  expect(found.map(({ articleId, confidence }) => [articleId, confidence])).toEqual([['returns-es', 0.8]]);
});

test('an overdue translation, another article of that name and one that is gone are left alone', () => {
  expect(first([passage('returns')], ['es', 'en'], map(english, { ...spanish, reviewBy: '2020-01-01' }))).toEqual(['returns']);
  expect(first([passage('returns')], ['es', 'en'], map(english, { ...spanish, locale: 'de' }))).toEqual(['returns']);
  expect(first([passage('gone')], ['es', 'en'])).toEqual(['gone']);
});
