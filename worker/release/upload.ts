import { z } from 'zod';
import { type Caller, caller } from '../local/api.ts';

const linkSchema = z.object({ site: z.string(), invite: z.string() });

/** Who publishes, from where: the address of the worker and the link a person was given. Asks nobody yet. */
export interface Invitation {
  url: string;
  session: z.infer<typeof linkSchema>;
}

export function invitationOf(url: string | undefined, link: string | undefined): Invitation {
  if (!url || !link) throw new Error('--url and --link are needed here: the address of the worker and a sign-in link of "npm run site".');
  const parsed = linkSchema.safeParse(Object.fromEntries(new URLSearchParams(link.split('#')[1] ?? '')));
  if (!parsed.success) throw new Error('--link is not a sign-in link: it ends in #site=…&invite=…');
  return { url: url.replace(/\/+$/, ''), session: parsed.data };
}

/** Signs in as the desk page does. The link is used up by it, whatever comes after. */
export async function signIn({ url, session }: Invitation): Promise<Caller> {
  const response = await fetch(`${url}/api/v1/desk/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-handrail-desk': '1' },
    body: JSON.stringify(session),
  }).catch((error: unknown) => {
    const why = error instanceof Error && error.cause instanceof Error ? error.cause.message : String(error);
    throw new Error(`${url} cannot be reached: ${why}`);
  });
  if (!response.ok) throw new Error(`signing in answered ${response.status}: ${(await response.text()).slice(0, 300)}`);
  const cookie = response.headers.getSetCookie().map((one) => one.split(';', 1)[0]);
  return caller(url, { cookie: cookie.join('; '), 'x-handrail-desk': '1' });
}

export const signOut = (call: Caller) => call({ method: 'DELETE', path: '/api/v1/desk/session' }, z.unknown());
export const upload = (call: Caller, bytes: Uint8Array) =>
  call({ method: 'POST', path: '/api/v1/releases', bytes: new Uint8Array(bytes) }, z.unknown());
