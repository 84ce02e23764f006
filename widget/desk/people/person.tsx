import type { Roster, RosterPerson } from '../../../worker/rooms/people-schema.ts';
import type { DeskSession } from '../session/parse.ts';
import { now } from '../ui/clock.ts';
import { confirmFirst } from '../ui/confirm.tsx';
import { roleWords } from '../words.ts';
import { Access } from './access.tsx';
import { setActive } from './api.ts';
import { busy, doFor, editing, open, opened, trouble } from './store.ts';
import { capacityText, seenText, skillsText, teamsText } from './words.ts';

interface Props {
  person: RosterPerson;
  teams: Roster['teams'];
  session: DeskSession;
}

export function PersonCard({ person, teams, session }: Props) {
  const { id, name, email, role, skills, capacity, deactivatedAt } = person;
  const me = id === session.person.id;
  return (
    <article class="person" aria-label={name} data-person={id}>
      <header class="person-head">
        <h3>
          {name}
          {me ? <span class="muted"> you</span> : null}
        </h3>
        <span class={`tag ${role === 'agent' ? '' : 'ok'}`}>{roleWords[role]}</span>
      </header>
      <p class="muted">{email}</p>
      <p>
        {teamsText(person.teams, teams)}
        {skills.length === 0 ? null : <span class="muted"> · {skillsText(skills)}</span>}
        <span class="muted"> · {capacityText(capacity)}</span>
      </p>
      <p class="muted">{seenText(person, now.value)}</p>
      {session.person.role === 'admin' ? <Actions person={person} me={me} /> : null}
      {opened.value === id && deactivatedAt === null ? <Access person={person} site={session.site.id} /> : null}
    </article>
  );
}

function Actions({ person: { id, name, deactivatedAt }, me }: { person: RosterPerson; me: boolean }) {
  const shown = opened.value === id;
  const leave = () =>
    confirmFirst({
      title: `Deactivate ${name}?`,
      text: 'They are signed out everywhere at once and cannot sign in. Conversations they have go back to the queue. What they did keeps their name.',
      button: 'Deactivate',
      run: () => void doFor(() => setActive(id, false), `${name} was deactivated.`),
    });
  if (deactivatedAt !== null)
    return (
      <div class="person-actions">
        <button
          type="button"
          class="button"
          aria-disabled={busy.value}
          onClick={() => void doFor(() => setActive(id, true), `${name} may sign in again.`)}
        >
          Reactivate<span class="visually-hidden"> {name}</span>
        </button>
      </div>
    );
  return (
    <div class="person-actions">
      <button
        type="button"
        class="button"
        onClick={() => {
          trouble.value = '';
          editing.value = id;
        }}
      >
        Change<span class="visually-hidden"> {name}</span>
      </button>
      <button type="button" class="button" aria-expanded={shown} onClick={() => open(id)}>
        Sign-in<span class="visually-hidden"> of {name}</span>
      </button>
      {me ? null : (
        <button type="button" class="button quiet" aria-disabled={busy.value} onClick={leave}>
          Deactivate<span class="visually-hidden"> {name}</span>
        </button>
      )}
    </div>
  );
}
