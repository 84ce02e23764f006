import { useEffect, useRef } from 'preact/hooks';
import type { Conversation } from '../conversation/conversation.ts';
import { filters, unfiltered } from '../history/filters.ts';
import { relatedOf } from '../history/related.ts';
import { standing, topic } from '../history/words.ts';
import { now } from '../ui/clock.ts';
import { goBeside, goHistory } from '../ui/route.ts';
import { timeOfDay } from '../ui/time.ts';

const shown = 3;

/** What the same customer asked before. */
export function Earlier({ conversation }: { conversation: Conversation }) {
  const related = relatedOf(conversation);
  const state = related.state.value;
  // Handed over, taken or resolved meanwhile: there may be more to tell.
  const stands = conversation.thread.value.view?.state;
  const before = useRef(stands);
  useEffect(() => {
    if (before.current !== undefined && before.current !== stands) void related.load();
    before.current = stands;
  }, [stands]);
  const all = (customer: string) => {
    filters.value = { ...unfiltered, customer: { key: customer, label: conversation.thread.peek().customer?.label ?? 'this customer' } };
    goHistory(null);
  };
  return (
    <section class="block" aria-labelledby="earlier">
      <h3 id="earlier">
        Earlier conversations <span class="count">{state.at === 'ready' ? howMany(state.value.earlier.length) : ''}</span>
      </h3>
      {state.at === 'loading' ? <p class="muted">Looking</p> : null}
      {state.at === 'failed' ? <p class="muted">{state.message}</p> : null}
      {state.at === 'ready' && state.value.earlier.length === 0 ? <p class="muted">None of this customer.</p> : null}
      {state.at === 'ready' && state.value.earlier.length > 0 ? (
        <>
          <ul class="related">
            {state.value.earlier.slice(0, shown).map((one) => (
              <li key={one.id}>
                <button type="button" class="related-open" onClick={() => goBeside(one.id)}>
                  <span class="related-words" dir="auto" lang={one.language}>
                    {one.first === '' ? 'No words' : one.first}
                  </span>
                  <span class="muted small-text">
                    {timeOfDay(one.created, now.value)} · {topic(one)} · {standing(one)}
                  </span>
                </button>
              </li>
            ))}
          </ul>
          <button type="button" class="button small" onClick={() => all(state.value.customer)}>
            All of this customer
          </button>
        </>
      ) : null}
    </section>
  );
}

/** The server tells of ten at most. */
const howMany = (many: number) => (many >= 10 ? '10 or more' : many);
