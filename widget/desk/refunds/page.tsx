import { useEffect } from 'preact/hooks';
import type { RefundStatus } from '../../../worker/rooms/refund-schema.ts';
import { Failed } from '../questions/failed.tsx';
import { Segments } from '../ui/segments.tsx';
import { RefundCard } from './card.tsx';
import { loadRefunds, refunds, status, trouble, watchRefunds } from './store.ts';

const statuses: readonly (readonly [RefundStatus, string])[] = [
  ['open', 'Open'],
  ['decided', 'Decided'],
];

/** Money that people decide about. The ledger has the last word: a card only shows what it said when it was read. */
export function RefundsPage() {
  useEffect(watchRefunds, []);
  const state = refunds.state.value;
  const open = state.at === 'ready' ? state.value.open : null;
  return (
    <main class="panes refunds">
      <section class="pane" aria-label="Refunds">
        <div class="toolbar">
          <Segments
            name="refund-status"
            options={statuses}
            value={status.value}
            choose={(one) => {
              status.value = one;
            }}
            counts={open === null ? null : { open }}
          />
        </div>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to take the focus. */}
        <div class="refunds-scroll" tabIndex={0}>
          <List />
        </div>
      </section>
    </main>
  );
}

function List() {
  const state = refunds.state.value;
  if (state.at === 'loading') return <p class="empty">Loading the refunds</p>;
  if (state.at === 'failed') return <Failed what="The refunds could not be loaded." message={state.message} retry={loadRefunds} />;
  const { requests } = state.value;
  const late = trouble.value;
  // What was just decided by somebody else leaves the list; why the button did nothing has to stay.
  const lost = late !== null && !requests.some(({ request }) => request.key === late.key);
  return (
    <>
      {lost ? (
        <p class="block refund-trouble" role="alert">
          {late.message}
        </p>
      ) : null}
      {requests.length === 0 ? (
        <p class="empty">{status.value === 'open' ? 'No refund waits for a decision.' : 'Nothing has been decided yet.'}</p>
      ) : (
        <ul class="refund-list">
          {requests.map(({ request, obstacle }) => (
            <li key={request.key}>
              <RefundCard request={request} obstacle={obstacle} />
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
