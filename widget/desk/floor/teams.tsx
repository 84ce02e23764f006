import type { Person, TeamState } from '../../../worker/protocol.ts';
import { chooseTeam } from '../queue/team-choice.ts';
import { now } from '../ui/clock.ts';
import { CheckIcon, ClockIcon } from '../ui/icons.tsx';
import { go } from '../ui/route.ts';
import { span, timeOfDay } from '../ui/time.ts';
import { Item } from './item.tsx';
import { StandingMark } from './standing.tsx';
import type { TeamOnFloor } from './view.ts';

/** More of one team than this are in the queue, not here. */
const SHOWN = 5;

/** Nobody has these yet, team by team. */
export function Teams({ teams, me }: { teams: readonly TeamOnFloor[]; me: Person }) {
  const waits = teams.filter(({ oldest }) => oldest !== null);
  const none = teams.filter(({ oldest }) => oldest === null);
  return (
    <section aria-labelledby="floor-teams">
      <h3 id="floor-teams">Waiting, by team</h3>
      {waits.length === 0 ? null : (
        <ul class="floor-cards">
          {waits.map((one) => (
            <Team key={one.team.id} of={one} me={me} />
          ))}
        </ul>
      )}
      {none.length === 0 ? null : (
        <ul class="floor-none" aria-label="Teams for which nobody waits">
          {none.map(({ team }) => (
            <li key={team.id}>
              {team.title} <OpenMark team={team} /> <span class="muted">Nobody waits.</span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function OpenMark({ team: { open, opensAt } }: { team: TeamState }) {
  return (
    <span class="mark">
      {open ? <CheckIcon /> : <ClockIcon />} {open ? 'Open' : opensAt === null ? 'Closed' : `Closed until ${timeOfDay(opensAt, now.value)}`}
    </span>
  );
}

function Team({ of: { team, waiting, missed, oldest, standing }, me }: { of: TeamOnFloor; me: Person }) {
  const entries = [...waiting, ...missed];
  const more = entries.length - SHOWN;
  return (
    <li class="floor-card">
      <div class="floor-head">
        <h4>{team.title}</h4>
        <OpenMark team={team} />
      </div>
      <p class="floor-line">
        <span>
          {waiting.length} waiting{missed.length === 0 ? '' : `, ${missed.length} missed`}
        </span>
        {oldest === null ? null : <Longest since={oldest} />}
        <StandingMark standing={standing} />
      </p>
      <ul class="floor-items">
        {entries.slice(0, SHOWN).map((entry) => (
          <Item key={entry.handoffId} entry={entry} me={me} inTeam />
        ))}
      </ul>
      {more <= 0 ? null : (
        <button type="button" class="link-button" onClick={() => showQueue(team.id)}>
          {more} more in the queue<span class="visually-hidden"> of {team.title}</span>
        </button>
      )}
    </li>
  );
}

function showQueue(team: string): void {
  chooseTeam(team);
  go(null);
}

/** Apart, since it ticks. */
const Longest = ({ since }: { since: string }) => <span class="muted">longest {span(now.value - Date.parse(since))}</span>;
