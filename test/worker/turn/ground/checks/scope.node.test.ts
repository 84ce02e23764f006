import { expect, test } from 'vitest';
import { kindsIn } from '../shop.ts';

test.each([
  ['Some orders leave in two parcels.', 'All orders leave in two parcels.', true],
  ['You can return almost everything.', 'You can return everything.', true],
  ['You can return almost everything.', 'You can return almost everything.', false],
  ['We deliver to all EU countries.', 'We deliver to all countries.', true],
  ['We deliver to all EU countries.', 'We deliver to every country in the EU.', false],
  ['All stores rent tents.', 'Every store rents tents.', false],
  ['The first exchange is free.', 'Every exchange is free.', true],
])('%j, then %j: %s', (passage, draft, found) => {
  expect(kindsIn(passage, draft).some((kind) => /^(?:scope)$/.test(kind))).toBe(found);
});
