import fc from 'fast-check';
import { expect, test } from 'vitest';
import { nextOf, reached, requestOf, sentencesOf } from '../../../../widget/desk/reviews/pick.ts';
import type { Part } from '../../../../worker/records/reviews/schema.ts';

const part = (...sentences: string[]): Part => ({ as: 'sent', source: { kind: 'wording' }, sentences });
const two = [part('It takes a week.'), part('A person will join you.')];

test('arrows reach every sentence and end at both ends', () => {
  expect([reached(null, 1, 3), reached(null, -1, 3), reached(0, -1, 3), reached(2, 1, 3), reached(0, 1, 3)]).toEqual([0, 2, 0, 2, 1]);
  expect(reached(null, 1, 0)).toBeNull();
  expect(sentencesOf(two)).toEqual(['It takes a week.', 'A person will join you.']);
});

test('a defect is sent with the sentence it is about, and not before one is picked', () => {
  expect(requestOf('hallucination', two, null, '')).toBeNull();
  expect(requestOf('hallucination', two, 1, ' see the article ')).toEqual({
    verdict: 'hallucination',
    sentence: 'A person will join you.',
    note: 'see the article',
  });
  expect(requestOf('hallucination', two, 7, '')).toBeNull();
});

test('a single sentence needs no picking, and a turn without words has none', () => {
  expect(requestOf('tone-mismatch', [part('Hi.')], null, '')).toEqual({ verdict: 'tone-mismatch', sentence: 'Hi.' });
  expect(requestOf('policy-misapplication', [], null, '')).toEqual({ verdict: 'policy-misapplication' });
});

test('no defect names no sentence, whatever is picked', () => {
  expect(requestOf('none', two, 1, '  ')).toEqual({ verdict: 'none' });
});

test('the next turn is the one below, then the first, and never the one that is done', () => {
  expect([nextOf(['a', 'b', 'c'], 'a'), nextOf(['a', 'b', 'c'], 'c'), nextOf(['a'], 'a'), nextOf(['a', 'b'], 'x')]).toEqual([
    'b',
    'a',
    null,
    'a',
  ]);
  fc.assert(
    fc.property(fc.uniqueArray(fc.string({ minLength: 1 })), fc.string({ minLength: 1 }), (turns, done) => {
      expect(nextOf(turns, done)).not.toBe(done);
    }),
  );
});
