import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hashOf, historyRoute, plainRoute, questionsRoute, type Route, reviewsRoute, routeOf } from '../../../widget/desk/ui/address.ts';

const queue = (conversation: string | null, details = false): Route => ({ page: 'queue', conversation, details });

test.each([
  ['', queue(null)],
  ['#/', queue(null)],
  ['#/c/conversation-1', queue('conversation-1')],
  ['#/c/conversation-1/details', queue('conversation-1', true)],
  ['#/c/short', queue(null)],
  ['#/c/conversation-1/../../x', queue(null)],
  ['#/questions', questionsRoute(null)],
  ['#/questions/12', questionsRoute(12)],
  ['#/questions/0', queue(null)],
  ['#/questions/x', queue(null)],
  ['#/reviews', reviewsRoute(null)],
  ['#/reviews/turn-1_a.2', reviewsRoute('turn-1_a.2')],
  ['#/reviews/', queue(null)],
  ['#/history', historyRoute(null)],
  ['#/history/conversation-1', historyRoute('conversation-1')],
  ['#/history/conversation-1/details', historyRoute('conversation-1', true)],
  ['#/history/short', queue(null)],
  ['#/floor', plainRoute('floor')],
  ['#/refunds', plainRoute('refunds')],
  ['#/privacy', plainRoute('privacy')],
  ['#/knowledge', plainRoute('knowledge')],
  ['#/matrix', plainRoute('matrix')],
  ['#/knowledge/en', queue(null)],
  ['#/elsewhere', queue(null)],
])('"%s" shows what it names', (hash, route) => {
  expect(routeOf(hash)).toEqual(route);
});

test('every page has an address that leads back to it', () => {
  const conversation = fc.stringMatching(/^[A-Za-z0-9_-]{8,64}$/);
  const routes: fc.Arbitrary<Route> = fc.oneof(
    fc.tuple(conversation, fc.boolean()).map(([id, details]) => queue(id, details)),
    fc.tuple(conversation, fc.boolean()).map(([id, details]) => historyRoute(id, details)),
    fc.constant(historyRoute(null)),
    fc.constant(queue(null)),
    fc.constant(plainRoute('refunds')),
    fc.constant(plainRoute('privacy')),
    fc.constant(plainRoute('knowledge')),
    fc.option(fc.stringMatching(/^[\w.-]{1,80}$/)).map(reviewsRoute),
    fc.constant(plainRoute('matrix')),
    fc.option(fc.integer({ min: 1, max: 999_999_999 })).map(questionsRoute),
  );
  fc.assert(
    fc.property(routes, (route) => {
      expect(routeOf(hashOf(route))).toEqual(route);
    }),
  );
});
