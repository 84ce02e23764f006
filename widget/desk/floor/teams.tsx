import type { Person } from '../../../worker/protocol.ts';
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
  return (
    <section aria-labelledby="floor-teams">
      <h3 id="floor-teams">Waiting, by team</h3>
      <ul class="floor-cards">
        {teams.map((one) => (
          <Team key={one.team.id} of={one} me={me} />
        ))}
      </ul>
    </section>
  );
}

function Team({ of: { team, waiting, missed, oldest, standing }, me }: { of: TeamOnFloor; me: Person }) {
  const entries = [...waiting, ...missed];
  const more = entries.length - SHOWN;
  return (
    <li class="floor-card">
      <div class="floor-head">
        <h4>{team.title}</h4>
        <span class="mark">
          {team.open ? <CheckIcon /> : <ClockIcon />}{' '}
          {team.open ? 'Open' : team.opensAt === null ? 'Closed' : `Closed until ${timeOfDay(team.opensAt, now.value)}`}
        </span>
      </div>
      {entries.length === 0 ? (
        <p class="muted">Nobody waits.</p>
      ) : (
        <>
          <p class="floor-line">
            <span>
              {waiting.length} waiting{missed.length === 0 ? '' : `, ${missed.length} missed`}
            </span>
            {oldest === null ? null : <Longest since={oldest} />}
            <StandingMark standing={standing} />
          </p>
          <ul class="floor-items">
            {entries.slice(0, SHOWN).map((entry) => (
              <Item key={entry.handoffId} entry={entry} me={me} />
            ))}
          </ul>
          {more <= 0 ? null : (
            <button type="button" class="link-button" onClick={() => showQueue(team.id)}>
              {more} more in the queue<span class="visually-hidden"> of {team.title}</span>
            </button>
          )}
        </>
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
