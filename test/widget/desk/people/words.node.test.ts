import { expect, test } from 'vitest';
import {
  agoText,
  changeOf,
  draftOf,
  inviteText,
  linkOf,
  seenText,
  sessionText,
  skillsIn,
  skillsText,
  teamsText,
} from '../../../../widget/desk/people/words.ts';
import { inviteIn } from '../../../../widget/desk/session/invite.ts';
import type { RosterPerson } from '../../../../worker/rooms/people-schema.ts';

const now = Date.parse('2026-11-28T12:00:00.000Z');
const before = (minutes: number) => new Date(now - minutes * 60_000).toISOString();
const person: RosterPerson = {
  ...{ id: 'ada', name: 'Ada Lovelace', email: 'ada@shop.example', role: 'agent', teams: ['care'], skills: ['de'], capacity: 4 },
  ...{ deactivatedAt: null, sessions: 1, invites: 0, seenAt: before(12) },
};

test('teams and skills are called as people call them', () => {
  const teams = [{ id: 'care', title: 'Customer Care' }];
  expect(teamsText([], teams)).toBe('All teams');
  expect(teamsText(['care', 'night-shift'], teams)).toBe('Customer Care, Night shift (not in the policy)');
  expect(skillsText(['de', 'ice-climbing'])).toBe('German, ice climbing');
});

test('skills are what stands between commas', () => {
  expect(skillsIn(' de,, Ice climbing ;fr\n')).toEqual(['de', 'Ice climbing', 'fr']);
  expect(skillsIn(' ')).toEqual([]);
});

test('when somebody was here is said to the minute', () => {
  expect([
    agoText(before(0), now),
    agoText(before(3), now),
    agoText(before(45), now),
    agoText(before(130), now),
    agoText(null, now),
  ]).toEqual(['just now', '3 min ago', '45 min ago', '2 h 10 min ago', 'some time ago']);
  // Another clock may be ahead.
  expect(agoText(before(-5), now)).toBe('just now');
  expect(seenText(person, now)).toBe('Signed in, last here 12 min ago');
  expect(seenText({ ...person, sessions: 2 }, now)).toBe('Signed in 2 times, last here 12 min ago');
  expect(seenText({ ...person, sessions: 0 }, now)).toBe('Not signed in');
  expect(seenText({ ...person, deactivatedAt: before(5) }, now)).toMatch(/^Deactivated /);
});

test('a session and a link say where they come from', () => {
  const session = { id: 's', browser: '', via: 'access', mine: false, createdAt: null, seenAt: before(1), expiresAt: before(-60) } as const;
  expect(sessionText(session, now)).toBe('Signed in through Cloudflare Access, last here just now');
  expect(sessionText({ ...session, via: 'invite', createdAt: before(9) }, now)).toMatch(/^Signed in by a link .+, last here just now$/);
  expect(inviteText({ id: 'i', by: 'service', createdAt: null, expiresAt: before(-60) }, now)).toMatch(/^Made by the command line, ends /);
});

test('a link is what the desk takes for one', () => {
  const link = linkOf('https://desk.example', 'acme', 'to-ken_1');
  expect(inviteIn(new URL(link).hash)).toEqual({ site: 'acme', invite: 'to-ken_1' });
});

test('only what changed is sent', () => {
  const draft = draftOf(person);
  expect(changeOf(draft, draft)).toEqual({});
  expect(changeOf(draft, { ...draft, role: 'lead', teams: [] })).toEqual({ role: 'lead', teams: [] });
  expect(draftOf(null)).toMatchObject({ name: '', role: 'agent', capacity: 4 });
});
