import { expect, test } from 'vitest';
import { kindsIn } from '../shop.ts';

test.each([
  ['Other places are reached on the second working day.', 'Other places are reached on the third working day.', true],
  ['Other places are reached on the second working day.', 'Other places are reached on the 2nd working day.', false],
  ['Pay the first part when you order.', 'Pay the first part when you order.', false],
  ['Choose a part.', 'First choose a part.', false],
])('%j, then %j: %s', (passage, draft, found) => {
  expect(kindsIn(passage, draft).includes('number')).toBe(found);
});
