import type { OpenInvite, OpenSession, RosterPerson } from '../../../worker/rooms/people-schema.ts';
import { now } from '../ui/clock.ts';
import { confirmFirst } from '../ui/confirm.tsx';
import { AlarmIcon } from '../ui/icons.tsx';
import { endSession, endSessions, withdrawInvite } from './api.ts';
import { MadeLink } from './link.tsx';
import { access, busy, doFor, invite, made } from './store.ts';
import { browserText, inviteText, sessionText } from './words.ts';

/** Where somebody is signed in, and the links with which they still can. */
export function Access({ person, site }: { person: RosterPerson; site: string }) {
  const state = access.state.value;
  const { id, name } = person;
  return (
    <div class="person-access">
      <h4>Sign-in links</h4>
      {made.value?.person === id ? <MadeLink name={name} site={site} made={made.value} /> : null}
      {state.at === 'loading' ? <p class="muted">Loading</p> : null}
      {state.at === 'failed' ? (
        <p class="mark late" role="alert">
          <AlarmIcon /> {state.message}
        </p>
      ) : null}
      {state.at === 'ready' ? <Invites person={id} invites={state.value.invites} /> : null}
      <div>
        <button type="button" class="button" aria-disabled={busy.value} onClick={() => void invite(id)}>
          Make a sign-in link
        </button>
      </div>
      <h4>Open sessions</h4>
      {state.at === 'ready' ? <Sessions person={person} sessions={state.value.sessions} /> : null}
    </div>
  );
}

function Invites({ person, invites }: { person: string; invites: OpenInvite[] }) {
  if (invites.length === 0) return <p class="muted">No link is open.</p>;
  return (
    <ul>
      {invites.map((one) => (
        <li key={one.id} class="access-row">
          <span>{inviteText(one, now.value)}</span>
          <button
            type="button"
            class="button small"
            aria-disabled={busy.value}
            onClick={() => void doFor(() => withdrawInvite(person, one.id), 'The link was withdrawn.')}
          >
            Withdraw
          </button>
        </li>
      ))}
    </ul>
  );
}

function Sessions({ person: { id, name }, sessions }: { person: RosterPerson; sessions: OpenSession[] }) {
  if (sessions.length === 0) return <p class="muted">Not signed in anywhere.</p>;
  const others = sessions.filter(({ mine }) => !mine).length;
  const endAll = () =>
    confirmFirst({
      title: others === sessions.length ? `End all sessions of ${name}?` : 'End all your other sessions?',
      text: 'Their pages close at once. What was not sent stays in the browser it was written in.',
      button: 'End sessions',
      run: () => void doFor(() => endSessions(id), 'The sessions were ended.'),
    });
  return (
    <>
      <ul>
        {sessions.map((one) => (
          <li key={one.id} class="access-row">
            <span>
              {browserText(one)} {one.mine ? <span class="tag ok">This one</span> : null}
              <span class="muted access-about">{sessionText(one, now.value)}</span>
            </span>
            {one.mine ? null : (
              <button
                type="button"
                class="button small"
                aria-disabled={busy.value}
                onClick={() => void doFor(() => endSession(id, one.id), 'The session was ended.')}
              >
                End<span class="visually-hidden"> the session in {browserText(one)}</span>
              </button>
            )}
          </li>
        ))}
      </ul>
      {others < 2 ? null : (
        <div>
          <button type="button" class="button" aria-disabled={busy.value} onClick={endAll}>
            End all{others === sessions.length ? '' : ' others'}
          </button>
        </div>
      )}
    </>
  );
}
