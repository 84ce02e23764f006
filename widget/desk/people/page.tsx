import { useEffect } from 'preact/hooks';
import type { Roster, RosterPerson } from '../../../worker/rooms/people-schema.ts';
import { Failed } from '../questions/failed.tsx';
import type { DeskSession } from '../session/parse.ts';
import { AlarmIcon } from '../ui/icons.tsx';
import { count } from '../ui/time.ts';
import { PersonDialog } from './form.tsx';
import { PersonCard } from './person.tsx';
import { editing, loadRoster, roster, trouble, watchPeople } from './store.ts';

/** Who works at the desk. Leads see it; admins manage it. */
export function PeoplePage({ session }: { session: DeskSession }) {
  useEffect(watchPeople, []);
  const state = roster.state.value;
  const manages = session.person.role === 'admin';
  return (
    <main class="panes people">
      <section class="pane" aria-labelledby="people-title">
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to take the focus. */}
        <div class="people-scroll" tabIndex={0}>
          <div class="people-page">
            <div class="people-head">
              <h2 id="people-title">People</h2>
              {manages ? (
                <button
                  type="button"
                  class="button primary"
                  onClick={() => {
                    trouble.value = '';
                    editing.value = 'new';
                  }}
                >
                  Add a person
                </button>
              ) : null}
            </div>
            {manages ? null : <p class="muted">Admins add and change people. Who did so is in the log.</p>}
            {trouble.value === '' || editing.value !== null ? null : (
              <p class="mark late" role="alert">
                <AlarmIcon /> {trouble.value}
              </p>
            )}
            {state.at === 'loading' ? <p class="muted">Loading the people</p> : null}
            {state.at === 'failed' ? <Failed what="The people could not be loaded." message={state.message} retry={loadRoster} /> : null}
            {state.at === 'ready' ? <Lists roster={state.value} session={session} /> : null}
          </div>
        </div>
      </section>
      {state.at === 'ready' && manages ? <PersonDialog roster={state.value} /> : null}
    </main>
  );
}

function Lists({ roster: { people, teams }, session }: { roster: Roster; session: DeskSession }) {
  const active = people.filter(({ deactivatedAt }) => deactivatedAt === null);
  const gone = people.filter(({ deactivatedAt }) => deactivatedAt !== null);
  const list = (of: RosterPerson[]) => (
    <ul class="people-list">
      {of.map((person) => (
        <li key={person.id}>
          <PersonCard person={person} teams={teams} session={session} />
        </li>
      ))}
    </ul>
  );
  return (
    <>
      {list(active)}
      {gone.length === 0 ? null : (
        <details class="people-gone">
          <summary>{count(gone.length, 'deactivated person').replace('persons', 'people')}</summary>
          <p class="muted">They cannot sign in. What they did keeps their name.</p>
          {list(gone)}
        </details>
      )}
    </>
  );
}
