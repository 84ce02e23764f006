import type { Change } from '../../../worker/release/diff.ts';
import { changesInBrief, changeWord, shortHash } from './words.ts';

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
        <details key={part} open={parts.length < 4}>
          <summary>{part}</summary>
          <ul class="gate-list">
            {(changes ?? [])
              .filter((one) => one.part === part)
              .map(({ change, name, detail }) => (
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
        </details>
      ))}
    </section>
  );
}
