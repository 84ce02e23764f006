import type { Person } from '../../../worker/protocol.ts';
import { presenceWords } from '../queue/presence-words.ts';
import { LostMark, skillName, teamTitle } from '../queue/sla.tsx';
import { now } from '../ui/clock.ts';
import { span } from '../ui/time.ts';
import { roleWords } from '../words.ts';
import { Item } from './item.tsx';
import { StandingMark } from './standing.tsx';
import type { PersonOnFloor } from './view.ts';

/** Everybody at the desk, and what they have. */
export function People({ people, me }: { people: readonly PersonOnFloor[]; me: Person }) {
  return (
    <section aria-labelledby="floor-people">
      <h3 id="floor-people">People</h3>
      <ul class="floor-cards">
        {people.map((one) => (
          <Colleague key={one.colleague.id} of={one} me={me} />
        ))}
      </ul>
    </section>
  );
}

function Colleague({ of: { colleague, entries, standing }, me }: { of: PersonOnFloor; me: Person }) {
  const { id, name, role, presence, since, load, capacity, teams, skills } = colleague;
  return (
    <li class="floor-card" data-person={id}>
      <div class="floor-head">
        <h4>
          {name}
          {id === me.id ? ', you' : ''}
        </h4>
        <span class={`presence-mark ${presence}`}>
          <span class="presence-dot" aria-hidden="true" /> {presenceWords[presence]} <For since={since} />
        </span>
      </div>
      <p class="muted">
        {roleWords[role]} · {teams.length === 0 ? 'All teams' : teams.map(teamTitle).join(', ')}
        {skills.length === 0 ? '' : ` · ${skills.map(skillName).join(', ')}`}
      </p>
      <p class="floor-line">
        <span class={load >= capacity ? 'strong' : ''}>
          {load} of {capacity} conversations{load >= capacity ? ', full' : ''}
        </span>
        {entries.length === 0 ? null : <StandingMark standing={standing} />}
      </p>
      <LostMark agent={colleague} />
      {entries.length === 0 ? null : (
        <ul class="floor-items">
          {entries.map((entry) => (
            <Item key={entry.handoffId} entry={entry} me={me} />
          ))}
        </ul>
      )}
    </li>
  );
}

/** Apart, since it ticks. */
const For = ({ since }: { since: string }) => <span class="muted">for {span(now.value - Date.parse(since))}</span>;
