import type { QuestionGroup } from '../../../worker/records/questions/schema.ts';
import { now } from '../ui/clock.ts';
import { goQuestions, route } from '../ui/route.ts';
import { count, timeOfDay } from '../ui/time.ts';
import { languageName } from '../words.ts';
import { Failed } from './failed.tsx';
import { filters, unfiltered } from './filters.ts';
import { busy, groups, loadGroups, moreGroups } from './store.ts';

export function GroupList() {
  const state = groups.state.value;
  if (state.at === 'loading') return <p class="empty">Loading the questions</p>;
  if (state.at === 'failed') return <Failed what="The questions could not be loaded." message={state.message} retry={loadGroups} />;
  const { groups: list, next } = state.value;
  if (list.length === 0) return <Nothing />;
  return (
    <div class="queue-scroll" data-groups>
      <ul>
        {list.map((group) => (
          <Row key={group.number} group={group} />
        ))}
      </ul>
      {next === null ? null : (
        <button type="button" class="button quiet more" aria-disabled={busy.value === 'more'} onClick={() => moreGroups(next)}>
          {busy.value === 'more' ? 'Loading' : 'Show more'}
        </button>
      )}
    </div>
  );
}

function Nothing() {
  const { status, language, days } = filters.value;
  if (language !== '' || days !== 0) {
    return (
      <div class="empty">
        <p>Nothing was asked that fits.</p>
        <button
          type="button"
          class="button"
          onClick={() => {
            filters.value = { ...unfiltered, status };
          }}
        >
          All languages, at any time
        </button>
      </div>
    );
  }
  if (status !== 'open') return <p class="empty">No group is marked as {status}.</p>;
  return <p class="empty">No open questions. What the assistant finds no answer to appears here, alike questions together.</p>;
}

function Row({ group }: { group: QuestionGroup }) {
  const current = route.value;
  const open = current.page === 'questions' && current.group === group.number;
  const [main] = group.languages;
  return (
    <li class="row" data-open={open ? '' : undefined}>
      <button
        type="button"
        class="row-open group-row"
        data-group={group.number}
        aria-current={open ? 'true' : undefined}
        onClick={() => goQuestions(group.number)}
      >
        <span class="asked" title={`Asked ${count(group.count, 'time')}`}>
          {short.format(group.count)}
          <span class="visually-hidden"> times asked: </span>
        </span>
        <span class="row-snippet group-example" dir="auto" lang={main?.language}>
          {group.example}
        </span>
        <span class="group-facts muted">
          {group.languages.map(({ language }) => (
            <span key={language} class="language" title={languageName(language)}>
              {language}
            </span>
          ))}
          <span>last {timeOfDay(group.lastAt, now.value)}</span>
          <span class="near">{group.article === null ? 'no article near' : `near: ${group.article.title}`}</span>
        </span>
      </button>
    </li>
  );
}

/** 12,000 as 12K: the column is as wide as three digits. */
const short = new Intl.NumberFormat('en', { notation: 'compact' });

/** As in the queue: the row reached takes the focus, Enter opens it. */
export function moveInGroups(step: 1 | -1): void {
  const rows = [...document.querySelectorAll<HTMLElement>('[data-group]')];
  const focused = document.activeElement?.closest<HTMLElement>('[data-group]');
  const at = rows.findIndex((row) => (focused ? row === focused : row.getAttribute('aria-current') === 'true'));
  const index = at === -1 ? 0 : Math.min(Math.max(at + step, 0), rows.length - 1);
  rows[index]?.focus();
}
