import { expect, test } from 'vitest';
import { kindsIn } from '../shop.ts';

test.each([
  ['We send the refund within 5 days.', "I'll send the refund today.", true],
  ['We send the refund within 5 days.', 'We will send the refund within 5 days.', false],
  ['You can cancel an order.', 'I have cancelled your order.', true],
  ['You can cancel an order.', 'Your order has been cancelled.', true],
  ['You can cancel an order.', 'You can cancel your order.', false],
  ['Refunds take 5 days.', 'Your refund is on its way.', true],
  ['Our team answers by e-mail.', 'A colleague will contact you within the hour.', true],
  ['The e-mail is sent when the item has been shipped.', 'The e-mail is sent once your item has been shipped.', false],
  ['An exchange costs EUR 3.', 'As an exception, an exchange costs EUR 3.', true],
])('%j, then %j: %s', (passage, draft, found) => {
  expect(kindsIn(passage, draft).some((kind) => /^(?:promise|done)$/.test(kind))).toBe(found);
});
