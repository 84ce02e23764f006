import type { ReleaseEntry } from '../../../worker/release/overview.ts';
import { now } from '../ui/clock.ts';
import { timeOfDay } from '../ui/time.ts';
import { want } from './store.ts';
import { shortHash } from './words.ts';

/** What customers meet right now, and who answers for it. */
export function Active({ entry, previous }: { entry: ReleaseEntry | null; previous: string | null }) {
  return (
    <section class="releases-part" aria-labelledby="releases-active">
      <h3 id="releases-active">Active</h3>
      {entry === null ? (
        <p class="muted">No release is active: nobody can chat. Approve and activate one below.</p>
      ) : (
        <>
          <dl class="pairs release-facts">
            <div>
              <dt>Release</dt>
              <dd>
                <code>{shortHash(entry.hash)}</code>
              </dd>
            </div>
            <Who term="Author" name={entry.authorName} at={entry.uploadedAt} />
            <Who term="Approver" name={entry.approverName ?? 'nobody'} at={entry.approvedAt} />
            <Who term="Activated" name={entry.activatedByName ?? ''} at={entry.activatedAt} />
          </dl>
          {previous === null ? (
            <p class="muted small-text">No release was active before it, so there is none to go back to.</p>
          ) : (
            <button type="button" class="button" onClick={() => want({ kind: 'rollback', hash: previous, from: entry.hash })}>
              Roll back to <code>{shortHash(previous)}</code>
            </button>
          )}
        </>
      )}
    </section>
  );
}

function Who({ term, name, at }: { term: string; name: string; at: string | null }) {
  return (
    <div>
      <dt>{term}</dt>
      <dd>
        {name}
        {at === null ? null : (
          <>
            {name === '' ? '' : ', '}
            <time dateTime={at}>{timeOfDay(at, now.value)}</time>
          </>
        )}
      </dd>
    </div>
  );
}
