import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { type Caller, caller } from '../local/api.ts';
import { openSession, sessionOf } from './upload.ts';

/** Who works on the command line, and where: never a password, only what a one-time sign-in link was exchanged for. */
const sessionSchema = z.strictObject({ url: z.url(), cookie: z.string().min(1) });
type Session = z.infer<typeof sessionSchema>;

export interface Asked {
  url?: string | undefined;
  /** A sign-in link, used up by this. */
  invite?: string | undefined;
}

type Environment = Record<string, string | undefined>;

export function sessionFile(env: Environment): string {
  return join(env.XDG_CONFIG_HOME || env.APPDATA || join(homedir(), '.config'), 'handrail', 'session.json');
}

/** Signs in with a link, or goes on with the session of the environment or of an earlier command. */
export async function signedIn(asked: Asked, env: Environment): Promise<{ call: Caller; url: string }> {
  const session = asked.invite === undefined ? known(asked, env) : await opened({ ...asked, invite: asked.invite });
  if (asked.invite !== undefined) keep(sessionFile(env), session);
  return { url: session.url, call: caller(session.url, { cookie: session.cookie, 'x-handrail-desk': '1' }) };
}

/** What is wrong with a link is said before anything long begins, and before it is used up. */
export function checkAsked(asked: Asked, env: Environment): void {
  if (asked.invite === undefined) known(asked, env);
  else placeOf({ ...asked, invite: asked.invite });
}

export const forgetSession = (env: Environment): void => rmSync(sessionFile(env), { force: true });

function placeOf({ url, invite }: Asked & { invite: string }): { url: string; session: { site: string; invite: string } } {
  const session = sessionOf(invite, '--invite');
  const at = url ?? (URL.canParse(invite) ? new URL(invite).origin : '');
  if (!/^https?:\/\//.test(at)) throw new Error('--url is needed: the address of the worker, which the sign-in link does not name.');
  return { url: at.replace(/\/+$/, ''), session };
}

async function opened(asked: Asked & { invite: string }): Promise<Session> {
  const { url, session } = placeOf(asked);
  return { url, cookie: await openSession(url, session) };
}

function known({ url }: Asked, env: Environment): Session {
  const fromEnv = env.HANDRAIL_SESSION;
  if (fromEnv) {
    const at = url ?? env.HANDRAIL_URL;
    if (!at) throw new Error('HANDRAIL_SESSION needs the address of its worker: --url or HANDRAIL_URL.');
    return { url: at.replace(/\/+$/, ''), cookie: fromEnv };
  }
  const file = sessionFile(env);
  const nobody = `nobody is signed in${url ? ` at ${url}` : ''}. Give a sign-in link with --invite; "npm start" and "npm run site" print them.`;
  if (!existsSync(file)) throw new Error(nobody);
  const session = read(file);
  if (session === null || (url !== undefined && url.replace(/\/+$/, '') !== session.url)) throw new Error(nobody);
  return session;
}

function read(file: string): Session | null {
  try {
    return sessionSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return null;
  }
}

/** For this person's eyes only, also where the file was there before. */
function keep(file: string, session: Session): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  writeFileSync(file, `${JSON.stringify(session)}\n`, { mode: 0o600 });
  chmodSync(file, 0o600);
}
