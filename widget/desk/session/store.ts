import { signal } from '@preact/signals';
import type { Person } from '../../../worker/protocol.ts';
import { forgetKept } from '../conversation/kept.ts';
import { currentSession, Problem, signIn, signInByAccess, signOut } from './api.ts';
import { type Invite, inviteIn } from './invite.ts';
import type { DeskSession } from './parse.ts';
import { rememberSite } from './site.ts';

/** Why nobody is signed in, which decides what the page advises. */
export type OutReason = 'none' | 'used' | 'ended' | 'left' | 'unreachable' | 'refused' | 'outdated';

export type Stage =
  | { at: 'loading' }
  | { at: 'in'; session: DeskSession }
  | { at: 'out'; why: OutReason; detail: string; retry: (() => void) | null };

export const stage = signal<Stage>({ at: 'loading' });

const out = (why: OutReason, detail = '', retry: (() => void) | null = null): void => {
  stage.value = { at: 'out', why, detail, retry };
};

export function start(): void {
  const invite = takeInvite();
  if (invite === null) void resume();
  else void enter(invite);
  // A link opened in a tab that already shows the desk changes only the fragment.
  addEventListener('hashchange', () => {
    const next = takeInvite();
    if (next !== null) void enter(next);
  });
}

/** Out of the address bar at once: before any request, so that neither history nor a shared screen keeps it. */
function takeInvite(): Invite | null {
  const invite = inviteIn(location.hash);
  if (invite !== null) history.replaceState(null, '', location.pathname);
  return invite;
}

async function resume(): Promise<void> {
  stage.value = { at: 'loading' };
  try {
    entered(await currentSession());
  } catch (error) {
    if (error instanceof Problem && error.status === 401) out('none');
    else out('unreachable', messageOf(error), () => void resume());
  }
}

async function enter(invite: Invite): Promise<void> {
  stage.value = { at: 'loading' };
  try {
    entered(await signIn(invite.site, invite.invite));
  } catch (error) {
    const refused = error instanceof Problem && error.status >= 400 && error.status < 500;
    if (!refused) out('unreachable', messageOf(error), () => void enter(invite));
    else if (error.status === 429) out('refused', error.message, () => void enter(invite));
    else out('used', error.message);
  }
}

/** What is in the way, in the server's words; nothing once it is done. */
export async function enterByAccess(site: string): Promise<string> {
  try {
    entered(await signInByAccess(site));
    return '';
  } catch (error) {
    if (error instanceof Problem) return error.message;
    // Access that wants to ask anew sends elsewhere, which a page may not follow: loading it again does.
    return 'The desk cannot be reached this way. Reload the page, so that Cloudflare Access can ask who you are.';
  }
}

function entered(session: DeskSession): void {
  rememberSite(session.site.id);
  stage.value = { at: 'in', session };
}

/** Who this is by the desk's own word: an admin may have changed name or role, and then the page begins anew with that. */
export function known(me: Person): void {
  const before = stage.peek();
  if (before.at !== 'in') return;
  const { person } = before.session;
  if (person.id === me.id && person.name === me.name && person.role === me.role) return;
  stage.value = { ...before, session: { ...before.session, person: me } };
}

/** Signing out ends the sockets too, perhaps before its own answer is here: that is not a session that was lost. */
let leaving = false;

export async function leave(): Promise<void> {
  leaving = true;
  try {
    await signOut();
    left();
  } catch (error) {
    // Signed out already is signed out. Anything else must not look as if it had worked.
    if (error instanceof Problem && error.status === 401) left();
    else throw error;
  } finally {
    leaving = false;
  }
}

function left(): void {
  forgetKept();
  out('left');
}

/** A socket that was ended cannot say why; the session can. True when it still holds. */
export async function stillIn(): Promise<boolean> {
  if (stage.peek().at !== 'in') return false;
  try {
    if (!leaving) await currentSession();
    return !leaving;
  } catch {
    if (!leaving && stage.peek().at === 'in') out('ended');
    return false;
  }
}

const RESTART_EVERY = 20_000;
let restartedAt = 0;

/** The desk's own socket was ended: begin again if the session holds, but not in a loop. */
export async function restart(): Promise<void> {
  const before = stage.peek();
  if (before.at !== 'in' || !(await stillIn())) return;
  if (Date.now() - restartedAt < RESTART_EVERY) {
    out('unreachable', 'The connection was ended twice in a row.', () => void resume());
    return;
  }
  restartedAt = Date.now();
  stage.value = { ...before, session: { ...before.session } };
}

/** The server speaks a newer version than this page. */
export function outdated(): void {
  out('outdated', '', () => location.reload());
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : '');
