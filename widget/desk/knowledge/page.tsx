import { useEffect } from 'preact/hooks';
import type { KnowledgeReport } from '../../../worker/release/calibration.ts';
import { Failed } from '../questions/failed.tsx';
import { failure } from '../ui/failure.ts';
import { source } from '../ui/load.ts';
import { readReport } from './api.ts';
import { Language } from './language.tsx';
import { Model } from './model.tsx';

const report = source<KnowledgeReport>(failure);
const loadReport = (): Promise<void> => report.load(readReport);

/** What the active release promises of the assistant's answers, and what that rests on. */
export function KnowledgePage({ mayDecide }: { mayDecide: boolean }) {
  useEffect(() => {
    if (mayDecide) void loadReport();
  }, [mayDecide]);
  return (
    <main class="panes knowledge">
      <section class="pane" aria-labelledby="knowledge-title">
        {/* Scrolls, so that a keyboard can get at what is below. */}
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to take the focus. */}
        <div class="knowledge-scroll" tabIndex={0}>
          <h2 id="knowledge-title" class="block">
            What the release promises
          </h2>
          {mayDecide ? <Model /> : null}
          {mayDecide ? <Report /> : <p class="empty">Leads and admins read what the release promises.</p>}
        </div>
      </section>
    </main>
  );
}

function Report() {
  const state = report.state.value;
  if (state.at === 'loading') return <p class="empty">Loading what the release promises</p>;
  if (state.at === 'failed')
    return <Failed what="What the release promises could not be loaded." message={state.message} retry={loadReport} />;
  const { release, languages } = state.value;
  if (release === null) return <p class="empty">No release is active: the assistant answers nothing.</p>;
  return (
    <>
      <p class="block muted small-text">
        Release <code>{release.slice(0, 12)}</code>. Every figure holds for questions like those judged.
      </p>
      {languages.length === 0 ? <p class="empty">The release has no articles.</p> : null}
      {languages.map((language) => (
        <Language key={language.locale} calibration={language} />
      ))}
    </>
  );
}
