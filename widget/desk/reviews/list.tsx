import type { Drawn } from '../../../worker/records/reviews/schema.ts';
import { Failed } from '../questions/failed.tsx';
import { now } from '../ui/clock.ts';
import { goReviews, route } from '../ui/route.ts';
import { timeOfDay } from '../ui/time.ts';
import { title } from '../words.ts';
import { busy, drawn, filters, loadDrawn, moreDrawn } from './store.ts';
import { endedWords, verdictWords } from './words.ts';

export function DrawnList() {
  const state = drawn.state.value;
  if (state.at === 'loading') return <p class="empty">Loading the reviews</p>;
  if (state.at === 'failed') return <Failed what="The reviews could not be loaded." message={state.message} retry={loadDrawn} />;
  const { drawn: list, areas, next } = state.value;
  if (list.length === 0) return <Nothing />;
  return (
    <div class="queue-scroll" data-drawn-list>
      <ul>
        {list.map((one) => (
          <Row key={one.turn} one={one} area={areas.find(({ area }) => area === one.area)?.title ?? title(one.area)} />
        ))}
      </ul>
      {next === null ? null : (
        <button type="button" class="button quiet more" aria-disabled={busy.value === 'more'} onClick={() => moreDrawn(next)}>
          {busy.value === 'more' ? 'Loading' : 'Show more'}
        </button>
      )}
    </div>
  );
}

function Nothing() {
  const { status, area } = filters.value;
  if (area !== '') {
    return (
      <div class="empty">
        <p>{status === 'open' ? 'Nothing waits for a review in this area.' : 'Nothing was reviewed in this area.'}</p>
        <button
          type="button"
          class="button"
          onClick={() => {
            filters.value = { status, area: '' };
          }}
        >
          All areas
        </button>
      </div>
    );
  }
  if (status === 'done') return <p class="empty">Nothing was reviewed yet.</p>;
  return <p class="empty">Nothing waits for a review. A share of what the assistant does is drawn by chance and appears here.</p>;
}

function Row({ one, area }: { one: Drawn; area: string }) {
  const current = route.value;
  const open = current.page === 'reviews' && current.turn === one.turn;
  return (
    <li class="row" data-open={open ? '' : undefined}>
      <button
        type="button"
        class="row-open drawn-row"
        data-drawn={one.turn}
        aria-current={open ? 'true' : undefined}
        onClick={() => goReviews(one.turn)}
      >
        <span class="row-snippet group-example" dir="auto" lang={one.language}>
          {one.question === '' ? 'Asked for a person' : one.question}
        </span>
        <span class="drawn-facts muted">
          <span>{area}</span>
          <span>{endedWords(one)}</span>
          <span>{timeOfDay(one.at, now.value)}</span>
        </span>
        <span class="drawn-facts muted">
          {one.rules[0] === undefined ? <span>no rule</span> : <code>{one.rules[0]}</code>}
          {one.verdicts.map(({ verdict, name }) => (
            <span key={name} class={verdict === 'none' ? 'tag ok' : 'tag warn'} title={name}>
              {verdictWords[verdict]}
            </span>
          ))}
        </span>
      </button>
    </li>
  );
}

/** As in the queue: the row reached takes the focus, Enter opens it. */
export function moveInReviews(step: 1 | -1): void {
  const rows = [...document.querySelectorAll<HTMLElement>('[data-drawn]')];
  const focused = document.activeElement?.closest<HTMLElement>('[data-drawn]');
  const at = rows.findIndex((row) => (focused ? row === focused : row.getAttribute('aria-current') === 'true'));
  const index = at === -1 ? 0 : Math.min(Math.max(at + step, 0), rows.length - 1);
  rows[index]?.focus();
}
