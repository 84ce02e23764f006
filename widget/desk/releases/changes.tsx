import type { Change } from '../../../worker/release/diff.ts';
import { count } from '../ui/time.ts';
import { changesInBrief, changeWord, shortHash } from './words.ts';

/** As many of a part as one reads here; the command line lists all. */
const shown = 40;

/** What differs from the active release, by part. */
export function Changes({ changes, from }: { changes: readonly Change[] | null; from: string | null }) {
  const parts = [...new Set((changes ?? []).map(({ part }) => part))];
  return (
    <section aria-label="Changes">
      <h5>
        What it changes
        {from === null ? '' : ' of '}
        {from === null ? null : <code>{shortHash(from)}</code>}
      </h5>
      <p class="muted">{changesInBrief(changes)}</p>
      {parts.map((part) => (
        <Part key={part} part={part} of={(changes ?? []).filter((one) => one.part === part)} open={parts.length < 4} />
      ))}
    </section>
  );
}

function Part({ part, of, open }: { part: string; of: readonly Change[]; open: boolean }) {
  const more = of.length - shown;
  return (
    <details open={open}>
      <summary>
        {part} <span class="count">{of.length}</span>
      </summary>
      <ul class="gate-list">
        {of.slice(0, shown).map(({ change, name, detail }) => (
          <li key={`${change} ${name} ${detail}`}>
            <span class="tag">{changeWord(change)}</span> <strong dir="auto">{name}</strong>
            {detail === '' ? null : (
              <span class="muted" dir="auto">
                {' '}
                {detail}
              </span>
            )}
          </li>
        ))}
      </ul>
      {more > 0 ? (
        <p class="muted">
          And {count(more, 'more change')}: <code>npm run release -- diff</code> lists all.
        </p>
      ) : null}
    </details>
  );
}
