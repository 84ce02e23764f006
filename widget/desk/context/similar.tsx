import type { Conversation } from '../conversation/conversation.ts';
import { relatedOf } from '../history/related.ts';
import { now } from '../ui/clock.ts';
import { goBeside } from '../ui/route.ts';
import { timeOfDay } from '../ui/time.ts';

/** How people answered others who asked with the same rare words. Nothing is shown where there is nothing like it. */
export function Similar({ conversation }: { conversation: Conversation }) {
  const state = relatedOf(conversation).state.value;
  if (state.at !== 'ready' || state.value.similar.length === 0) return null;
  return (
    <section class="block" aria-labelledby="similar">
      <h3 id="similar">
        Similar, resolved by people <span class="count">{state.value.similar.length}</span>
      </h3>
      <ul class="related">
        {state.value.similar.map((one) => (
          <li key={one.id}>
            <button type="button" class="related-open" onClick={() => goBeside(one.id)}>
              <span class="related-words" dir="auto" lang={one.language}>
                {one.first}
              </span>
              <span class="muted small-text">
                {one.agents.at(-1)?.name ?? 'A person'}, {timeOfDay(one.created, now.value)}
              </span>
            </button>
            <blockquote class="draft related-answer" dir="auto" lang={one.language}>
              {one.answer}
            </blockquote>
          </li>
        ))}
      </ul>
    </section>
  );
}
