import { useEffect } from 'preact/hooks';
import type { MatrixReport } from '../../../worker/desk/matrix-schema.ts';
import { Failed } from '../questions/failed.tsx';
import { now } from '../ui/clock.ts';
import { timeOfDay } from '../ui/time.ts';
import { Area } from './area.tsx';
import { PauseSwitch } from './pause.tsx';
import { loadMatrix, matrix, watchMatrix } from './store.ts';
import { changeText } from './words.ts';

/** The living matrix: who does what, how far the assistant goes alone right now, and what came of it. */
export function MatrixPage({ mayDecide }: { mayDecide: boolean }) {
  useEffect(watchMatrix, []);
  return (
    <main class="panes matrix">
      <section class="pane" aria-labelledby="matrix-title">
        {/* Scrolls, so that a keyboard can get at what is below. */}
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to take the focus. */}
        <div class="matrix-scroll" tabIndex={0}>
          <h2 id="matrix-title">Who does what</h2>
          <Report mayDecide={mayDecide} />
        </div>
      </section>
    </main>
  );
}

function Report({ mayDecide }: { mayDecide: boolean }) {
  const state = matrix.state.value;
  if (state.at === 'loading') return <p class="empty">Loading the matrix</p>;
  if (state.at === 'failed') return <Failed what="The matrix could not be loaded." message={state.message} retry={loadMatrix} />;
  const { release, all, areas, days } = state.value;
  return (
    <>
      <div class="matrix-head">
        <p class="muted">
          {release === null ? (
            'No release is active: people answer everything.'
          ) : (
            <>
              As released in <code>{release.slice(0, 12)}</code>, with what was set since. Changes hold at once, drafts in flight too.
            </>
          )}
          {mayDecide ? '' : ' Leads and admins change it.'}
        </p>
        <PauseSwitch area="all" name="all areas" pause={all} mayDecide={mayDecide} />
      </div>
      {areas.map((area) => (
        <Area key={area.id} area={area} days={days} mayDecide={mayDecide} />
      ))}
      <Changes of={state.value.changes} />
    </>
  );
}

function Changes({ of }: { of: MatrixReport['changes'] }) {
  return (
    <section class="matrix-area" aria-labelledby="matrix-changes">
      <h3 id="matrix-changes">Latest changes</h3>
      {of.length === 0 ? <p class="muted">Nothing was changed since the release.</p> : null}
      <ol>
        {of.map((change) => (
          <li key={`${change.at} ${change.area} ${change.what}`} class="matrix-change">
            <span>{changeText(change)}</span> <time dateTime={change.at}>{timeOfDay(change.at, now.value)}</time>
            <span class="muted" dir="auto">
              {change.why}
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}
