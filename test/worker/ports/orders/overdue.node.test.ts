import { expect, test } from 'vitest';
import { isOverdue } from '../../../../worker/ports/orders/overdue.ts';
import { order } from '../../turn/samples.ts';

const now = new Date('2026-11-27T10:00:00Z');
const parcel = (over: object) => ({ ...order.shipments[0], ...over }) as (typeof order.shipments)[number];
const late = (over: Partial<typeof order>) => isOverdue({ ...order, ...over }, now);

test('an order is late when the shop or a carrier says so', () => {
  expect(late({ state: 'delayed', shipments: [] })).toBe(true);
  expect(late({ shipments: [parcel({ state: 'delayed', expectedAt: '2026-12-24T12:00:00.000Z' })] })).toBe(true);
});

test('and when the day of a parcel has passed, the whole of it', () => {
  expect(late({ shipments: [parcel({ expectedAt: '2026-11-26T23:00:00.000Z' })] })).toBe(true);
  expect(late({ shipments: [parcel({ expectedAt: '2026-11-27T08:00:00.000Z' })] })).toBe(false);
  expect(late({ shipments: [], expectedAt: '2026-11-26T12:00:00.000Z' })).toBe(true);
});

test('a parcel that has come is not late, and neither is an order without a day', () => {
  const come = parcel({ state: 'delivered', expectedAt: '2026-11-01T12:00:00.000Z' });
  expect(late({ expectedAt: '2026-11-01T12:00:00.000Z', shipments: [come] })).toBe(false);
  expect(late({ expectedAt: undefined, shipments: [] })).toBe(false);
});

test.each(['delivered', 'returned', 'cancelled', 'partly-refunded'] as const)('nothing that is %s is late', (state) => {
  expect(late({ state, expectedAt: '2026-01-01T12:00:00.000Z', shipments: [parcel({ state: 'delayed' })] })).toBe(false);
});
