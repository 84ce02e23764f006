import type { PersonAccess, PersonChange, Roster } from '../../../worker/rooms/people-schema.ts';
import { call, Problem, request } from '../session/api.ts';

const base = '/people';
const of = (id: string) => `${base}/${encodeURIComponent(id)}`;

async function ask<T>(...asked: Parameters<typeof call>): Promise<T> {
  const answer = await call<T | null>(...asked);
  if (answer === null) throw new Problem(200, 'bad-answer', 'The server answered in a form this page does not know. Reload it.');
  return answer;
}

export const readRoster = (): Promise<Roster> => ask('GET', base);
export const readAccess = (id: string): Promise<PersonAccess> => ask('GET', `${of(id)}/access`);

export async function addPerson(person: PersonChange): Promise<string> {
  return (await ask<{ id: string }>('POST', base, person)).id;
}

export async function changePerson(id: string, change: PersonChange): Promise<void> {
  await request('PATCH', of(id), change);
}

export async function setActive(id: string, active: boolean): Promise<void> {
  await request('POST', `${of(id)}/active`, { active });
}

export const makeInvite = (id: string): Promise<{ token: string; expiresAt: string }> => ask('POST', `${of(id)}/invites`, {});

export async function withdrawInvite(id: string, invite: string): Promise<void> {
  await request('DELETE', `${of(id)}/invites/${encodeURIComponent(invite)}`);
}

export async function endSession(id: string, session: string): Promise<void> {
  await request('DELETE', `${of(id)}/sessions/${encodeURIComponent(session)}`);
}

export async function endSessions(id: string): Promise<void> {
  await request('DELETE', `${of(id)}/sessions`);
}
