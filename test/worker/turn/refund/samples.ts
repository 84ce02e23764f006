import type { Order } from '../../../../worker/ports/orders/schema.ts';
import type { History } from '../../../../worker/turn/refund/ledger.ts';
import { order } from '../samples.ts';

export const today = new Date('2026-11-23T10:00:00Z');
const delivered = '2026-11-13T09:00:00.000Z';

/** A tent and two bags of pegs, delivered ten days ago. */
export const arrived: Order = {
  ...order,
  placedAt: '2026-11-09T09:00:00.000Z',
  state: 'delivered',
  shipments: order.shipments.map((shipment) => ({ ...shipment, state: 'delivered' as const, deliveredAt: delivered, skus: ['T2', 'P1'] })),
  events: [
    { state: 'placed', at: '2026-11-09T09:00:00.000Z' },
    { state: 'delivered', at: delivered },
  ],
};

export const untouched: History = { known: true, units: [], customerTotal: 0 };
