import { expect, test } from 'vitest';
import { kindsIn } from '../shop.ts';

test.each([
  ['The warehouse is closed on Sundays.', 'The warehouse is open on Sundays.', true],
  ['Delivery costs are included in the price.', 'Delivery costs are excluded from the price.', true],
  ['Pay before the parcel leaves the warehouse.', 'Pay after the parcel leaves the warehouse.', true],
  ['The warehouse is closed on Sundays.', 'On Sundays the warehouse is shut.', false],
])('%j, then %j: %s', (passage, draft, found) => {
  expect(kindsIn(passage, draft).some((kind) => /^(?:contradiction)$/.test(kind))).toBe(found);
});
