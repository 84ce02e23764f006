import { useSignal } from '@preact/signals';
import { useLayoutEffect, useRef } from 'preact/hooks';
import type { Message } from '../../../worker/protocol.ts';
import { DownIcon } from '../ui/icons.tsx';
import { dayOf, onSameDay } from '../ui/time.ts';
import { authorName } from '../words.ts';
import type { Conversation } from './conversation.ts';
import { MessageItem } from './message.tsx';
import { PendingItem } from './pending-item.tsx';

/** As close to the end as this still counts as reading along. */
const NEAR_END = 80;

export function Transcript({ conversation }: { conversation: Conversation }) {
  const { messages, customer, typing } = conversation.thread.value;
  const pending = conversation.pending.value;
  const label = customer?.label ?? 'Customer';
  const { box, behind, onScroll, toEnd } = useStickToEnd(messages.length + pending.length + (typing === null ? 0 : 1));
  return (
    <div class="transcript-frame">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region without the focus cannot be scrolled by keyboard */}
      <section class="transcript" aria-label={`Conversation with ${label}`} tabIndex={0} ref={box} onScroll={onScroll}>
        <ol>
          {messages.map((message, index) => (
            <Item key={message.id} message={message} before={messages[index - 1]} conversation={conversation} customer={label} />
          ))}
          {pending.map((item) => (
            <PendingItem key={item.clientId} item={item} conversation={conversation} />
          ))}
        </ol>
        {messages.length === 0 && pending.length === 0 ? <p class="empty">No messages yet.</p> : null}
        {typing === null ? null : <p class="typing">{authorName(typing, label)} is typing</p>}
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
  message: Message;
  before: Message | undefined;
  conversation: Conversation;
  customer: string;
}

function Item({ message, before, conversation, customer }: ItemProps) {
  const newDay = before === undefined || !onSameDay(before.at, message.at);
  return (
    <>
      {newDay ? <li class="day">{dayOf(message.at)}</li> : null}
      <MessageItem message={message} continues={!newDay && continues(before, message)} conversation={conversation} customer={customer} />
    </>
  );
}

/** Same speaker within three minutes: the name is not said again. */
function continues(before: Message | undefined, message: Message): boolean {
  if (before === undefined || before.body.type === 'notice' || before.author.kind !== message.author.kind) return false;
  if (before.author.kind === 'agent' && message.author.kind === 'agent' && before.author.id !== message.author.id) return false;
  return Date.parse(message.at) - Date.parse(before.at) < 180_000;
}

/** Follows the conversation while its end is in view, and never pulls away somebody who reads further up. */
function useStickToEnd(length: number) {
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
    return () => observer.disconnect();
  }, []);
  return { box, behind: behind.value, onScroll, toEnd };
}
