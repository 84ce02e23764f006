import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import type { LiveStatus } from '../../live/socket.ts';
import { unsent } from '../conversation/open.ts';
import { deskStatus, queue } from '../queue/store.ts';
import type { DeskSession } from '../session/parse.ts';
import { leave } from '../session/store.ts';
import { roleWords } from '../words.ts';
import { AlarmIcon, CheckIcon, ClockIcon, PersonIcon } from './icons.tsx';
import { queueHash, route } from './route.ts';
import { nextTheme, theme } from './settings.ts';
import { openShortcuts } from './shortcuts.tsx';

export function Header({ session }: { session: DeskSession }) {
  const { person, site } = session;
  return (
    <header class="top">
      <h1>
        {site.name} <span class="muted">desk</span>
      </h1>
      <Pages mayDecide={person.role !== 'agent'} />
      <Connection status={deskStatus.value} />
      <Agents />
      <span class="top-me">
        <span class="top-name">{person.name}</span> <span class="muted">{roleWords[person.role]}</span>
      </span>
      <span class="top-actions">
        <button type="button" class="button quiet keys-button" aria-keyshortcuts="?" onClick={openShortcuts}>
          Keys
        </button>
        <button type="button" class="button quiet" onClick={nextTheme}>
          Theme: {theme.value === 'system' ? 'auto' : theme.value}
        </button>
        <SignOut />
      </span>
    </header>
  );
}

/** Plain addresses: a page can be opened in another tab, and Back works. */
function Pages({ mayDecide }: { mayDecide: boolean }) {
  const { page } = route.value;
  const pages = useRef<HTMLElement>(null);
  // Where the pages scroll, the one that is open is in sight.
  useEffect(() => {
    pages.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [page]);
  return (
    <nav class="pages" aria-label="Pages" ref={pages}>
      <a href={page === 'queue' ? '#/' : queueHash()} aria-current={page === 'queue' ? 'page' : undefined}>
        Queue
      </a>
      <a href="#/questions" aria-keyshortcuts="q" aria-current={page === 'questions' ? 'page' : undefined}>
        Questions
      </a>
      <a href="#/reviews" aria-keyshortcuts="v" aria-current={page === 'reviews' ? 'page' : undefined}>
        Reviews
      </a>
      <a href="#/refunds" aria-current={page === 'refunds' ? 'page' : undefined}>
        Refunds
      </a>
      <a href="#/privacy" aria-current={page === 'privacy' ? 'page' : undefined}>
        Privacy
      </a>
      <a href="#/matrix" aria-current={page === 'matrix' ? 'page' : undefined}>
        Matrix
      </a>
      {mayDecide ? (
        <>
          <a href="#/knowledge" aria-current={page === 'knowledge' ? 'page' : undefined}>
            Knowledge
          </a>
          <a href="#/releases" aria-current={page === 'releases' ? 'page' : undefined}>
            Releases
          </a>
        </>
      ) : null}
    </nav>
  );
}

const statusWords: Record<LiveStatus, string> = {
  connecting: 'Connecting',
  open: 'Live',
  waiting: 'Reconnecting',
  ended: 'Ended',
};

function Connection({ status }: { status: LiveStatus }) {
  return (
    <span class={`connection ${status}`} role="status">
      {status === 'open' ? <CheckIcon /> : status === 'connecting' ? <ClockIcon /> : <AlarmIcon />} {statusWords[status]}
    </span>
  );
}

function Agents() {
  const { agents, me } = queue.value;
  if (me === null) return null;
  return (
    <details class="agents">
      <summary>
        <PersonIcon /> {agents.length === 1 ? '1 person' : `${agents.length} people`} <span class="wide-only">connected</span>
      </summary>
      <ul>
        {agents.map((agent) => (
          <li key={agent.id}>
            {agent.name} <span class="muted">{agent.id === me.id ? `${roleWords[agent.role]}, you` : roleWords[agent.role]}</span>
          </li>
        ))}
      </ul>
    </details>
  );
}

function SignOut() {
  const failed = useSignal(false);
  const asked = useSignal(false);
  const run = () => {
    // Signing out wipes this tab, so what has not gone out would be lost: said once, done on the second press.
    if (unsent.value > 0 && !asked.value) {
      asked.value = true;
      return;
    }
    failed.value = false;
    leave().catch(() => {
      failed.value = true;
    });
  };
  const losing = asked.value && unsent.value > 0;
  return (
    <button type="button" class="button quiet" onClick={run}>
      {failed.value ? 'Sign out failed, try again' : losing ? `Sign out and lose ${unsent.value} unsent` : 'Sign out'}
    </button>
  );
}
