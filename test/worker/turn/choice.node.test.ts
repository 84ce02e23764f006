import fc from 'fast-check';
import { expect, test } from 'vitest';
import { asChosen, bareWords, chosenFrom } from '../../../worker/turn/choice.ts';
import { article } from '../../kb/samples.ts';
import { facts } from '../../policy/samples.ts';

const store = article('store', [], 'x', { title: 'Returning in a store?' });
const post = article('post', [], 'x', { title: 'Returning by post' });
const articles = new Map([store, post].map((one) => [one.id, one]));
const offered = [
  { articleId: 'store', title: store.title, confidence: 0.4 },
  { articleId: 'post', title: post.title, confidence: 0.3 },
];
const pick = (question: string, known = articles) => chosenFrom(offered, question, known)?.article.id ?? null;

test.each([
  ['Returning in a store?', 'store'],
  ['  returning IN a store ', 'store'],
  ['Returning\nby post!', 'post'],
  ['ｒeturning by post', 'post'],
])('takes "%s" for the article that was offered', (question, id) => {
  expect(pick(question)).toBe(id);
});

test.each(['', '?', '🙂', 'returning', 'Returning in a store or by post', 'Returning by post please', 'None of these'])(
  'does not take "%s" for a choice',
  (question) => {
    expect(pick(question)).toBeNull();
  },
);

test('keeps the confidence it was offered with', () => {
  expect(chosenFrom(offered, 'returning by post', articles)).toEqual({ article: post, confidence: 0.3 });
});

test('a double press is one choice, and of two presses the last counts', () => {
  expect(pick('Returning by post\nReturning by post')).toBe('post');
  expect(pick('Returning by post\nReturning in a store?')).toBe('store');
});

test('a choice that came together with other words is a question', () => {
  expect(pick('Returning by post\nand how long does that take?')).toBeNull();
});

test('what is gone from the release, or has another title by now, was not chosen', () => {
  expect(pick('Returning by post', new Map([['store', store]]))).toBeNull();
  expect(pick('Returning by post', new Map([['post', { ...post, title: 'Sending it back' }]]))).toBeNull();
  expect(pick('Returning by post', new Map([['post', { ...post, title: 'Returning by post!' }]]))).toBe('post');
});

test('nothing can be chosen while nothing is offered', () => {
  expect(chosenFrom([], 'Returning by post', articles)).toBeNull();
});

test('a title speaks no other language, greets nobody and asks for no order', () => {
  const seen = facts({ language: 'fi', smalltalk: 'hello', order: { needed: true, reference: 'FW1' } });
  expect(asChosen(seen, 'en')).toEqual({ language: 'en', smalltalk: '', order: { ...seen.order, needed: false } });
});

test('compares words, whatever stands between them', () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom('a', 'É', 'ß', '7'), { minLength: 1 }),
      fc.constantFrom(' ', ' \n', '?! ', ' — ', '🙂'),
      (words, gap) => {
        expect(bareWords(`${gap}${words.join(gap)}${gap}`)).toBe(words.join(' ').toLowerCase());
      },
    ),
  );
});
