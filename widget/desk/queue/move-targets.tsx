import type { Signal } from '@preact/signals';
import type { Person, QueueEntry } from '../../../worker/protocol.ts';
import { now } from '../ui/clock.ts';
import { timeOfDay } from '../ui/time.ts';
import { mayGive, type PersonChoice, peopleFor, type Target, teamsFor } from './move-choices.ts';
import { presenceWords } from './presence-words.ts';
import { skillName, teamTitle } from './sla.tsx';
import { queue } from './store.ts';

interface Props {
  entry: QueueEntry;
  me: Person;
  target: Signal<Target | null>;
}

/** Who could get it, and what there is to know of them. One group: somebody, a team, or neither. */
export function MoveTargets({ entry, me, target }: Props) {
  const { agents, teams } = queue.value;
  const people = peopleFor(entry, me, agents, teamTitle(entry.team));
  const choose = (to: Target | null) => () => {
    target.value = to;
  };
  return (
    <fieldset class="move-targets">
      <legend>Give it to</legend>
      <label class="move-target">
        <input type="radio" name="move-to" checked={target.value === null} onChange={choose(null)} />
        <span>Leave it where it is</span>
      </label>
      <h3>A colleague</h3>
      {!mayGive(entry, me) ? (
        <p class="muted">{entry.agent === null ? 'Claim it first to give it to somebody.' : 'Only who has it, or a lead.'}</p>
      ) : people.length === 0 ? (
        <p class="muted">Nobody else is at the desk.</p>
      ) : (
        people.map((choice) => (
          <PersonOption
            key={choice.colleague.id}
            choice={choice}
            me={me}
            checked={target.value?.kind === 'person' && target.value.id === choice.colleague.id}
            choose={choose({ kind: 'person', id: choice.colleague.id })}
          />
        ))
      )}
      <h3>A team</h3>
      {teamsFor(entry, teams).map(({ id, title, open, opensAt }) => (
        <label key={id} class="move-target">
          <input
            type="radio"
            name="move-to"
            checked={target.value?.kind === 'team' && target.value.id === id}
            onChange={choose({ kind: 'team', id })}
          />
          <span>
            {title}{' '}
            <span class="muted">{open ? 'open' : opensAt === null ? 'closed' : `closed until ${timeOfDay(opensAt, now.value)}`}</span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}

function PersonOption({ choice, me, checked, choose }: { choice: PersonChoice; me: Person; checked: boolean; choose: () => void }) {
  const { id, name, presence, load, capacity, teams, skills } = choice.colleague;
  return (
    <label class="move-target">
      <input type="radio" name="move-to" disabled={choice.not !== ''} checked={checked} onChange={choose} />
      <span>
        {name}
        {id === me.id ? ', you' : ''}{' '}
        <span class="muted">
          {presenceWords[presence]}, {load} of {capacity}
          {choice.not === '' ? '' : `, ${choice.not}`}
          <span class="move-about">
            {teams.length === 0 ? 'All teams' : teams.map(teamTitle).join(', ')}
            {skills.length === 0 ? '' : ` · ${skills.map(skillName).join(', ')}`}
          </span>
        </span>
      </span>
    </label>
  );
}
