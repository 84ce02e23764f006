import { expect, test } from 'vitest';
import { kindsIn } from '../shop.ts';

test.each([
  ['Parcels travel with Parcelway.', 'Parcels travel with Hermes.', true],
  ['Parcels travel with Parcelway.', 'Zurich has a store.', true],
  ['Parcels travel with Parcelway.', 'Parcels travel with Parcelway.', false],
  ['We deliver to the United Kingdom.', 'We deliver to the UK.', false],
  ['We deliver to Germany.', 'We deliver to German addresses.', false],
  ['It was sunny in LA.', 'It was sunny in Los Angeles.', false],
  ['Open Monday to Saturday.', 'Open on Tuesdays.', false],
  ['We deliver in December.', 'In December we deliver.', false],
])('%j, then %j: %s', (passage, draft, found) => {
  expect(kindsIn(passage, draft).some((kind) => /^(?:name)$/.test(kind))).toBe(found);
});
