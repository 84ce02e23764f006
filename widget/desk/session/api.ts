import { SessionEnded } from '../../live/socket.ts';
import { syncClock } from '../ui/clock.ts';
import { type DeskSession, problemOf, sessionOf, textAt } from './parse.ts';

const BASE = '/api/v1/desk';

/** The server said no, and how: the desk shows `message` and decides by `status`. */
export class Problem extends Error {
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

/** Throws a `Problem` for every answer other than success. Paths are the desk's own, or begin with /api/. */
export async function request(
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE',
  path: string,
  body?: Record<string, string | boolean | number | readonly string[]>,
): Promise<Response> {
  const headers = new Headers({ accept: 'application/json' });
  // A foreign page can make the browser send the cookie, but not this header (CSRF).
  if (method !== 'GET') headers.set('x-handrail-desk', '1');
  const init: RequestInit = { method, headers, credentials: 'same-origin', cache: 'no-store' };
  if (body !== undefined) {
    headers.set('content-type', 'application/json');
    init.body = JSON.stringify(body);
  }
  const response = await fetch(path.startsWith('/api/') ? path : BASE + path, init);
  syncClock(response.headers.get('date'));
  if (response.ok) return response;
  const problem = problemOf(await response.json().catch(() => null));
  throw new Problem(response.status, problem.code, problem.message);
}

/** The server checks what it answers against the schema that the type is made of. */
export async function call<T = unknown>(...asked: Parameters<typeof request>): Promise<T> {
  const response = await request(...asked);
  return response.json().catch(() => null);
}

async function session(method: 'GET' | 'POST', path: string, body?: Record<string, string>): Promise<DeskSession> {
  const found = sessionOf(await call(method, path, body));
  if (found === null) throw new Problem(200, 'bad-answer', 'The server answered in a form this page does not know. Reload it.');
  return found;
}

export const currentSession = (): Promise<DeskSession> => session('GET', '/session');
export const signIn = (site: string, invite: string): Promise<DeskSession> => session('POST', '/session', { site, invite });
/** For who comes through Cloudflare Access: its proof is added on the way. */
export const signInByAccess = (site: string): Promise<DeskSession> => session('POST', '/session/access', { site });

/** Where Cloudflare Access asks who somebody is; null where it is not set up. */
export async function accessHost(): Promise<string | null> {
  return textAt(await call('GET', '/sign-in'), 'access');
}

export async function signOut(): Promise<void> {
  await call('DELETE', '/session');
}

/** Tickets open one socket once. A session that is over makes trying again pointless, which `SessionEnded` tells the socket. */
async function ticket(path: string): Promise<string> {
  try {
    const value = textAt(await call('POST', path), 'ticket');
    if (value === null) throw new Problem(200, 'bad-answer', 'No ticket in the answer');
    return value;
  } catch (error) {
    if (error instanceof Problem && (error.status === 401 || error.status === 403 || error.status === 404)) {
      throw new SessionEnded(error.message);
    }
    throw error;
  }
}

export const deskTicket = (): Promise<string> => ticket('/tickets');
export const conversationTicket = (id: string): Promise<string> => ticket(`/conversations/${encodeURIComponent(id)}/tickets`);
