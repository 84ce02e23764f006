import { expect, test } from 'vitest';
import type { RepliesView } from '../../../../policy/replies.ts';
import { foundReplies, textOf } from '../../../../widget/desk/conversation/replies.ts';

const view: RepliesView = {
  base: 'en',
  replies: [
    { id: 'hello', title: 'Hello', keywords: ['greeting'], texts: { en: 'Hello, I am here.', de: 'Guten Tag, ich bin da.' } },
    { id: 'late', title: 'Your order is late', keywords: ['carrier'], texts: { en: 'I have asked.' } },
  ],
};
const found = (query: string, language = 'de') => foundReplies(view, query, language).map(({ id }) => id);

test('finds by title, keyword, and words of either language; everything where nothing is asked', () => {
  expect(found('')).toEqual(['hello', 'late']);
  expect(found('carrier')).toEqual(['late']);
  expect(found('guten')).toEqual(['hello']);
  expect(found('i am here')).toEqual(['hello']);
  expect(found('order late')).toEqual(['late']);
  expect(found('nothing of this')).toEqual([]);
});

test('the text is the customer’s language, else the first', () => {
  const [hello, late] = view.replies;
  expect(hello && textOf(hello, 'de', 'en')).toBe('Guten Tag, ich bin da.');
  expect(late && textOf(late, 'de', 'en')).toBe('I have asked.');
  expect(late && textOf(late, 'de', 'fr')).toBe('');
});
