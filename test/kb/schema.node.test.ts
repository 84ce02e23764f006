import { expect, test } from 'vitest';
import { articleSchema, frontMatterSchema, isCurrent } from '../../kb/schema.ts';
import { article } from './samples.ts';

const front = {
  id: 'how-to-return',
  title: 'How do I return something?',
  topic: 'returns',
  questions: ['how do I return something?'],
  mode: 'verbatim',
  locale: 'en',
  owner: 'Marta Kowalska',
  approved_by: 'Marta Kowalska',
  approved_on: '2026-11-01',
  review_by: '2027-11-01',
};

test('reads the front matter of an article', () => {
  expect(frontMatterSchema.parse(front)).toEqual({ ...front, sources: [] });
});

test.each([
  ['an id with capitals', { id: 'How-To' }],
  ['an id that walks out of the folder', { id: '../x' }],
  ['no question', { questions: [] }],
  ['a question of one letter', { questions: ['?'] }],
  ['a mode nobody knows', { mode: 'creative' }],
  ['a locale with a region', { locale: 'en-GB' }],
  ['a review date that is no date', { review_by: '2027-13-45' }],
  ['a date with a time', { approved_on: '2026-11-01T00:00:00Z' }],
  ['a misspelt field', { aproved_by: 'Marta' }],
])('refuses %s', (_, over) => {
  expect(frontMatterSchema.safeParse({ ...front, ...over }).success).toBe(false);
});

test('lets imported entries keep the ids of the system they come from', () => {
  expect(articleSchema.safeParse(article('FAQ 12/b (old)', ['?'])).success).toBe(true);
  expect(articleSchema.safeParse(article('', ['question'])).success).toBe(false);
});

test('refuses an article without an answer', () => {
  expect(articleSchema.safeParse({ ...article('a', ['question']), blocks: [] }).success).toBe(false);
});

test.each([
  ['approved, before its review', 'Marta', '2026-12-31', true],
  ['approved, on the day of its review', 'Marta', '2026-11-23', true],
  ['approved, a day after its review', 'Marta', '2026-11-22', false],
  ['approved, never to be reviewed', 'Marta', null, false],
  ['not approved', null, '2026-12-31', false],
])('an article that is %s may be used: %s, %s, %s', (_, approvedBy, reviewBy, may) => {
  expect(isCurrent({ approvedBy, reviewBy }, '2026-11-23')).toBe(may);
});
