import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addDifferences } from '../../../worker/release/differences.ts';
import type { Side } from '../../../worker/release/gate-schema.ts';
import type { Compared } from '../../../worker/release/replay.ts';

const side = (over: Partial<Side> = {}): Side => ({ outcome: 'answer', reason: '', rule: 'sent', area: 'faqs', ...over });
const handoff = side({ outcome: 'handoff', reason: 'low-confidence', rule: 'low-confidence' });
const compared = (turn: string, over: Partial<Compared> = {}): Compared => ({
  turn,
  before: side(),
  after: handoff,
  articles: { before: 'returns', after: null },
  change: 'decision',
  ...over,
});

test('turns of one kind are one line, with their articles, the most frequent kind first', () => {
  const first = addDifferences([], [compared('one', { after: side(), change: 'words' }), compared('two')]);
  const all = addDifferences(first, [
    compared('three'),
    compared('four', { articles: { before: 'stock', after: null } }),
    compared('five', { change: null }),
  ]);
  expect(all).toEqual([
    {
      before: side(),
      after: handoff,
      change: 'decision',
      words: 'answer → handoff',
      count: 3,
      turns: ['two', 'three', 'four'],
      articles: [
        { before: 'returns', after: null, count: 2 },
        { before: 'stock', after: null, count: 1 },
      ],
    },
    expect.objectContaining({ change: 'words', count: 1, turns: ['one'] }),
  ]);
});

test('kinds that are equally frequent stand in one order, whichever was ahead meanwhile', () => {
  const [a, b] = [compared('a'), compared('b', { after: side(), change: 'words' })];
  const all = addDifferences([], [a, b, b, a]);
  expect(all.map(({ count }) => count)).toEqual([2, 2]);
  expect(addDifferences(addDifferences([], [a, b, b]), [a])).toEqual(all);
});

test('nothing is lost or counted twice, however the turns come in', () => {
  const outcome = fc.constantFrom('answer', 'handoff', 'clarify', 'decline');
  const one = fc.record({ before: outcome, after: outcome, change: fc.constantFrom('decision', 'words', null), cut: fc.boolean() });
  fc.assert(
    fc.property(fc.array(one, { maxLength: 60 }), (turns) => {
      const made = turns.map(({ before, after, change }, i) =>
        compared(`t${i}`, {
          before: side({ outcome: before as 'answer' }),
          after: side({ outcome: after as 'answer' }),
          change: change as 'words',
        }),
      );
      const cut = turns.findIndex((turn) => turn.cut);
      const parts = addDifferences(addDifferences([], made.slice(0, Math.max(cut, 0))), made.slice(Math.max(cut, 0)));
      expect(parts).toEqual(addDifferences([], made));
      expect(parts.reduce((sum, { count }) => sum + count, 0)).toBe(made.filter(({ change }) => change !== null).length);
      expect(parts.every(({ turns: shown }) => shown.length <= 10)).toBe(true);
    }),
  );
});

test('a difference is said in words', () => {
  const words = (over: Partial<Compared>) => addDifferences([], [compared('x', over)])[0]?.words;
  expect(words({})).toBe('answer → handoff');
  expect(words({ before: handoff, after: { ...handoff, reason: 'safety', rule: 'safety' } })).toBe('handoff: low-confidence → safety');
  expect(words({ before: side(), after: side({ rule: 'other' }) })).toBe('answer by another rule');
  expect(words({ before: side(), after: side({ area: 'refunds' }) })).toBe('answer in another area');
  expect(words({ after: side(), change: 'article' })).toBe('answer from another article');
  expect(words({ after: side(), change: 'words' })).toBe('answer in other words');
});
