import type { ComponentChildren } from 'preact';
import type { Author, Message as Said } from '../../worker/protocol.ts';
import type { Entry } from '../live/outbox.ts';
import { type Chat, refusalText } from './chat.ts';
import { clock } from './clock.ts';
import { Icon } from './icons.tsx';
import { live } from './live.ts';
import { words } from './words.ts';

const key = (author: Author) => (author.kind === 'agent' ? author.id : author.kind);

/** Who speaks stands above each run of messages; the assistant always as what it is, a person by name. */
export function speaker(author: Author, chat: Chat): string {
  if (author.kind === 'agent') return author.name;
  if (author.kind === 'customer') return chat.t('you');
  return chat.t(author.kind === 'assistant' ? 'assistant' : 'update');
}

export function Bubble({ author, chat, of, children }: { author: Author; chat: Chat; of?: Said; children: ComponentChildren }) {
  const name = speaker(author, chat);
  const quiet = author.kind === 'customer' || author.kind === 'system';
  return (
    <div class={`said ${author.kind}`} data-seq={of?.seq}>
      <div class={quiet ? 'who hidden' : 'who'}>
        {author.kind === 'agent' ? <i aria-hidden="true">{name.slice(0, 1)}</i> : <Icon name="assistant" />}
        <b>{name}</b>
        {of && <time dateTime={of.at}>{clock(of.at, chat.locale.value)}</time>}
      </div>
      {children}
    </div>
  );
}

/** `after` is what stands above: a run of one speaker's messages carries one label. */
export const Message = live(function Message({ of, after, last, chat }: { of: Said; after: Said | undefined; last: boolean; chat: Chat }) {
  const run = after && key(after.author) === key(of.author);
  const more = chat.more.value;
  const content = <div class="bubble">{more ? <more.Content of={of} last={last} chat={chat} /> : <p dir="auto">{words(of.body)}</p>}</div>;
  if (run)
    return (
      <div class={`said ${of.author.kind} run`} data-seq={of.seq}>
        {content}
      </div>
    );
  return (
    <Bubble author={of.author} chat={chat} of={of}>
      {content}
    </Bubble>
  );
});

/** Said here, not yet known to the server. The text is never lost: it is on its way, or can be sent again. */
export function Unsent({ of: { clientId, kind, text, refused }, chat }: { of: Entry; chat: Chat }) {
  const { t } = chat;
  return (
    <div class="said customer">
      <div class={refused ? 'bubble refused' : 'bubble pending'}>
        <p dir="auto">{kind === 'person' ? t('person') : text}</p>
      </div>
      <div class="fate">
        {refused ? (
          <>
            <span role="alert">
              {t('not-sent')} {t(refusalText(refused))}
            </span>
            <button type="button" onClick={() => chat.retry(clientId)}>
              {t('retry')}
            </button>
            <button type="button" onClick={() => chat.discard(clientId)}>
              {t('discard')}
            </button>
          </>
        ) : (
          t('sending')
        )}
      </div>
    </div>
  );
}
