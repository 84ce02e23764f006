import { ByAccess } from './by-access.tsx';
import type { Stage } from './store.ts';

interface Advice {
  title: string;
  text: string;
}

function adviceFor(stage: Extract<Stage, { at: 'out' }>): Advice {
  switch (stage.why) {
    case 'used':
      return {
        title: 'This sign-in link no longer works',
        text: 'Each link signs one person in once, for a short time. This one was used or has expired.',
      };
    case 'ended':
      return {
        title: 'Your session has ended',
        text: 'You were signed out, here or by an admin, or 12 hours have passed. Replies you had not sent are kept in this tab.',
      };
    case 'left':
      return { title: 'You are signed out', text: 'Nothing of the conversations is left in this browser.' };
    case 'unreachable':
      return {
        title: 'The desk cannot be reached',
        text: 'Check the connection. Nothing is lost: a link that did not get through is still unused.',
      };
    case 'outdated':
      return { title: 'There is a newer desk', text: 'This page is older than the server. Load it again; what you were writing is kept.' };
    case 'refused':
      return { title: 'Too many attempts', text: 'Your link was not used up. It works once the time is over.' };
    case 'none':
      return { title: 'Sign in to the desk', text: 'The desk has no password of its own.' };
  }
}

export function SignedOut({ stage }: { stage: Extract<Stage, { at: 'out' }> }) {
  const { title, text } = adviceFor(stage);
  const { retry } = stage;
  return (
    <main class="signed-out">
      <div class="card">
        <p class="brand">Handrail desk</p>
        <h1>{title}</h1>
        <p>{text}</p>
        {stage.detail === '' ? null : <p class="muted small-text">The server said: {stage.detail}</p>}
        {retry === null ? (
          <>
            <ByAccess />
            <h2>With a link</h2>
            <ol>
              <li>Ask an admin of your desk for a sign-in link.</li>
              <li>Open it in this browser. It brings you here, signed in.</li>
            </ol>
            <p class="muted small-text">
              Running Handrail yourself? Each <code>npm start</code> prints fresh links, and so does <code>npm run site</code>.
            </p>
          </>
        ) : (
          <button type="button" class="button primary" onClick={retry}>
            {stage.why === 'outdated' ? 'Reload' : 'Try again'}
          </button>
        )}
      </div>
    </main>
  );
}
