import { useLayoutEffect } from 'preact/hooks';
import type { QueueEntry } from '../../../worker/protocol.ts';
import { CrossIcon } from '../ui/icons.tsx';
import { route } from '../ui/route.ts';
import { focusRow, rows } from './cursor.ts';
import { Rows } from './rows.tsx';
import type { Section as Id } from './sections.ts';
import { claimNotice, deskStatus, noticeText, parts, queue } from './store.ts';
import { TeamChoice } from './teams.tsx';

export function QueuePane() {
  const { mine, waiting, missed, taken } = parts.value;
  useKeptFocus();
  if (queue.value.me === null) {
    return <p class="empty">{deskStatus.value === 'waiting' ? 'No connection. Trying again by itself.' : 'Loading the queue'}</p>;
  }
  return (
    <div class="queue-scroll" data-queue>
      <Notice />
      <TeamChoice />
      <Section
        id="mine"
        title="Mine"
        entries={mine}
        empty={
          waiting.length === 0 ? 'Nothing claimed.' : 'Nothing claimed. Take the first one waiting: press j, then c, or its Claim button.'
        }
      />
      <Section
        id="waiting"
        title="Waiting"
        entries={waiting}
        above={mine.length}
        empty="Nobody waits. New ones appear here by themselves."
      />
      <Section id="missed" title="Missed" entries={missed} above={mine.length + waiting.length} />
      <Section id="taken" title="With colleagues" entries={taken} above={mine.length + waiting.length + missed.length} />
    </div>
  );
}

interface SectionProps {
  id: Id;
  title: string;
  entries: QueueEntry[];
  above?: number;
  empty?: string;
}

function Section({ id, title, entries, above = 0, empty }: SectionProps) {
  if (entries.length === 0 && empty === undefined) return null;
  return (
    <section class="queue-section" aria-labelledby={`queue-${id}`}>
      <h2 id={`queue-${id}`}>
        {title} <span class="count">{entries.length}</span>
      </h2>
      {entries.length === 0 ? <p class="empty">{empty}</p> : <Rows entries={entries} section={id} above={above} />}
    </section>
  );
}

function Notice() {
  const notice = claimNotice.value;
  if (notice === null) return null;
  return (
    <div class="notice">
      <span>{noticeText(notice, queue.value)}</span>
      <button
        type="button"
        class="icon-button"
        aria-label="Dismiss"
        onClick={() => {
          claimNotice.value = null;
        }}
      >
        <CrossIcon />
      </button>
    </div>
  );
}

/** A row that moves to another section is a new element: the focus follows it instead of falling to the page. */
function useKeptFocus(): void {
  const list = rows.value;
  const had = document.activeElement?.closest('[data-row]')?.getAttribute('data-row') ?? null;
  const open = route.value.conversation;
  const section = open === null ? undefined : list.find((entry) => entry.conversationId === open)?.status;
  useLayoutEffect(() => {
    if (had !== null && document.activeElement === document.body) focusRow(had);
  }, [list, had]);
  // What is open stays in sight, also when a claim just moved it to the top; other changes of the queue scroll nothing.
  useLayoutEffect(() => {
    document.querySelector('.row[data-open]')?.scrollIntoView({ block: 'nearest' });
  }, [open, section]);
}
