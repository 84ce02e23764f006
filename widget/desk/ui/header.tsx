import type { LiveStatus } from '../../live/socket.ts';
import { Mentions } from '../floor/mentions-menu.tsx';
import { PresenceControl } from '../queue/presence.tsx';
import { deskStatus, queue } from '../queue/store.ts';
import type { DeskSession } from '../session/parse.ts';
import { roleWords } from '../words.ts';
import { showDialog } from './dialogs.ts';
import { Disclosure } from './disclosure.tsx';
import { AlarmIcon, CheckIcon, ClockIcon, PersonIcon } from './icons.tsx';
import { Me } from './me.tsx';
import { Pages } from './nav.tsx';

export function Header({ session }: { session: DeskSession }) {
  const { person, site } = session;
  return (
    <header class="top">
      <h1>
        {site.name} <span class="muted">desk</span>
      </h1>
      <Pages role={person.role} />
      <div class="top-end">
        <Connection status={deskStatus.value} />
        <Agents />
        <Mentions />
        <PresenceControl />
        <button
          type="button"
          class="button quiet commands-button"
          aria-keyshortcuts="Control+K Meta+K"
          onClick={() => showDialog('palette')}
        >
          Commands
        </button>
        <Me person={person} />
      </div>
    </header>
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
      {status === 'open' ? <CheckIcon /> : status === 'connecting' ? <ClockIcon /> : <AlarmIcon />}{' '}
      <span class="connection-word">{statusWords[status]}</span>
    </span>
  );
}

function Agents() {
  const { agents, me } = queue.value;
  if (me === null) return null;
  const many = agents.length === 1 ? '1 person' : `${agents.length} people`;
  const label = (
    <>
      <PersonIcon /> <span class="agents-long">{many}</span>
      <span class="agents-short">{agents.length}</span>
    </>
  );
  return (
    <Disclosure class="agents" label={label} name={`${many} connected`}>
      {() => (
        <ul>
          {agents.map((agent) => (
            <li key={agent.id}>
              {agent.name} <span class="muted">{agent.id === me.id ? `${roleWords[agent.role]}, you` : roleWords[agent.role]}</span>
            </li>
          ))}
        </ul>
      )}
    </Disclosure>
  );
}
