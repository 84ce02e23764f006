import type { Author } from '../../worker/protocol.ts';
import { Bubble } from './bubble.tsx';
import type { Chat } from './chat.ts';
import { live } from './live.ts';
import { Suggestions } from './suggestions.tsx';

const assistant: Author = { kind: 'assistant' };

/** The conversation. Screen readers hear what is added at the end, once. */
export const Log = live(function Log({ chat }: { chat: Chat }) {
  const { t } = chat;
  const session = chat.session.value;
  const more = chat.more.value;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable region needs keyboard access
    <div class="log" role="log" aria-label={t('messages')} tabIndex={0}>
      {session && (
        <Bubble author={assistant} chat={chat}>
          <div class="bubble">
            <p dir="auto">{session.greeting}</p>
          </div>
        </Bubble>
      )}
      {session && !chat.begun.value && <Suggestions of={session.suggestions} chat={chat} />}
      {more && <more.Messages chat={chat} />}
    </div>
  );
});
