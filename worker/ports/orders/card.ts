import type { Say } from '../../../policy/bundle.ts';
import type { Order, OrderCard, OrderState } from './schema.ts';

/** What may be shown of an order. Address, phone and payment only to a signed identity. */
export function orderCard(order: Order, say: Say, identified: boolean): OrderCard {
  const label = (state: OrderState) => say(`order.state.${state}`) || state;
  const name = (sku: string) => order.items.find((item) => item.sku === sku)?.name ?? sku;
  const refunded = order.refunds.reduce((sum, refund) => sum + refund.amount, 0);
  return {
    number: order.number,
    state: order.state,
    label: label(order.state),
    placedAt: order.placedAt,
    expectedAt: order.expectedAt,
    timeline: order.events.map((event) => ({ ...event, label: label(event.state) })),
    shipments: order.shipments.map((shipment) => ({
      carrier: shipment.carrier,
      tracking: shipment.tracking,
      trackingUrl: shipment.trackingUrl,
      state: shipment.state,
      label: label(shipment.state),
      expectedAt: shipment.expectedAt,
      items: shipment.skus.map(name),
    })),
    items: order.items.map(({ name: item, quantity }) => ({ name: item, quantity })),
    refunded: refunded > 0 ? { amount: refunded, currency: order.currency } : undefined,
    ...(identified ? { address: order.address, phone: order.phone, payment: order.payment } : {}),
  };
}
