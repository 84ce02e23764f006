import { expect, test } from 'vitest';
import { dueReviews } from '../../../worker/release/due.ts';
import { article } from '../../kb/samples.ts';
import { policy, rule, wants } from '../../policy/samples.ts';

const today = '2026-11-23';
const articles = (...days: (string | null)[]) =>
  new Map(days.map((reviewBy, i) => [`a${i}`, { ...article(`a${i}`, ['what']), owner: 'Marta', reviewBy }]));

test('articles and rules past their review or near it, the longest overdue first', () => {
  const rules = [
    rule('lets', { review_by: '2026-11-22' }),
    rule('stops', { review_by: '2026-11-01', ...wants({ outcome: 'handoff', reason: 'policy-topic' }) }),
    rule('later', { review_by: '2026-12-24' }),
    rule('soon', { review_by: '2026-12-23' }),
    rule('always'),
  ];
  const due = dueReviews({ articles: articles('2026-11-23', '2026-11-10', '2027-05-01', null), policy: policy({ rules }) }, today);
  expect(due.map(({ kind, id, effect }) => [kind, id, effect])).toEqual([
    ['rule', 'stops', 'still-forbids'],
    ['article', 'a1', 'not-answered-from'],
    ['rule', 'lets', 'permits-no-more'],
    ['article', 'a0', 'soon'],
    ['rule', 'soon', 'soon'],
  ]);
});
