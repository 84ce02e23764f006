import { expect, test } from 'vitest';
import { kindsIn } from '../shop.ts';

test.each([
  ['Codes cannot be combined.', 'Codes can be combined.', true],
  ['Codes cannot be combined.', "You can't combine codes.", false],
  ['Delivery takes 3 to 5 working days.', 'Delivery takes not 3 to 5 working days.', true],
  ['A refund takes 5 days.', 'A refund takes not more than 5 days.', false],
  ['Dogs are welcome.', 'Dogs are not welcome.', true],
  ['Items must be unused.', 'Items must be used.', true],
  ['Items must be unused.', 'Items must not have been used.', false],
  ['You can return the tent. Fuel cannot be returned.', 'The tent cannot be returned.', true],
  ['There are no fees for any method.', 'There is no fee, whichever method you choose.', false],
  ['These items cannot be returned:\ngift cards\nfuel', 'Gift cards can be returned.', true],
  ['These items cannot be returned:\ngift cards\nfuel', "Gift cards can't be returned.", false],
  ['Shipping is free on all orders.', "Don't worry: shipping is free on all orders.", false],
  ['Ropes can be returned only unopened.', 'Ropes cannot be returned unless unopened.', false],
])('%j, then %j: %s', (passage, draft, found) => {
  expect(kindsIn(passage, draft).some((kind) => /^(?:negation)$/.test(kind))).toBe(found);
});
