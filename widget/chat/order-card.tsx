import type { OrderCard as Order } from '../../worker/ports/orders/schema.ts';
import type { Chat } from './chat.ts';
import { day, money } from './format.ts';
import { safeHref } from './links.ts';

function tone(state: Order['state']): string {
  if (state === 'delivered') return 'ok';
  return state === 'delayed' || state === 'cancelled' || state === 'returned' ? 'warn' : 'info';
}

function Shipment({ of, chat }: { of: Order['shipments'][number]; chat: Chat }) {
  const address = safeHref(of.trackingUrl);
  return (
    <div class="shipment">
      <b>{of.label}</b>
      <span>
        {of.carrier} · <span class="mono">{of.tracking}</span>
      </span>
      {of.items.length > 0 && <span>{of.items.join(', ')}</span>}
      {address && (
        <a href={address} target="_blank" rel="noopener noreferrer">
          {chat.t('order-track', { carrier: of.carrier })}
        </a>
      )}
    </div>
  );
}

/** One order, as far as this customer may see it. */
export function OrderCard({ of, chat }: { of: Order; chat: Chat }) {
  const { t, locale } = chat;
  const row = (label: string, value: string | undefined) =>
    value && (
      <div>
        <dt>{label}</dt>
        <dd>{value}</dd>
      </div>
    );
  return (
    <section class="order" aria-label={t('order', { number: of.number })}>
      <div class="title">
        <h3>{t('order', { number: of.number })}</h3>
        <span class={`chip ${tone(of.state)}`}>{of.label}</span>
      </div>
      <dl>
        {row(t('order-expected'), of.expectedAt && of.state !== 'delivered' ? day(of.expectedAt, locale.value) : undefined)}
        {row(t('order-placed'), day(of.placedAt, locale.value))}
        {row(t('order-items'), of.items.map((item) => `${item.quantity} × ${item.name}`).join('\n'))}
        {row(t('order-refunded'), of.refunded && money(of.refunded, locale.value))}
        {row(t('order-address'), of.address)}
        {row(t('order-phone'), of.phone)}
        {row(t('order-payment'), of.payment)}
      </dl>
      {of.shipments.map((shipment) => (
        <Shipment of={shipment} chat={chat} />
      ))}
      <ol class="timeline" aria-label={t('order-progress')}>
        {of.timeline.map((step, index) => (
          <li aria-current={index === of.timeline.length - 1 ? 'step' : undefined}>
            <span>{step.label}</span>
            <time dateTime={step.at}>{day(step.at, locale.value)}</time>
          </li>
        ))}
      </ol>
    </section>
  );
}
