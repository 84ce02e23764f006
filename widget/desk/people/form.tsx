import { type Signal, useSignal } from '@preact/signals';
import type { Roster, RosterPerson } from '../../../worker/rooms/people-schema.ts';
import { Dialog } from '../ui/dialog.tsx';
import { AlarmIcon } from '../ui/icons.tsx';
import { roleWords } from '../words.ts';
import { busy, editing, save, trouble } from './store.ts';
import { changeOf, type Draft, draftOf, skillsIn, teamsText } from './words.ts';

/** Somebody new, or somebody who is there. What the server refuses is said here, and what was typed stays. */
export function PersonDialog({ roster }: { roster: Roster }) {
  const id = editing.value;
  if (id === null) return null;
  const person = roster.people.find((one) => one.id === id) ?? null;
  if (person === null && id !== 'new') return null;
  return (
    <Dialog
      key={id}
      label="person-title"
      class="sheet person-dialog"
      onClose={() => {
        editing.value = null;
        trouble.value = '';
      }}
    >
      {(shut) => <Form person={person} teams={roster.teams} shut={shut} />}
    </Dialog>
  );
}

function Form({ person, teams, shut }: { person: RosterPerson | null; teams: Roster['teams']; shut: () => void }) {
  // As it was when it was opened: what others change meanwhile is not undone.
  const before = useSignal(draftOf(person)).peek();
  const draft = useSignal<Draft>(before);
  const skills = useSignal(before.skills.join(', '));
  const set = (change: Partial<Draft>) => {
    draft.value = { ...draft.peek(), ...change };
  };
  const { name, email, role, capacity } = draft.value;
  const submit = async () => {
    const after = { ...draft.peek(), name: name.trim(), email: email.trim(), skills: skillsIn(skills.peek()) };
    if (await save(person?.id ?? null, person === null ? after : changeOf(before, after), after.name)) shut();
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <h2 id="person-title">{person === null ? 'Add a person' : `Change ${person.name}`}</h2>
      <label class="person-field">
        <span>Name, as customers read it</span>
        <input
          class="select"
          required
          maxLength={80}
          autocomplete="off"
          value={name}
          onInput={(event) => set({ name: event.currentTarget.value })}
        />
      </label>
      <label class="person-field">
        <span>E-mail address</span>
        <input
          class="select"
          type="email"
          required
          maxLength={254}
          autocomplete="off"
          value={email}
          onInput={(event) => set({ email: event.currentTarget.value })}
        />
      </label>
      <label class="person-field">
        <span>Role</span>
        <select
          class="select"
          value={role}
          onChange={(event) => set({ role: roles.find((one) => one === event.currentTarget.value) ?? role })}
        >
          {roles.map((one) => (
            <option key={one} value={one}>
              {roleWords[one]}: {roleAbout[one]}
            </option>
          ))}
        </select>
      </label>
      <Teams draft={draft} teams={teams} held={before.teams} />
      <label class="person-field">
        <span>Skills, between commas</span>
        <input
          class="select"
          maxLength={600}
          autocomplete="off"
          aria-describedby="skills-about"
          value={skills.value}
          onInput={(event) => {
            skills.value = event.currentTarget.value;
          }}
        />
        <span class="muted small-text" id="skills-about">
          Languages by their code, such as de, and words that the queue’s rules ask for.
        </span>
      </label>
      <label class="person-field">
        <span>Conversations at a time, 1 to 20</span>
        <input
          class="select person-number"
          type="number"
          required
          min={1}
          max={20}
          step={1}
          value={capacity}
          onInput={(event) => set({ capacity: event.currentTarget.valueAsNumber })}
        />
      </label>
      {trouble.value === '' ? null : (
        <p class="mark late" role="alert">
          <AlarmIcon /> {trouble.value}
        </p>
      )}
      <div class="sheet-actions">
        <button type="submit" class="button primary" aria-disabled={busy.value}>
          {busy.value ? 'Saving' : person === null ? 'Add' : 'Save'}
        </button>
        <button type="button" class="button" onClick={shut}>
          Cancel
        </button>
      </div>
    </form>
  );
}

const roles = ['agent', 'lead', 'admin'] as const;
const roleAbout = {
  agent: 'answers customers',
  lead: 'also decides what the assistant may do',
  admin: 'also manages people',
} as const;

function Teams({ draft, teams, held }: { draft: Signal<Draft>; teams: Roster['teams']; held: readonly string[] }) {
  // One that the policy no longer has can still be taken away.
  const lost = held.filter((id) => !teams.some((team) => team.id === id)).map((id) => ({ id, title: teamsText([id], teams) }));
  const chosen = draft.value.teams;
  const toggle = (id: string) => {
    const next = chosen.includes(id) ? chosen.filter((one) => one !== id) : [...chosen, id];
    draft.value = { ...draft.peek(), teams: next };
  };
  return (
    <fieldset class="person-teams">
      <legend>Teams</legend>
      {[...teams, ...lost].map(({ id, title }) => (
        <label key={id}>
          <input type="checkbox" checked={chosen.includes(id)} onChange={() => toggle(id)} /> {title}
        </label>
      ))}
      <p class="muted small-text">{chosen.length === 0 ? 'None chosen: works for all teams.' : 'Sees these first, and is given these.'}</p>
    </fieldset>
  );
}
