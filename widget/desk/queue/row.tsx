import type { QueueEntry } from '../../../worker/protocol.ts';
import { conversationOf } from '../conversation/open.ts';
import { now } from '../ui/clock.ts';
import { AlarmIcon, CheckIcon, PersonIcon } from '../ui/icons.tsx';
import { go, route } from '../ui/route.ts';
import { count, span, spokenSpan, timeOfDay } from '../ui/time.ts';
import { priorityWords, reasonWords, title } from '../words.ts';
import { Case } from './case.tsx';
import { cursor } from './cursor.ts';
import type { Section } from './sections.ts';
import { AwaitingMark, LostMark, Needs, SlaMark } from './sla.tsx';
import { claim, claiming } from './store.ts';

interface Place {
  index: number;
  of: number;
  /** Pixels from the top of its list. */
  top: number;
  measure: (row: HTMLElement | null) => void;
}

/** In a long list only some rows are there: each says which of how many it is, and stands where it would. */
export function Row({ entry, section, place }: { entry: QueueEntry; section: Section; place?: Place }) {
  const open = route.value.conversation === entry.conversationId;
  return (
    <li
      class={`row priority-${entry.priority}`}
      data-row={entry.handoffId}
      data-section={section}
      data-open={open ? '' : undefined}
      data-index={place?.index}
      aria-posinset={place === undefined ? undefined : place.index + 1}
      aria-setsize={place?.of}
      style={place === undefined ? undefined : { transform: `translateY(${place.top}px)` }}
      ref={place?.measure}
    >
      <Opener entry={entry} section={section} open={open} />
      {section === 'waiting' || section === 'missed' ? <ClaimButton entry={entry} /> : null}
    </li>
  );
}

/** Apart from the row's place, which changes for every row below one that comes or goes. */
function Opener({ entry, section, open }: { entry: QueueEntry; section: Section; open: boolean }) {
  return (
    <button
      type="button"
      class="row-open"
      data-handoff={entry.handoffId}
      aria-current={open ? 'true' : undefined}
      onClick={() => go(entry.conversationId)}
      onFocus={() => {
        cursor.value = entry.handoffId;
      }}
    >
      <span class="row-head">
        <span class="priority" title={`Priority ${entry.priority} of 4`}>
          <span class="visually-hidden">Priority </span>
          {entry.priority}
          <span class="visually-hidden"> {priorityWords[entry.priority]}</span>
        </span>
        <span class="row-reason">{reasonWords[entry.reason]}</span>
        <Since entry={entry} section={section} />
      </span>
      <span class="row-who">
        <span class="row-customer">{entry.customer}</span>
        <span class="muted">
          {title(entry.area)} · <span class="language">{entry.language}</span>
        </span>
      </span>
      <Needs entry={entry} />
      <Case entry={entry} />
      <span class="row-snippet">{entry.snippet === '' ? 'No message yet' : entry.snippet}</span>
      <span class="row-foot">
        <Foot entry={entry} section={section} />
      </span>
    </button>
  );
}

function ClaimButton({ entry }: { entry: QueueEntry }) {
  const busy = claiming.value.has(entry.handoffId);
  return (
    <button type="button" class="button small row-claim" aria-disabled={busy} onClick={() => claim(entry.handoffId)}>
      {busy ? 'Claiming' : 'Claim'}
      <span class="visually-hidden"> {entry.customer}</span>
    </button>
  );
}

/** Apart from the row, so that a tick renders these few characters and nothing else. */
function Since({ entry, section }: { entry: QueueEntry; section: Section }) {
  const since = section === 'mine' || section === 'taken' ? (entry.claimedAt ?? entry.createdAt) : entry.createdAt;
  const passed = now.value - Date.parse(since);
  const verb = section === 'mine' || section === 'taken' ? 'Claimed' : 'Waiting';
  return (
    <span class="row-since">
      <span aria-hidden="true">{span(passed)}</span>
      <span class="visually-hidden">
        {verb} for {spokenSpan(passed)}
      </span>
    </span>
  );
}

function Foot({ entry, section }: { entry: QueueEntry; section: Section }) {
  if (section === 'mine') {
    return (
      <>
        <ToAnswer id={entry.conversationId} waits={entry.awaitingSince !== null} />
        <AwaitingMark entry={entry} />
        <SlaMark entry={entry} />
      </>
    );
  }
  if (section === 'taken') {
    return (
      <>
        <span class="mark">
          <PersonIcon /> {entry.agent?.name ?? 'A colleague'}
        </span>
        <LostMark agent={entry.agent} />
        <SlaMark entry={entry} />
      </>
    );
  }
  if (section === 'missed') {
    return (
      <span class="mark late">
        <AlarmIcon /> Missed, was promised {timeOfDay(entry.promisedAt, now.value)}
      </span>
    );
  }
  return <SlaMark entry={entry} />;
}

function ToAnswer({ id, waits }: { id: string; waits: boolean }) {
  const conversation = conversationOf(id);
  const unanswered = conversation?.unanswered.value ?? 0;
  // The customer may wait without having written since: for a person to begin.
  if (unanswered === 0 && waits) return null;
  if (unanswered === 0) {
    return (
      <span class="mark">
        <CheckIcon /> Nothing to answer
      </span>
    );
  }
  return (
    <span class="mark accent">
      <span class="dot" aria-hidden="true" /> {count(unanswered, 'message')} to answer
    </span>
  );
}
