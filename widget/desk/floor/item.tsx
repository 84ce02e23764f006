import type { Person, QueueEntry } from '../../../worker/protocol.ts';
import { isLead, mayMove } from '../queue/move-choices.ts';
import { move, moveTrouble, moving, openMove } from '../queue/moving.ts';
import { Needs, Skills, SlaMark } from '../queue/sla.tsx';
import { claim, claiming, replyWanted } from '../queue/store.ts';
import { AlarmIcon } from '../ui/icons.tsx';
import { go } from '../ui/route.ts';
import { priorityWords, reasonWords, title } from '../words.ts';
import { whisperIn } from './whisper.ts';

interface Props {
  entry: QueueEntry;
  me: Person;
  /** Among its team's, which is named above. */
  inTeam?: boolean;
}

/** One conversation on the floor, and what can be done about it without leaving. */
export function Item({ entry, me, inTeam = false }: Props) {
  const { handoffId, conversationId, customer, priority, reason, area, status, skills } = entry;
  const trouble = moveTrouble.value?.handoffId === handoffId ? moveTrouble.value.text : '';
  return (
    <li class={`floor-item priority-${priority}`} data-entry={handoffId}>
      <p class="floor-line">
        <span class="priority" title={`Priority ${priority} of 4`}>
          <span class="visually-hidden">Priority </span>
          {priority}
          <span class="visually-hidden"> {priorityWords[priority]}</span>
        </span>
        <a class="strong" href={`#/c/${conversationId}`}>
          {customer}
        </a>
        {status === 'missed' ? <span class="tag warn">missed</span> : null}
        <SlaMark entry={entry} />
      </p>
      <p class="floor-line small-text">
        <span class="muted">
          {reasonWords[reason]} · {title(area)}
        </span>
        {inTeam ? <Skills of={skills} /> : <Needs entry={entry} />}
      </p>
      <p class="floor-actions">
        <Actions entry={entry} me={me} />
      </p>
      {trouble === '' ? null : (
        <p class="mark late">
          <AlarmIcon /> {trouble}
        </p>
      )}
    </li>
  );
}

function Actions({ entry, me }: { entry: QueueEntry; me: Person }) {
  const { handoffId, customer, conversationId, agent, status } = entry;
  const name = <span class="visually-hidden"> {customer}</span>;
  const theirs = status === 'claimed' && agent?.id !== me.id;
  return (
    <>
      {mayMove(entry, me) ? (
        <button type="button" class="button small" onClick={() => openMove(handoffId)}>
          Move…{name}
        </button>
      ) : null}
      {status !== 'claimed' ? (
        <button type="button" class="button small" aria-disabled={claiming.value.has(handoffId)} onClick={() => claim(handoffId)}>
          {isLead(me) ? 'Take over' : 'Claim'}
          {name}
        </button>
      ) : theirs && isLead(me) ? (
        <button type="button" class="button small" aria-disabled={moving.value !== null} onClick={() => takeOver(entry, me)}>
          Take over{name}
        </button>
      ) : null}
      {theirs && isLead(me) ? (
        <button type="button" class="button small" onClick={() => whisperIn(conversationId)}>
          Whisper
          <span class="visually-hidden">
            {' '}
            to {agent?.name} about {customer}
          </span>
        </button>
      ) : null}
      {isLead(me) ? (
        <a class="floor-pause" href="#/matrix">
          Pause {title(entry.area)}
        </a>
      ) : null}
    </>
  );
}

function takeOver({ handoffId, conversationId, customer }: QueueEntry, me: Person): void {
  const after = () => {
    replyWanted.value = conversationId;
    go(conversationId);
  };
  move({ handoffId, frames: [{ type: 'assign', handoffId, to: me.id }], done: `${customer} is now with you.`, after });
}
