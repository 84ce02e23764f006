import { expect, test } from 'vitest';
import { kindsIn } from '../shop.ts';

test.each([
  ['Boots may cause blisters.', 'For blisters take ibuprofen.', true],
  ['The guarantee is 2 years.', 'You could sue the maker.', true],
  ['The legal guarantee is 2 years.', 'The legal guarantee is two years.', false],
  ['Bear spray is sold where the law allows it.', 'Bear spray is sold where it is allowed by law.', false],
])('%j, then %j: %s', (passage, draft, found) => {
  expect(kindsIn(passage, draft).some((kind) => /^(?:advice)$/.test(kind))).toBe(found);
});
