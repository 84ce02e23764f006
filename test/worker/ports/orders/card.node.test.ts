import { expect, test } from 'vitest';
import { orderCard } from '../../../../worker/ports/orders/card.ts';
import { order } from '../../turn/samples.ts';

const say = (key: string) => (key === 'order.state.in-transit' ? 'On its way' : '');

test('shows state, timeline, parcels and items in approved words', () => {
  expect(orderCard(order, say, false)).toEqual({
    number: 'FW-10023',
    state: 'in-transit',
    label: 'On its way',
    placedAt: order.placedAt,
    expectedAt: order.expectedAt,
    timeline: [
      // A state without approved words is named as the system names it.
      { state: 'placed', label: 'placed', at: '2026-11-20T09:00:00.000Z' },
      { state: 'in-transit', label: 'On its way', at: '2026-11-21T09:00:00.000Z' },
    ],
    shipments: [
      {
        carrier: 'Parcelway',
        tracking: 'PW123',
        trackingUrl: 'https://track.parcelway.example/PW123',
        state: 'in-transit',
        label: 'On its way',
        expectedAt: '2026-11-25T12:00:00.000Z',
        items: ['Two-person tent', 'GONE'],
      },
    ],
    items: [
      { name: 'Two-person tent', quantity: 1 },
      { name: 'Pegs', quantity: 2 },
    ],
    refunded: undefined,
  });
});

test('adds address, phone and payment for a signed identity only', () => {
  const own = orderCard(order, say, true);
  expect(own).toMatchObject({ address: order.address, phone: order.phone, payment: order.payment });
  const guest = orderCard(order, say, false);
  for (const secret of [order.address, order.phone, order.payment, order.email, order.name])
    expect(JSON.stringify(guest)).not.toContain(secret);
});

test('adds up what was refunded', () => {
  const refunds = [
    { amount: 1_000, at: order.placedAt, reason: 'returned' },
    { amount: 590, at: order.placedAt, reason: 'late' },
  ];
  expect(orderCard({ ...order, refunds }, say, false).refunded).toEqual({ amount: 1_590, currency: 'EUR' });
});
