import { expect, test } from 'vitest';
import { orderCardSchema, orderSchema, orderStates } from '../../../../worker/ports/orders/schema.ts';
import { order } from '../../turn/samples.ts';

test('reads an order', () => {
  expect(orderSchema.parse(order)).toEqual(order);
});

test.each([
  ['a state that does not exist', { state: 'on-the-moon' }],
  ['no items', { items: [] }],
  ['an amount with a fraction', { total: 329.5 }],
  ['an address that is none', { email: 'ana' }],
  ['a time without a zone', { placedAt: '2026-11-20T09:00:00' }],
  ['a link that is not https', { shipments: [{ ...order.shipments[0], trackingUrl: 'javascript:alert(1)' }] }],
  ['a link without encryption', { shipments: [{ ...order.shipments[0], trackingUrl: 'http://track.example' }] }],
  ['a refund of nothing', { refunds: [{ amount: 0, at: order.placedAt, reason: 'late' }] }],
  ['a field nobody knows', { iban: 'DE00' }],
])('refuses an order with %s', (_, over) => {
  expect(orderSchema.safeParse({ ...order, ...over }).success).toBe(false);
});

test('knows the eleven states of the sample shop', () => {
  expect(orderStates).toHaveLength(11);
});

test('a card has no room for the customer’s name and address of mail', () => {
  expect(Object.keys(orderCardSchema.shape)).not.toEqual(expect.arrayContaining(['email']));
  expect(Object.keys(orderCardSchema.shape)).not.toEqual(expect.arrayContaining(['name']));
});
