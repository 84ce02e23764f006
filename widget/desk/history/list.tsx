import { Failed } from '../questions/failed.tsx';
import { filters, isFiltered, unfiltered } from './filters.ts';
import { Row } from './row.tsx';
import { busy, loadPast, morePast, past, trouble, typed } from './store.ts';

export function PastList() {
  const state = past.state.value;
  if (state.at === 'loading') return <p class="empty">Loading past conversations</p>;
  if (state.at === 'failed') return <Failed what="Past conversations could not be loaded." message={state.message} retry={loadPast} />;
  const { conversations, next } = state.value;
  if (conversations.length === 0) return <Nothing />;
  return (
    <div class="queue-scroll" data-past-list>
      <ul>
        {conversations.map((one) => (
          <Row key={one.id} one={one} />
        ))}
      </ul>
      {trouble.value === '' ? null : <p class="empty">{trouble.value}</p>}
      {next === null ? null : (
        <button type="button" class="button quiet more" aria-disabled={busy.value === 'more'} onClick={() => morePast(next)}>
          {busy.value === 'more' ? 'Loading' : 'Show more'}
        </button>
      )}
    </div>
  );
}

function Nothing() {
  if (!isFiltered(filters.value)) {
    return <p class="empty">No conversations yet. Each one appears here a few seconds after its last message, and stays.</p>;
  }
  const clear = () => {
    typed.value = '';
    filters.value = unfiltered;
  };
  return (
    <div class="empty">
      <p>Nothing found. Every word has to be there; a word also finds longer ones that begin with it.</p>
      <button type="button" class="button" onClick={clear}>
        All conversations
      </button>
    </div>
  );
}

/** As in the queue: the row reached takes the focus, Enter opens it. */
export function moveInPast(step: 1 | -1): void {
  const rows = [...document.querySelectorAll<HTMLElement>('[data-past]')];
  const focused = document.activeElement?.closest<HTMLElement>('[data-past]');
  const at = rows.findIndex((row) => (focused ? row === focused : row.getAttribute('aria-current') === 'true'));
  const index = at === -1 ? 0 : Math.min(Math.max(at + step, 0), rows.length - 1);
  rows[index]?.focus();
}
