import type { ReviewPage } from '../../../worker/records/reviews/schema.ts';
import { shortcutsOn } from '../ui/settings.ts';
import { busy, judge, note, trouble } from './store.ts';
import { verdictAdvice, verdictKeys, verdictWords } from './words.ts';

/** One key, one verdict. */
export function Verdict({ page }: { page: ReviewPage }) {
  if (page.own) {
    return <p class="verdict-bar muted">You wrote to the customer in this conversation, so a colleague reviews it.</p>;
  }
  return (
    <section class="verdict-bar" aria-label="Verdict">
      <div class="verdict-buttons">
        {verdictKeys.map(([key, verdict]) => (
          <button
            key={verdict}
            type="button"
            class={verdict === 'none' ? 'button primary' : 'button'}
            title={verdictAdvice[verdict]}
            aria-keyshortcuts={shortcutsOn.value ? key : undefined}
            aria-disabled={busy.value !== null}
            onClick={() => judge(verdict)}
          >
            {shortcutsOn.value ? <kbd>{key}</kbd> : null} {verdictWords[verdict]}
          </button>
        ))}
      </div>
      <label class="verdict-note">
        <span class="muted">Note, for whoever mends it</span>
        <textarea
          rows={1}
          maxLength={1_000}
          value={note.value}
          onInput={(event) => {
            note.value = event.currentTarget.value;
          }}
        />
      </label>
      {trouble.value === '' ? null : <p class="group-trouble">{trouble.value}</p>}
    </section>
  );
}
