import { useEffect } from 'preact/hooks';
import { Failed } from '../questions/failed.tsx';
import { Active } from './active.tsx';
import { Confirm } from './confirm.tsx';
import { Due } from './due.tsx';
import { Release } from './release.tsx';
import { loadReleases, releases, wanted } from './store.ts';

/** How many earlier releases are listed; the command line knows all. */
const earlierShown = 10;

/** Which release customers meet, what comes up for review in it, and which ones wait. */
export function ReleasesPage({ mayDecide }: { mayDecide: boolean }) {
  useEffect(() => {
    if (mayDecide) void loadReleases();
  }, [mayDecide]);
  return (
    <main class="panes releases">
      <section class="pane" aria-labelledby="releases-title">
        {/* Scrolls, so that a keyboard can get at what is below. */}
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to take the focus. */}
        <div class="releases-scroll" tabIndex={0}>
          <h2 id="releases-title">Releases</h2>
          {mayDecide ? <Report /> : <p class="empty">Leads and admins decide on releases.</p>}
        </div>
      </section>
      {wanted.value === null ? null : <Confirm wish={wanted.value} />}
    </main>
  );
}

function Report() {
  const state = releases.state.value;
  if (state.at === 'loading') return <p class="empty">Loading the releases</p>;
  if (state.at === 'failed') return <Failed what="The releases could not be loaded." message={state.message} retry={loadReleases} />;
  const { releases: all, previous, due } = state.value;
  const active = all.find((entry) => entry.active) ?? null;
  const waiting = all.filter((entry) => !entry.active && entry.activatedAt === null);
  const earlier = all.filter((entry) => !entry.active && entry.activatedAt !== null);
  return (
    <>
      <Active entry={active} previous={previous} />
      {active === null ? null : <Due of={due} />}
      <section class="releases-part" aria-labelledby="releases-waiting">
        <h3 id="releases-waiting">Waiting</h3>
        {waiting.length === 0 ? (
          <p class="muted">
            No release waits. <code>npm run release -- upload</code> brings one.
          </p>
        ) : (
          waiting.map((entry) => <Release key={entry.hash} entry={entry} />)
        )}
      </section>
      {earlier.length === 0 ? null : (
        <section class="releases-part" aria-labelledby="releases-earlier">
          <h3 id="releases-earlier">Earlier</h3>
          {earlier.slice(0, earlierShown).map((entry) => (
            <Release key={entry.hash} entry={entry} />
          ))}
        </section>
      )}
    </>
  );
}
