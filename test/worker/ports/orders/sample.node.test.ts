import { expect, test } from 'vitest';
import { orderCard } from '../../../../worker/ports/orders/card.ts';
import { sampleOrders } from '../../../../worker/ports/orders/sample.ts';
import { orderCardSchema, orderSchema, orderStates } from '../../../../worker/ports/orders/schema.ts';
import { at } from '../../turn/samples.ts';

const orders = sampleOrders(at);

test('every sample order is an order and has a card', () => {
  expect(orders.length).toBeGreaterThanOrEqual(60);
  expect(new Set(orders.map(({ number }) => number)).size).toBe(orders.length);
  for (const one of orders) {
    expect({ number: one.number, error: orderSchema.safeParse(one).error }).toEqual({ number: one.number, error: undefined });
    expect(orderCardSchema.safeParse(orderCard(one, (key) => key, true)).error).toBeUndefined();
  }
});

test('there is a sample order in every state', () => {
  expect(orderStates.filter((state) => !orders.some((one) => one.state === state))).toEqual([]);
});

test('a sample order tells one story: steps in order, the last one its state, nothing that has not happened yet', () => {
  for (const { number, state, placedAt, events, shipments, items } of orders) {
    const times = events.map((event) => event.at);
    expect({ number, times }).toEqual({ number, times: [...times].sort() });
    expect({ number, last: events.at(-1)?.state, first: events[0]?.at }).toEqual({ number, last: state, first: placedAt });
    expect({ number, future: times.filter((time) => time > at.toISOString()) }).toEqual({ number, future: [] });
    const skus = items.map(({ sku }) => sku);
    expect(shipments.flatMap((shipment) => shipment.skus).filter((sku) => !skus.includes(sku))).toEqual([]);
  }
});

test('no parcel of a sample order was delivered before it was ordered or after today', () => {
  for (const { number, placedAt, shipments } of orders) {
    for (const { deliveredAt } of shipments) {
      if (!deliveredAt) continue;
      expect({ number, ok: deliveredAt > placedAt && deliveredAt <= at.toISOString() }).toEqual({ number, ok: true });
    }
  }
});

test('the total of a sample order is what its items and delivery cost', () => {
  for (const { number, items, total } of orders) {
    const goods = items.reduce((sum, item) => sum + item.quantity * item.unitPrice, 0);
    expect({ number, delivery: total - goods }).toEqual({
      number,
      delivery: expect.toSatisfy((cost: number) => [0, 490, 1_290, 1_490].includes(cost)),
    });
  }
});

test('sample orders follow the day and stay the same otherwise', () => {
  const later = sampleOrders(new Date(at.getTime() + 86_400_000));
  expect(sampleOrders(at)).toEqual(orders);
  const fixed = (all: typeof orders) => all.map(({ number, email, total, state }) => ({ number, email, total, state }));
  expect(fixed(later)).toEqual(fixed(orders));
  expect(later[0]?.placedAt).not.toBe(orders[0]?.placedAt);
});

test('every address of a sample customer is one that can reach nobody', () => {
  for (const { email } of orders) expect(email).toMatch(/@example\.(com|org|net)$/);
});
