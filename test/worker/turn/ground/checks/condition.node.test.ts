import { expect, test } from 'vitest';
import { kindsIn } from '../shop.ts';

test.each([
  ['Helmets can be returned only in their unopened packaging.', 'Helmets can be returned.', true],
  ['Helmets can be returned only in their unopened packaging.', 'Helmets can be returned in unopened packaging.', false],
  ['If the store has everything, your order is ready in 2 hours.', 'Your order is ready in 2 hours.', true],
  ['If the store has everything, your order is ready in 2 hours.', 'Your order is ready in 2 hours if everything is in the store.', false],
  ['Socks cannot be returned unless they are faulty.', 'Socks cannot be returned.', true],
  ['You can cancel an order until it is packed.', 'You can cancel an order. It must not be packed yet.', false],
  ['If you like, choose another colour.', 'Choose another colour.', false],
])('%j, then %j: %s', (passage, draft, found) => {
  expect(kindsIn(passage, draft).some((kind) => /^(?:condition)$/.test(kind))).toBe(found);
});
