import { expect, test } from 'vitest';
import { sourcesOf } from '../../../../widget/desk/context/sources.ts';

const cite = (articleId: string, passage: number) => ({ articleId, title: articleId.toUpperCase(), passage });

test('each article once, in the order cited, with its passages counted from one', () => {
  expect(sourcesOf([cite('b', 2), cite('a', 0), cite('b', 0), cite('b', 2), cite('b', 4)])).toEqual([
    { articleId: 'b', title: 'B', passages: 'passages 1, 3 and 5' },
    { articleId: 'a', title: 'A', passages: 'passage 1' },
  ]);
});
