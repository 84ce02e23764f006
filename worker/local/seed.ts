import { z } from 'zod';
import { type Caller, caller } from './api.ts';
import type { Secrets } from './data.ts';

export const SITE = 'fernweg';

const care = ['care', 'delivery'];
const lead = { teams: [], capacity: 2 };

/**
 * The desk of the sample shop; who has no team works for all of them. Author and approver of the sample release are two of
 * them: one person may not be both. Its links have to work at every start, so all of them may sign in again.
 */
export const people = {
  priya: {
    name: 'Priya Raman',
    email: 'priya@fernweg.example',
    role: 'agent',
    teams: [...care, 'privacy'],
    skills: ['de', 'fr'],
    capacity: 4,
  },
  luca: {
    name: 'Luca Moretti',
    email: 'luca@fernweg.example',
    role: 'agent',
    teams: [...care, 'safety'],
    skills: ['it', 'es'],
    capacity: 4,
  },
  marta: { name: 'Marta Kowalska', email: 'marta@fernweg.example', role: 'lead', skills: ['nl', 'de'], ...lead },
  jonas: { name: 'Jonas Weber', email: 'jonas@fernweg.example', role: 'admin', skills: ['de', 'pt'], ...lead },
} as const;
export type PersonId = keyof typeof people;

const inviteSchema = z.object({ token: z.string(), expiresAt: z.iso.datetime() });
const base = `/api/v1/sites/${SITE}`;

export async function seedSite(service: Caller, port: number, identity: Secrets['identity']): Promise<void> {
  const origins = [`http://127.0.0.1:${port}`, `http://localhost:${port}`];
  const site = { name: 'Fernweg Outfitters', origins, accent: '#1f6f54', identity: 'optional', identityKeys: [identity] };
  await service({ method: 'PUT', path: base, json: site }, z.unknown());
  for (const [id, person] of Object.entries(people))
    await service({ method: 'PUT', path: `${base}/people/${id}`, json: { ...person, active: true } }, z.unknown());
}

export async function invite(service: Caller, person: PersonId): Promise<string> {
  const made = await service({ method: 'POST', path: `${base}/people/${person}/invites`, json: {} }, inviteSchema);
  return made.token;
}

/** A one-time link that signs this person in; the token stays behind the `#`, so no server log holds it. */
export async function signInLink(service: Caller, url: string, person: PersonId): Promise<string> {
  return `${url}/desk/#site=${SITE}&invite=${await invite(service, person)}`;
}

/** Signs a seeded person in as the desk would, for what only a person may do. */
export async function signIn(service: Caller, url: string, person: PersonId): Promise<{ call: Caller; signOut(): Promise<void> }> {
  const response = await fetch(`${url}/api/v1/desk/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-handrail-desk': '1' },
    body: JSON.stringify({ site: SITE, invite: await invite(service, person) }),
  });
  if (!response.ok) throw new Error(`sign-in of ${person} answered ${response.status}: ${(await response.text()).slice(0, 300)}`);
  const cookie = response.headers.getSetCookie().map((one) => one.split(';', 1)[0]);
  const call = caller(url, { cookie: cookie.join('; '), 'x-handrail-desk': '1' });
  return {
    call,
    async signOut() {
      await call({ method: 'DELETE', path: '/api/v1/desk/session' }, z.unknown());
    },
  };
}
