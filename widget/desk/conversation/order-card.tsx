import type { OrderCard } from '../../../worker/ports/orders/schema.ts';
import { money } from '../../chat/format.ts';
import { safeHref } from '../../chat/links.ts';
import { now } from '../ui/clock.ts';
import { timeOfDay } from '../ui/time.ts';

/** What the customer was shown of an order, in the desk's density. */
export function OrderCardView({ order }: { order: OrderCard }) {
  const when = (iso: string) => timeOfDay(iso, now.peek());
  const { refunded } = order;
  return (
    <div class="order">
      <p class="order-head">
        <strong>{order.number}</strong> <span class="tag">{order.label}</span>
      </p>
      <dl class="pairs">
        <div>
          <dt>Placed</dt>
          <dd>{when(order.placedAt)}</dd>
        </div>
        {order.expectedAt === undefined ? null : (
          <div>
            <dt>Expected</dt>
            <dd>{when(order.expectedAt)}</dd>
          </div>
        )}
        <div>
          <dt>Items</dt>
          <dd>{order.items.map((item) => `${item.quantity} × ${item.name}`).join(', ')}</dd>
        </div>
        {order.shipments.map((shipment) => (
          <div key={shipment.tracking}>
            <dt>{shipment.carrier}</dt>
            <dd>
              {shipment.label},{' '}
              <a href={safeHref(shipment.trackingUrl)} target="_blank" rel="noopener noreferrer">
                {shipment.tracking}
              </a>
            </dd>
          </div>
        ))}
        {refunded === undefined ? null : (
          <div>
            <dt>Refunded</dt>
            <dd>{money(refunded, '')}</dd>
          </div>
        )}
      </dl>
      <details class="order-more">
        <summary>Timeline</summary>
        <ol>
          {order.timeline.map((step) => (
            <li key={step.at + step.state}>
              <span class="muted">{when(step.at)}</span> {step.label}
            </li>
          ))}
        </ol>
      </details>
    </div>
  );
}
