import { Bubble, speaker } from './bubble.tsx';
import type { Chat } from './chat.ts';
import { follow } from './follow.ts';
import { live } from './live.ts';
import { Message, Unsent } from './message.tsx';

function Typing({ chat }: { chat: Chat }) {
  const typing = chat.thread.value.typing;
  // Seen, not announced: what follows is.
  return (
    typing && (
      <div aria-hidden="true">
        {typing.text && (
          <Bubble author={typing.author} chat={chat}>
            <p class="bubble">{typing.text}</p>
          </Bubble>
        )}
        <div class="typing">
          <i />
          <i />
          <i />
          {chat.t('typing', { name: speaker(typing.author, chat) })}
        </div>
      </div>
    )
  );
}

/** What was said, what is still on its way, and who is writing. */
export const Messages = live(function Messages({ chat }: { chat: Chat }) {
  const { messages, seen } = chat.thread.value;
  const entries = chat.entries.value;
  const own = messages.reduce((last, { author, seq }) => (author.kind === 'customer' ? seq : last), 0);
  // Opening and a change of state are reasons to look where the log stands (see follow.ts).
  chat.opened.value;
  chat.mode.value;
  return (
    <>
      {messages.map((message, index) => (
        <Message
          key={message.seq}
          of={message}
          after={messages[index - 1]}
          last={index === messages.length - 1 && entries.length === 0}
          seen={message.seq === own && own <= seen && entries.length === 0 && chat.mode.value === 'human'}
          chat={chat}
        />
      ))}
      {entries.map((entry) => (
        <Unsent key={entry.clientId} of={entry} chat={chat} />
      ))}
      <Typing chat={chat} />
      {/* Last, so that it is told when all of the above is in place. */}
      <i
        hidden
        ref={(end) => {
          if (end?.parentElement) follow(chat, end.parentElement);
        }}
      />
    </>
  );
});
