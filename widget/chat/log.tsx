import type { Author } from '../../worker/protocol.ts';
import type { Chat } from './chat.ts';
import { live } from './live.ts';
import { Bubble, Message, speaker, Unsent } from './message.tsx';
import { held } from './thread.ts';

const assistant: Author = { kind: 'assistant' };

export type Follow = (box: HTMLDivElement | null) => void;

function Suggestions({ chat }: { chat: Chat }) {
  const questions = chat.session.value?.suggestions ?? [];
  return (
    <ul class="suggestions" aria-label={chat.t('suggestions')}>
      {questions.map((question) => (
        <li>
          <button type="button" onClick={() => chat.say(question)}>
            {question}
          </button>
        </li>
      ))}
    </ul>
  );
}

const Typing = live(function Typing({ chat }: { chat: Chat }) {
  const author = chat.thread.value.typing;
  // Seen, not announced: what follows is.
  return (
    author && (
      <div class="typing" aria-hidden="true">
        <i />
        <i />
        <i />
        {chat.t('typing', { name: speaker(author, chat) })}
      </div>
    )
  );
});

/**
 * Keeps what is new in sight. A new answer is read from its first line; a short one is shown whole, because the browser
 * stops at the end. Called after every render, so it acts only on a change.
 */
export function follower(chat: Chat): Follow {
  let known = '';
  let shown = 0;
  return (box) => {
    const { messages, typing } = chat.thread.peek();
    const waiting = chat.entries.peek().length;
    const now = `${held(chat.thread.peek())} ${waiting} ${!!typing} ${!!chat.more.peek()}`;
    if (!box || now === known) return;
    const first = shown ? messages.find((message) => message.seq > shown) : undefined;
    const target = first && !waiting ? box.querySelector(`[data-seq="${first.seq}"]`) : null;
    box.scrollTo({ top: target instanceof HTMLElement ? target.offsetTop - 48 : box.scrollHeight });
    known = now;
    shown = held(chat.thread.peek());
  };
}

/** The conversation. Screen readers hear what is added at the end, once. */
export const Log = live(function Log({ chat, follow }: { chat: Chat; follow: Follow }) {
  const { t } = chat;
  const { messages } = chat.thread.value;
  const entries = chat.entries.value;
  const session = chat.session.value;

  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable region needs keyboard access
    <div class="log" role="log" aria-label={t('messages')} tabIndex={0} ref={follow}>
      {session && (
        <Bubble author={assistant} chat={chat}>
          <div class="bubble">
            <p dir="auto">{session.greeting}</p>
          </div>
        </Bubble>
      )}
      {session && messages.length + entries.length === 0 && <Suggestions chat={chat} />}
      {messages.map((message, index) => (
        <Message
          key={message.seq}
          of={message}
          after={messages[index - 1]}
          last={index === messages.length - 1 && entries.length === 0}
          chat={chat}
        />
      ))}
      {entries.map((entry) => (
        <Unsent key={entry.clientId} of={entry} chat={chat} />
      ))}
      <Typing chat={chat} />
    </div>
  );
});
