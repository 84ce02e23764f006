import type { Order, OrderState } from './schema.ts';

const over: ReadonlySet<OrderState> = new Set(['delivered', 'returned', 'cancelled', 'partly-refunded']);

/**
 * Whether an order is really late: the shop or a carrier says so, or a day it was expected on has passed (in UTC, the whole of it)
 * and the parcel has not come. Without an expected day nothing is late.
 */
export function isOverdue({ state, expectedAt, shipments }: Pick<Order, 'state' | 'expectedAt' | 'shipments'>, now: Date): boolean {
  if (over.has(state)) return false;
  const today = now.toISOString().slice(0, 10);
  const late = (one: { state: OrderState; expectedAt?: string | undefined }) =>
    !over.has(one.state) && (one.state === 'delayed' || (one.expectedAt !== undefined && one.expectedAt.slice(0, 10) < today));
  // Where parcels are under way, each has a day of its own; the order's may be that of one that has come.
  return state === 'delayed' || (shipments.length > 0 ? shipments.some(late) : late({ state, expectedAt }));
}
