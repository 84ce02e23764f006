import { useSignal } from '@preact/signals';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { DownIcon } from '../ui/icons.tsx';
import { dayOf, onSameDay } from '../ui/time.ts';
import { authorName } from '../words.ts';
import type { Conversation } from './conversation.ts';
import { DecisionItem } from './decision-item.tsx';
import { DraftCard } from './draft-card.tsx';
import { MessageItem } from './message.tsx';
import { NoteItem } from './note-item.tsx';
import { PendingItem } from './pending-item.tsx';
import { continues, type Item as Line, seenMessage, timeline } from './timeline.ts';

/** As close to the end as this still counts as reading along. */
const NEAR_END = 80;

export function Transcript({ conversation }: { conversation: Conversation }) {
  const { messages, notes, decisions, customer, typing, seen } = conversation.thread.value;
  const pending = conversation.pending.value;
  const label = customer?.label ?? 'Customer';
  const lines = timeline(messages, notes, decisions);
  const { box, behind, onScroll, toEnd } = useStickToEnd(lines.length + pending.length + (typing === null ? 0 : 1), conversation);
  const had = seenMessage(messages, seen.seq)?.id;
  return (
    <div class="transcript-frame">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region without the focus cannot be scrolled by keyboard */}
      <section class="transcript" aria-label={`Conversation with ${label}`} tabIndex={0} ref={box} onScroll={onScroll}>
        <div>
          <ol class="lines">
            {lines.map((line, index) => (
              <Item
                key={line.id}
                line={line}
                before={lines[index - 1]}
                conversation={conversation}
                customer={label}
                seen={line.id === had ? seen.at : undefined}
              />
            ))}
            {pending.map((item) => (
              <PendingItem key={item.clientId} item={item} conversation={conversation} />
            ))}
          </ol>
          <DraftCard conversation={conversation} />
          {lines.length === 0 && pending.length === 0 ? <p class="empty">No messages yet.</p> : null}
          {typing === null ? null : <p class="typing">{authorName(typing, label)} is typing</p>}
        </div>
      </section>
      {behind ? (
        <button type="button" class="button to-end" onClick={toEnd}>
          <DownIcon /> Newer messages
        </button>
      ) : null}
    </div>
  );
}

interface ItemProps {
  line: Line;
  before: Line | undefined;
  conversation: Conversation;
  customer: string;
  /** When the customer had it on the screen; null: at some time; left out: not the one to say it of. */
  seen: string | null | undefined;
}

function Item({ line, before, conversation, customer, seen }: ItemProps) {
  const newDay = before === undefined || !onSameDay(before.at, line.at);
  return (
    <>
      {newDay ? <li class="day">{dayOf(line.at)}</li> : null}
      {line.is === 'note' ? (
        <NoteItem note={line.note} />
      ) : line.is === 'decision' ? (
        <DecisionItem decision={line.decision} />
      ) : (
        <MessageItem
          message={line.message}
          continues={!newDay && continues(before, line.message)}
          conversation={conversation}
          customer={customer}
          seen={seen}
        />
      )}
    </>
  );
}

/** Follows the conversation while its end is in view, and never pulls away somebody who reads further up. */
function useStickToEnd(length: number, conversation: Conversation) {
  const box = useRef<HTMLElement>(null);
  const atEnd = useRef(true);
  const behind = useSignal(false);
  const toEnd = () => {
    const element = box.current;
    if (element !== null) element.scrollTop = element.scrollHeight;
    behind.value = false;
  };
  const onScroll = () => {
    const element = box.current;
    if (element === null) return;
    atEnd.current = element.scrollHeight - element.scrollTop - element.clientHeight < NEAR_END;
    if (atEnd.current) behind.value = false;
  };
  // Runs when there is more to show, whatever it is.
  useLayoutEffect(() => {
    if (atEnd.current) toEnd();
    else behind.value = true;
  }, [length]);
  // The reply box grows as it is typed in, and takes that height from here.
  useLayoutEffect(() => {
    const element = box.current;
    if (element === null) return;
    const observer = new ResizeObserver(() => {
      if (atEnd.current) element.scrollTop = element.scrollHeight;
    });
    observer.observe(element);
    // So does what is in it, as decisions and drafts come after the words.
    if (element.firstElementChild !== null) observer.observe(element.firstElementChild);
    return () => observer.disconnect();
  }, []);
  // The customer is told what has been read: by whom has the conversation, and only with its end in view.
  const mine = conversation.writable.value;
  useEffect(() => {
    const look = () => {
      if (mine && atEnd.current && document.visibilityState === 'visible' && (box.current?.clientHeight ?? 0) > 0) conversation.saw();
    };
    look();
    const element = box.current;
    element?.addEventListener('scroll', look);
    document.addEventListener('visibilitychange', look);
    return () => {
      element?.removeEventListener('scroll', look);
      document.removeEventListener('visibilitychange', look);
    };
  }, [length, mine, conversation.status.value]);
  return { box, behind: behind.value, onScroll, toEnd };
}
