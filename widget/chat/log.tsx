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
 * stops at the end. Who has scrolled up to read is left there. Called after every render, so it acts only on a change.
 */
export function follower(chat: Chat): Follow {
  let was = { seq: 0, waiting: 0, typing: false, more: false, height: 0 };
  return (box) => {
    if (!box) return;
    const { messages, typing } = chat.thread.peek();
    const entries = chat.entries.peek();
    const now = {
      seq: held(chat.thread.peek()),
      waiting: entries.length + entries.filter((entry) => entry.refused).length,
      typing: !!typing,
      more: !!chat.more.peek(),
      height: box.scrollHeight,
    };
    const before = was;
    was = now;
    const said = now.waiting > before.waiting;
    const reading = before.height - box.scrollTop - box.clientHeight > 96;
    if (!said && (reading || (now.seq === before.seq && now.typing <= before.typing && now.more === before.more))) return;
    const first = before.seq && !said ? messages.find((message) => message.seq > before.seq) : undefined;
    const target = first && box.querySelector(`[data-seq="${first.seq}"]`);
    box.scrollTo({ top: target instanceof HTMLElement ? target.offsetTop - 48 : now.height });
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
    <div class="log" role="log" aria-label={t('messages')} tabIndex={0} ref={(box) => follow(box)}>
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
