import { expect, test } from 'vitest';
import { kindsIn } from '../shop.ts';

test.each([
  ['Your bank may need 5 working days.', 'Your bank will need 5 working days.', true],
  ['Your bank may need 5 working days.', 'Your bank might need 5 working days.', false],
  ['Parcels usually arrive in 3 days.', 'Parcels always arrive in 3 days.', true],
  ['Parcels arrive in 3 days.', 'Parcels are guaranteed to arrive in 3 days.', true],
  ['Other makers may give longer guarantees.', 'Other makers give longer guarantees.', true],
  ['You may return the tent.', 'You can return the tent.', false],
  ['We send an e-mail.', 'You will get an e-mail that we send.', false],
])('%j, then %j: %s', (passage, draft, found) => {
  expect(kindsIn(passage, draft).some((kind) => /^(?:modality)$/.test(kind))).toBe(found);
});
