import { expect, test } from 'vitest';
import { fieldsOf } from '../../kb/fields.ts';

test('finds fields under the names that help centres use', () => {
  const fields = fieldsOf({
    Article_ID: 7,
    Name: 'Returns',
    'Body-HTML': '<p>x</p>',
    Lang: 'de',
    Section: { id: 1, name: 'Orders' },
    html_url: 'https://a.example/7',
  });
  expect((['id', 'title', 'body', 'locale', 'topic', 'url'] as const).map(fields.text)).toEqual([
    '7',
    'Returns',
    '<p>x</p>',
    'de',
    'Orders',
    'https://a.example/7',
  ]);
});

test('takes the first of several, and nothing of what is empty', () => {
  const fields = fieldsOf({ title: ' ', name: 'Returns', categories: ['Orders', 'Money'], lang: null });
  expect([fields.text('title'), fields.text('topic'), fields.text('locale')]).toEqual([null, 'Orders', null]);
});

test('reads questions as a list, whatever they are wrapped in', () => {
  expect(fieldsOf({ questions: ['a?', { question: 'b?', answer: 'x' }, '', 7] }).list('questions')).toEqual(['a?', 'b?', '7']);
  expect(fieldsOf({ variants: 'a?' }).list('questions')).toEqual(['a?']);
});

test('reads days under any of their names, past values that are none', () => {
  expect(fieldsOf({ updated: 'yesterday', lastModified: '1 Nov 2026' }).day('updated')).toBe('2026-11-01');
});

test.each([
  [{ draft: true }, 'draft'],
  [{ listed: false }, 'not listed'],
  [{ published: 'false' }, 'not published'],
  [{ status: 'Archived' }, 'archived'],
  [{ published: '2026-11-01', draft: false, status: 'published' }, null],
])('says why %j is kept from the public: %s', (data, why) => {
  expect(fieldsOf(data).withheld()).toBe(why);
});
