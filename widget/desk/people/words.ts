import type { OpenInvite, OpenSession, PersonChange, Roster, RosterPerson } from '../../../worker/rooms/people-schema.ts';
import { skillName } from '../queue/sla.tsx';
import { count, span, timeOfDay } from '../ui/time.ts';
import { title } from '../words.ts';

/** Teams by their titles; without any, somebody works for all of them. */
export function teamsText(ids: readonly string[], teams: Roster['teams']): string {
  if (ids.length === 0) return 'All teams';
  return ids.map((id) => teams.find((team) => team.id === id)?.title ?? `${title(id)} (not in the policy)`).join(', ');
}

export const skillsText = (skills: readonly string[]): string => skills.map(skillName).join(', ');

export const capacityText = (capacity: number): string => `${count(capacity, 'conversation')} at a time`;

/** What is known of when somebody was here. */
export function seenText({ deactivatedAt, sessions, seenAt }: RosterPerson, now: number): string {
  if (deactivatedAt !== null) return `Deactivated ${timeOfDay(deactivatedAt, now)}`;
  if (sessions === 0) return 'Not signed in';
  return `Signed in${sessions === 1 ? '' : ` ${sessions} times`}, last here ${agoText(seenAt, now)}`;
}

/** To the minute, as it is kept. */
export function agoText(at: string | null, now: number): string {
  if (at === null) return 'some time ago';
  const ms = now - Date.parse(at);
  return ms < 120_000 ? 'just now' : `${ms < 600_000 ? `${Math.floor(ms / 60_000)} min` : span(ms)} ago`;
}

export const browserText = ({ browser }: Pick<OpenSession, 'browser'>): string => (browser === '' ? 'Unknown browser' : browser);

export function sessionText({ createdAt, seenAt, via }: OpenSession, now: number): string {
  const how = via === 'access' ? 'through Cloudflare Access' : 'by a link';
  const since = createdAt === null ? `Signed in ${how}` : `Signed in ${how} ${timeOfDay(createdAt, now)}`;
  return `${since}, last here ${agoText(seenAt, now)}`;
}

export function inviteText({ createdAt, expiresAt, by }: OpenInvite, now: number): string {
  const who = by === 'service' ? 'the command line' : by;
  const when = createdAt === null ? '' : ` ${timeOfDay(createdAt, now)}`;
  return `Made by ${who}${when}, ends ${timeOfDay(expiresAt, now)}`;
}

/** Words between commas, as somebody types them. */
export const skillsIn = (text: string): string[] =>
  text
    .split(/[,;\n]/)
    .map((one) => one.trim())
    .filter((one) => one !== '');

/** The address that a sign-in link has: its secret stays behind the `#`, where no server log sees it. */
export const linkOf = (origin: string, site: string, token: string): string => `${origin}/desk/#site=${site}&invite=${token}`;

export type Draft = Required<PersonChange>;

export const draftOf = (person: RosterPerson | null): Draft =>
  person === null
    ? { name: '', email: '', role: 'agent', teams: [], skills: [], capacity: 4 }
    : (({ name, email, role, teams, skills, capacity }) => ({ name, email, role, teams, skills, capacity }))(person);

/** Only what is different, so that two who change different things do not undo each other. */
export function changeOf(before: Draft, after: Draft): PersonChange {
  const keys = ['name', 'email', 'role', 'teams', 'skills', 'capacity'] as const;
  const changed = keys.filter((key) => JSON.stringify(before[key]) !== JSON.stringify(after[key]));
  return Object.fromEntries(changed.map((key) => [key, after[key]]));
}
