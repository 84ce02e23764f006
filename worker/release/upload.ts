import { z } from 'zod';
import { type Caller, caller, reasonIn } from '../local/api.ts';

const linkSchema = z.object({ site: z.string(), invite: z.string() });
type Link = z.infer<typeof linkSchema>;

/** Who publishes, from where: the address of the worker and the link a person was given. Asks nobody yet. */
export interface Invitation {
  url: string;
  session: Link;
}

/** What a sign-in link says behind its `#`. */
export function sessionOf(link: string, flag: string): Link {
  const parsed = linkSchema.safeParse(Object.fromEntries(new URLSearchParams(link.split('#')[1] ?? '')));
  if (!parsed.success) throw new Error(`${flag} is not a sign-in link: it ends in #site=…&invite=…`);
  return parsed.data;
}

export function invitationOf(url: string | undefined, link: string | undefined): Invitation {
  if (!url || !link) throw new Error('--url and --link are needed here: the address of the worker and a sign-in link of "npm run site".');
  return { url: url.replace(/\/+$/, ''), session: sessionOf(link, '--link') };
}

/** Signs in as the desk page does, and gives the cookie. The link is used up by it, whatever comes after. */
export async function openSession(url: string, session: Link): Promise<string> {
  const response = await fetch(`${url}/api/v1/desk/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-handrail-desk': '1' },
    body: JSON.stringify(session),
  }).catch((error: unknown) => {
    const why = error instanceof Error && error.cause instanceof Error ? error.cause.message : String(error);
    throw new Error(`${url} cannot be reached: ${why}`);
  });
  if (!response.ok) {
    const text = await response.text();
    throw new Error(reasonIn(text) ?? `signing in answered ${response.status}: ${text.slice(0, 300)}`);
  }
  return response.headers
    .getSetCookie()
    .map((one) => one.split(';', 1)[0])
    .join('; ');
}

export async function signIn({ url, session }: Invitation): Promise<Caller> {
  return caller(url, { cookie: await openSession(url, session), 'x-handrail-desk': '1' });
}

export const signOut = (call: Caller) => call({ method: 'DELETE', path: '/api/v1/desk/session' }, z.unknown());

const uploadedSchema = z.object({ hash: z.string() });
export const upload = (call: Caller, bytes: Uint8Array) =>
  call({ method: 'POST', path: '/api/v1/releases', bytes: new Uint8Array(bytes) }, uploadedSchema);
