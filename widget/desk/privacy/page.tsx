import { useEffect } from 'preact/hooks';
import type { CaseStatus, PrivacyCase } from '../../../worker/records/privacy-schema.ts';
import { Failed } from '../questions/failed.tsx';
import { DueMark } from '../queue/case.tsx';
import { privacyTitle } from '../queue/due.ts';
import { now } from '../ui/clock.ts';
import { go } from '../ui/route.ts';
import { Segments } from '../ui/segments.tsx';
import { timeOfDay } from '../ui/time.ts';
import { busy, cases, loadCases, mark, status, trouble, watchCases } from './store.ts';

const statuses: readonly (readonly [CaseStatus, string])[] = [
  ['open', 'Open'],
  ['done', 'Answered'],
];

/** Privacy requests by their legal day. They stay here until somebody says that they are answered, whatever became of the chat. */
export function PrivacyPage() {
  useEffect(watchCases, []);
  return (
    <main class="panes privacy">
      <section class="pane" aria-label="Privacy requests">
        <div class="toolbar">
          <Segments
            name="privacy-status"
            options={statuses}
            value={status.value}
            choose={(one) => {
              status.value = one;
            }}
          />
        </div>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to take the focus. */}
        <div class="privacy-scroll" tabIndex={0}>
          {trouble.value === null ? null : (
            <p class="block mark late" role="alert">
              {trouble.value}
            </p>
          )}
          <List />
        </div>
      </section>
    </main>
  );
}

function List() {
  const state = cases.state.value;
  if (state.at === 'loading') return <p class="empty">Loading the requests</p>;
  if (state.at === 'failed') return <Failed what="The requests could not be loaded." message={state.message} retry={loadCases} />;
  if (state.value.length === 0)
    return <p class="empty">{status.value === 'open' ? 'No privacy request is open.' : 'None has been answered yet.'}</p>;
  return (
    <ul class="privacy-list">
      {state.value.map((one) => (
        <Case key={one.handoff} of={one} />
      ))}
    </ul>
  );
}

function Case({ of: { handoff, conversation, type, due, opened, status: is, doneAt, doneBy } }: { of: PrivacyCase }) {
  const waiting = busy.value === handoff;
  return (
    <li class="privacy-case" data-case={handoff}>
      <span class="privacy-what">
        <strong>{privacyTitle(type)}</strong>{' '}
        {is === 'open' ? (
          <DueMark due={due} />
        ) : (
          <span class="muted">
            {doneBy}, {doneAt === null ? '' : timeOfDay(doneAt, now.value)}
          </span>
        )}
        <span class="muted">Asked {timeOfDay(opened, now.value)}</span>
      </span>
      <span class="privacy-actions">
        <button type="button" class="button quiet" onClick={() => go(conversation)}>
          Open conversation
        </button>
        <button type="button" class="button" aria-disabled={waiting} onClick={() => mark(handoff, is === 'open' ? 'done' : 'open')}>
          {is === 'open' ? 'Mark as answered' : 'Reopen'}
        </button>
      </span>
    </li>
  );
}
