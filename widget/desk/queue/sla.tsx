import type { QueueEntry } from '../../../worker/protocol.ts';
import { now } from '../ui/clock.ts';
import { AlarmIcon, ClockIcon, CrossIcon } from '../ui/icons.tsx';
import { clockOnly, span, timeOfDay } from '../ui/time.ts';
import { languageName, title } from '../words.ts';
import { promisedTime } from './promise.ts';
import { colleagues, teams } from './store.ts';

/** Small parts of a row that tick, apart from it: a second renders these few characters and nothing else. */

/** The promised time that ends next, or the one that is broken. */
export function SlaMark({ entry: { sla } }: { entry: QueueEntry }) {
  if (sla === null) return null;
  const { urgency, text } = promisedTime(sla, now.value);
  return (
    <span class={`mark ${urgency}`} title={`Promised by ${clockOnly(sla.due)}`}>
      {urgency === 'calm' ? <ClockIcon /> : <AlarmIcon />} {text}
    </span>
  );
}

/** Whose turn it is in a conversation of mine. */
export function AwaitingMark({ entry: { awaitingSince } }: { entry: QueueEntry }) {
  if (awaitingSince === null) return null;
  return <span class="mark">Customer waits for your answer since {timeOfDay(awaitingSince, now.value)}</span>;
}

/** A colleague who may not come back: when what they have is anybody's again. */
export function LostMark({ agent }: { agent: QueueEntry['agent'] }) {
  const lostAt = agent === null ? null : (colleagues.value.find(({ id }) => id === agent.id)?.lostAt ?? null);
  if (agent === null || lostAt === null) return null;
  return (
    <span class="mark late">
      <CrossIcon /> {firstName(agent.name)}’s connection is lost, back to the queue in {span(Date.parse(lostAt) - now.value)}
    </span>
  );
}

/** Where an entry belongs, and who is asked for first. */
export function Needs({ entry: { team, skills } }: { entry: QueueEntry }) {
  return (
    <span class="row-needs">
      <span class="muted">
        <span class="visually-hidden">Team </span>
        {teamTitle(team)}
      </span>
      <Skills of={skills} />
    </span>
  );
}

export function Skills({ of }: { of: readonly string[] }) {
  return of.map((skill) => (
    <span key={skill} class="tag">
      needs {skillName(skill)}
    </span>
  ));
}

export const teamTitle = (team: string): string => teams.value.find(({ id }) => id === team)?.title ?? title(team);

/** Languages are skills by their code. */
export const skillName = (skill: string): string => (/^[a-z]{2}$/.test(skill) ? languageName(skill) : title(skill).toLowerCase());

export const firstName = (name: string): string => name.split(' ', 1)[0] ?? name;
