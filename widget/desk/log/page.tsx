import { useEffect } from 'preact/hooks';
import type { LogChoices, LogPage as Page } from '../../../worker/rooms/log-schema.ts';
import { Failed } from '../questions/failed.tsx';
import { now } from '../ui/clock.ts';
import { AlarmIcon } from '../ui/icons.tsx';
import { timeOfDay } from '../ui/time.ts';
import { busy, choices, exportShown, filter, loadLog, log, more, trouble, watchLog } from './store.ts';
import { Toolbar } from './toolbar.tsx';
import { actText, whoText } from './words.ts';

const none: LogChoices = { who: [], what: [] };

/** Every administrative act of the site: who, what, when. */
export function LogPage() {
  useEffect(watchLog, []);
  const state = log.state.value;
  const known = choices.state.value.at === 'ready' ? choices.state.value.value : none;
  return (
    <main class="panes log">
      <section class="pane" aria-label="Log">
        <Toolbar choices={known} busy={busy.value === 'export'} exportShown={exportShown} />
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to take the focus. */}
        <div class="log-scroll" tabIndex={0}>
          {trouble.value === '' ? null : (
            <p class="block mark late" role="alert">
              <AlarmIcon /> {trouble.value}
            </p>
          )}
          {state.at === 'loading' ? <p class="empty">Loading the log</p> : null}
          {state.at === 'failed' ? <Failed what="The log could not be loaded." message={state.message} retry={loadLog} /> : null}
          {state.at === 'ready' ? <Entries page={state.value} who={known.who} /> : null}
        </div>
      </section>
    </main>
  );
}

function Entries({ page: { entries, next }, who }: { page: Page; who: LogChoices['who'] }) {
  if (entries.length === 0)
    return <p class="empty">{filter.value.who || filter.value.what ? 'Nothing like that was done.' : 'Nothing was done yet.'}</p>;
  return (
    <div class="log-page">
      <ol class="log-list">
        {entries.map((entry) => (
          <li key={entry.id} class="log-row" data-act={entry.what}>
            <time class="muted" dateTime={entry.at}>
              {timeOfDay(entry.at, now.value)}
            </time>
            <span class="log-who">{whoText({ id: entry.who, name: entry.name })}</span>
            <span class="log-what" dir="auto">
              {actText(entry, who)}
              {Object.keys(entry.detail).length === 0 ? null : (
                <details>
                  <summary class="muted">
                    <code>{entry.what}</code>
                  </summary>
                  <pre>{JSON.stringify(entry.detail, null, 2)}</pre>
                </details>
              )}
            </span>
          </li>
        ))}
      </ol>
      {next === null ? (
        <p class="muted">This is the beginning.</p>
      ) : (
        <button type="button" class="button" aria-disabled={busy.value === 'more'} onClick={() => void more()}>
          {busy.value === 'more' ? 'Loading' : 'Show older'}
        </button>
      )}
    </div>
  );
}
