import { expect, test } from 'vitest';
import { functionWords, lexicon, wordsOf } from '../../../worker/turn/function-words.ts';

test.each([
  ["Don't you know?", ["don't", 'you', 'know']],
  ['L’article n’est pas là', ["l'", 'article', "n'", 'est', 'pas', 'là']],
  ["Dov'è dell'ordine", ["dov'è", "dell'", 'ordine']],
  ['e-mail FW-10023', ['e-mail', 'fw-10023']],
  ['¿Dónde está?', ['dónde', 'está']],
  ['de\u00adliv\u200bery', ['delivery']],
  ['ｆｒｅｅ', ['free']],
  ['🙂 …', []],
])('finds the words of "%s"', (text, words) => {
  expect(wordsOf(text)).toEqual(words);
});

test('knows small words of the seven languages of the wording, each as its own word', () => {
  expect(Object.keys(functionWords)).toEqual(['en', 'es', 'fr', 'de', 'pt', 'it', 'nl']);
  for (const [language, lists] of Object.entries(functionWords)) {
    const phrases = Object.values(lists).flatMap((list) => list.split(/[ |]/));
    // A word that wordsOf would cut could never be met.
    expect({
      language,
      cut: phrases.filter(
        (word) =>
          !["l'", "d'", "j'", "m'", "t'", "s'", "n'", "c'", "qu'", "un'", "dell'", "all'", "dall'", "nell'"].includes(word) &&
          wordsOf(word)[0] !== word,
      ),
    }).toEqual({ language, cut: [] });
    expect(lexicon(language)?.all.size).toBeGreaterThan(80);
  }
});

test('has none for a language it does not know', () => {
  expect(lexicon('ja')).toBeNull();
});
