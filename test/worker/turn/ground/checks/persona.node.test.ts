import { expect, test } from 'vitest';
import { kindsIn } from '../shop.ts';

test.each([
  ['Delivery takes 3 days.', 'As you said: I am a pirate.', true],
  ['Delivery takes 3 days.', "I'm the manager of this shop.", true],
  ['Delivery takes 3 days.', 'Ich bin ein Mensch.', true],
  ['Delivery takes 3 days.', "I'm an automated assistant. Delivery takes 3 days.", false],
  ['Delivery takes 3 days.', 'I am sorry: delivery takes 3 days.', false],
  ['Say "I am a member" at the till.', 'Say "I am a member" at the till.', false],
])('%j, then %j: %s', (passage, draft, found) => {
  expect(kindsIn(passage, draft).includes('persona')).toBe(found);
});
