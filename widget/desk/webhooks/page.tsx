import { useEffect } from 'preact/hooks';
import type { NoticeFilter, WebhooksPage as Page } from '../../../worker/rooms/notices-schema.ts';
import { Failed } from '../questions/failed.tsx';
import { now } from '../ui/clock.ts';
import { confirmFirst } from '../ui/confirm.tsx';
import { AlarmIcon } from '../ui/icons.tsx';
import { Segments } from '../ui/segments.tsx';
import { count } from '../ui/time.ts';
import { NoticeCard } from './notice.tsx';
import { busy, loadWebhooks, sendFailed, show, test, trouble, watchWebhooks, webhooks } from './store.ts';
import { endpointWords } from './words.ts';

const filters: readonly (readonly [NoticeFilter, string])[] = [
  ['failed', 'Failed'],
  ['waiting', 'Waiting'],
  ['sent', 'Sent'],
];

/** What the site's own system is told. What did not arrive comes first: it waits for a person. */
export function WebhooksPage() {
  useEffect(watchWebhooks, []);
  const state = webhooks.state.value;
  const page = state.at === 'ready' ? state.value : null;
  return (
    <main class="panes webhooks">
      <section class="pane" aria-label="Webhooks">
        <div class="toolbar">
          <Segments
            name="webhook-filter"
            options={filters}
            value={show.value}
            choose={(one) => {
              show.value = one;
            }}
            counts={page?.counts ?? null}
          />
        </div>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to take the focus. */}
        <div class="webhooks-scroll" tabIndex={0}>
          {trouble.value === '' ? null : (
            <p class="block mark late" role="alert">
              <AlarmIcon /> {trouble.value}
            </p>
          )}
          {state.at === 'loading' ? <p class="empty">Loading the events</p> : null}
          {state.at === 'failed' ? <Failed what="The events could not be loaded." message={state.message} retry={loadWebhooks} /> : null}
          {page === null ? null : <Events page={page} />}
        </div>
      </section>
    </main>
  );
}

function Events({ page }: { page: Page }) {
  const { endpoint, failing, counts, notices } = page;
  const askAll = () =>
    confirmFirst({
      title: `Send ${count(counts.failed, 'event')} again?`,
      text: 'Each keeps its id, so that your system can tell what it has taken already. The site’s log says that you did it.',
      button: 'Send all again',
      run: () => void sendFailed(),
    });
  return (
    <div class="webhooks-page">
      <section class="endpoint" aria-label="Your system">
        <p class={failing === null ? '' : 'mark late'}>
          {failing === null ? null : <AlarmIcon />} {endpointWords(page, now.value)}
        </p>
        {endpoint === null ? null : (
          <div class="webhook-actions">
            <button type="button" class="button" aria-disabled={busy.value} onClick={() => void test()}>
              Send a test
            </button>
            {counts.failed === 0 ? null : (
              <button type="button" class="button" aria-disabled={busy.value} onClick={askAll}>
                Send all failed again
              </button>
            )}
          </div>
        )}
      </section>
      {notices.length === 0 ? (
        <p class="empty">{emptyWords[show.value]}</p>
      ) : (
        <ul class="webhook-list">
          {notices.map((notice) => (
            <li key={notice.id}>
              <NoticeCard notice={notice} />
            </li>
          ))}
        </ul>
      )}
      {notices.length > 0 && notices.length < counts[show.value] ? <p class="empty">The latest {notices.length} are shown.</p> : null}
    </div>
  );
}

const emptyWords: Record<NoticeFilter, string> = {
  failed: 'Nothing has failed.',
  waiting: 'Nothing waits to be sent.',
  sent: 'Nothing was sent in the last 7 days.',
};
