import { expect, test } from 'vitest';
import { orderCard } from '../../../../worker/ports/orders/card.ts';
import { sampleOrders } from '../../../../worker/ports/orders/sample.ts';
import { orderCardSchema, orderSchema, orderStates } from '../../../../worker/ports/orders/schema.ts';
import { at, order } from '../../turn/samples.ts';

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

const orders = sampleOrders(at);

test('every sample order is an order and has a card', () => {
  expect(orders.length).toBeGreaterThanOrEqual(60);
  expect(new Set(orders.map(({ number }) => number)).size).toBe(orders.length);
  for (const one of orders) {
    expect({ number: one.number, error: orderSchema.safeParse(one).error }).toEqual({ number: one.number, error: undefined });
    expect(orderCardSchema.safeParse(orderCard(one, say, true)).error).toBeUndefined();
  }
});

test('there is a sample order in every state', () => {
  expect(orderStates.filter((state) => !orders.some((one) => one.state === state))).toEqual([]);
});

test('a sample order tells one story: steps in order, the last one its state, no parcel before it was packed, nothing in the future', () => {
  for (const { number, state, placedAt, events, shipments, items } of orders) {
    const times = events.map((event) => event.at);
    expect({ number, times }).toEqual({ number, times: [...times].sort() });
    expect({ number, last: events.at(-1)?.state, first: events[0]?.at }).toEqual({ number, last: state, first: placedAt });
    expect(times.every((time) => time <= at.toISOString())).toBe(true);
    const skus = items.map(({ sku }) => sku);
    expect(shipments.flatMap((shipment) => shipment.skus).every((sku) => skus.includes(sku))).toBe(true);
  }
});

test('sample orders follow the day and stay the same otherwise', () => {
  const later = sampleOrders(new Date(at.getTime() + 86_400_000));
  expect(sampleOrders(at)).toEqual(orders);
  expect(later.map(({ number, email, total, state }) => ({ number, email, total, state }))).toEqual(
    orders.map(({ number, email, total, state }) => ({ number, email, total, state })),
  );
  expect(later[0]?.placedAt).not.toBe(orders[0]?.placedAt);
});
